import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { signedCallback } from '../../support/lark/callbacks.ts';
import { type Answered, readAnswer } from '../../support/world-callbacks.ts';
import type { Balancer } from './balancer.ts';

/**
 * A load balancer as they stand before real services. It asks every backend for /readyz each 250 ms and sends to those
 * whose last answer was 200, in turn, over connections that it keeps open. A connection that is refused is tried at the
 * next backend; what breaks after it was taken, and any status but 200, is a refused request.
 */
export interface ReadyBalancer extends Balancer {
  add(address: string): void;
  /** The addresses that requests go to now. */
  inService(): readonly string[];
  /** What Lark met instead of an answer, each with its address. */
  readonly refused: readonly string[];
  /** How many requests were answered. */
  readonly answered: number;
  close(): void;
}

const PROBE_MS = 250;
const LARK_WAITS_MS = 3_000;

export function createReadyBalancer(): ReadyBalancer {
  const backends = new Map<string, boolean>();
  const refused: string[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const state = { answered: 0, turn: 0, closed: false };

  const probe = async (address: string): Promise<void> => {
    while (!state.closed) {
      backends.set(address, (await statusOf(`${address}/readyz`)) === 200);
      await wait(PROBE_MS);
    }
  };
  const inService = (): readonly string[] =>
    [...backends].flatMap(([address, ready]) => (ready ? [address] : []));

  return {
    refused,
    inService,
    get answered() {
      return state.answered;
    },
    add: address => {
      backends.set(address, false);
      void probe(address);
    },
    post: async envelope => {
      const until = Date.now() + LARK_WAITS_MS;
      do {
        const list = inService();
        for (let n = 0; n < list.length; n += 1) {
          state.turn += 1;
          const address = list[state.turn % list.length] ?? '';
          try {
            const answered = await send(agent, address, envelope);
            state.answered += 1;
            if (answered.status !== 200) refused.push(`${address} answered ${answered.status}`);
            return answered;
          } catch (error) {
            if (codeOf(error) === 'ECONNREFUSED') continue;
            const ready = backends.get(address) === true ? 'in service' : 'out of service';
            refused.push(`${address}, ${ready}, broke at ${Date.now()}: ${codeOf(error)}`);
            throw error;
          }
        }
        await wait(20);
      } while (Date.now() < until);
      refused.push('nobody is in service');
      throw new Error('nobody is in service');
    },
    close: () => {
      state.closed = true;
      agent.destroy();
    },
  };
}

function send(agent: Agent, address: string, envelope: unknown): Promise<Answered> {
  const { headers, body } = signedCallback(envelope);
  return new Promise((resolve, reject) => {
    const call = request(`${address}/lark/callback`, { method: 'POST', agent, headers }, response => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => resolve(readAnswer(response.statusCode ?? 0, JSON.parse(text || '{}'))));
    });
    call.on('error', reject);
    call.end(body);
  });
}

async function statusOf(url: string): Promise<number> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
