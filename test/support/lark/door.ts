import type { Server } from 'node:http';
import type { CardTap, Inbound, TapAnswer } from '../../../src/application/ports.ts';
import { createHttpApp } from '../../../src/adapters/http/app.ts';
import { createDoor, type Handling } from '../../../src/adapters/lark/door.ts';
import { createMetrics } from '../../../src/shared/telemetry.ts';
import { KEYS, type Callback } from './callbacks.ts';
import { keptLog } from './logs.ts';

/** An inbox in memory. */
export function memoryInbox() {
  const events: Inbound[] = [];
  return {
    events,
    put: async (event: Inbound) => {
      if (events.some(({ key }) => key === event.key)) return false;
      events.push(event);
      return true;
    },
  };
}

export interface DoorOverrides extends Partial<Handling> {
  readonly encryptKey?: string | undefined;
  readonly tenantKey?: string;
  readonly verificationToken?: string;
  readonly machineNow?: () => number;
}

/** The door behind real HTTP on this machine, with what reached it. */
export async function startDoor(overrides: DoorOverrides = {}) {
  const inbox = memoryInbox();
  const { log, lines } = keptLog();
  const metrics = createMetrics();
  const woken: string[] = [];
  const taps: CardTap[] = [];
  const late: { readonly tap: CardTap; readonly answer: TapAnswer }[] = [];
  const answered: { readonly key: string; readonly withCard: boolean }[] = [];
  const { encryptKey = KEYS.encryptKey, ...rest } = overrides;
  const plain = 'encryptKey' in overrides && overrides.encryptKey === undefined;
  const door = createDoor({
    appId: KEYS.appId,
    verificationToken: KEYS.verificationToken,
    machineNow: Date.now,
    ...(plain ? {} : { encryptKey }),
    inbox,
    onEvent: key => void woken.push(key),
    onTap: async tap => {
      taps.push(tap);
      return {};
    },
    lateTap: async (tap, answer) => void late.push({ tap, answer }),
    answered: ({ key }, withCard) => void answered.push({ key, withCard }),
    clock: { now: () => 1_763_800_000_000 },
    log,
    metrics,
    ...rest,
  });
  const app = createHttpApp({ door, readiness: {}, metrics, log });
  const server = await new Promise<Server>(resolve => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    /** Without HTTP around it. */
    door,
    inbox,
    metrics,
    lines,
    woken,
    taps,
    late,
    answered,
    post: async (callback: Callback, path = '/lark/callback') => {
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: callback.headers,
        body: new Uint8Array(callback.body),
      });
      return { status: response.status, text: await response.text() };
    },
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
