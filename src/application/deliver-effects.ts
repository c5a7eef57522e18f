import PQueue from 'p-queue';
import { createDeliveryWork } from './delivery-work.ts';
import type { EffectCommands } from './effect-commands.ts';
import type { CommandOptions } from './execute-command.ts';
import { createHeldLeases, type GiveBack } from './held-leases.ts';
import { deliveriesOf, type WebhooksFor } from './outbox.ts';
import type {
  CardRenderer,
  Clock,
  Delivery,
  DeliveryStore,
  Log,
  Messenger,
  RequestStore,
  SentCardStore,
  SettingsStore,
  StoredRequest,
} from './ports.ts';
import type { AnsweredTap, TapAnswers } from './tap-answers.ts';

export interface DeliverDeps {
  readonly requests: Pick<RequestStore, 'load' | 'pullOutbox' | 'withOutbox'>;
  readonly deliveries: DeliveryStore;
  readonly sentCards: SentCardStore;
  readonly settings: Pick<SettingsStore, 'current'>;
  readonly renderer: CardRenderer;
  readonly webhooksFor: WebhooksFor;
  /** For effects that end in a command or a call instead of a message. */
  readonly commands: EffectCommands;
  readonly messenger: Messenger;
  readonly answers: Pick<TapAnswers, 'shown'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Requests worked on at once; 16 unless told. The messenger keeps Lark's limits. */
  readonly concurrency?: number;
  /** Waits a moment while people wait for answers: messages may be late by a second, taps may not. */
  readonly turn?: () => Promise<unknown>;
}

/** Turns effects into messages: right after a change, and by a sweep for what a crash or a failure left. */
export interface Deliverer {
  /** For `afterCommit`: starts soon, returns at once. */
  kick(stored: StoredRequest, options?: CommandOptions): void;
  /** Delivers what is left in outboxes, then tries every delivery that is due. Returns how many were tried. */
  sweep(heartbeat?: () => Promise<void>): Promise<number>;
  /** Waits until nothing is under way; begins nothing new after `close`. */
  idle(): Promise<void>;
  /**
   * Stops taking work and waits for what is under way, but no longer than this; what has not ended by then is given back,
   * for the next start or another instance (house.md, stop order: leases).
   */
  close(withinMs: number): Promise<void>;
}

/** How long one try may take before another instance may take the delivery. */
const LEASE_MS = 60_000;
/** A sweep looks for so many requests for each of its places at once: few would all wait for the slowest of them. */
const REQUESTS_A_PLACE = 6;
/** The rest is the next sweep's, so that what is to be tried again has its turn. */
const MOST_BATCHES = 20;
/** All of one person's, at five messages a second, are sent well within a lease. */
const CONCURRENCY = 16;
/** Files take tens of milliseconds each to draw: a quarter of the places is theirs, and no card waits for them. */
const SLOW_SHARE = 4;
/** More than these are left to the sweep, so that a rush does not fill the memory. */
const MOST_WAITING = 500;

/**
 * The outbox: effects are copied to `deliveries` (a copy that is there already is fine) and pulled from the request; then
 * each is leased, right after a change by the copying itself, drawn from the state as it is now, sent with its id as `uuid`,
 * and settled (house.md, crash table).
 */
export function createDeliverer(deps: DeliverDeps): Deliverer {
  const concurrency = deps.concurrency ?? CONCURRENCY;
  const queue = new PQueue({ concurrency });
  const slowQueue = new PQueue({ concurrency: Math.ceil(concurrency / SLOW_SHARE) });
  const batchSize = REQUESTS_A_PLACE * concurrency;
  const work = createDeliveryWork(deps);
  const gate = { open: true };
  const leases = createHeldLeases(deps.clock);

  /** One after the other; where the database goes away, what is left is noted, to be given back. */
  const carryOut = async (
    leased: readonly Delivery[],
    except?: Promise<string | undefined>,
  ): Promise<void> => {
    for (const { id, nextAt } of leased) leases.hold(id, nextAt);
    const left = new Set(leased);
    try {
      for (const delivery of leased) {
        await work(delivery, isRefresh(delivery) ? await except : undefined);
        left.delete(delivery);
        leases.ended(delivery.id);
      }
    } finally {
      for (const { id } of left) leases.failed(id);
    }
  };

  /** Nobody knows whether its message went out: it goes again with the same uuid. */
  const giveBack: GiveBack = (id, at) => deps.deliveries.settle(id, { nextAt: at, uncertain: true });

  const idle = async (): Promise<void> => {
    await queue.onIdle();
    await slowQueue.onIdle();
  };

  /** The message that shows the change already, once that is known. */
  const shownBy = async ({ key, messageId }: AnsweredTap): Promise<string | undefined> =>
    (await deps.answers.shown(key)) ? messageId : undefined;

  const pull = (stored: StoredRequest): Promise<void> =>
    deps.requests.pullOutbox(
      stored.state.id,
      stored.outbox.map(({ id }) => id),
    );

  const tryOne = async (): Promise<boolean> => {
    await deps.turn?.();
    const now = deps.clock.now();
    const delivery = await deps.deliveries.lease(now, now + LEASE_MS);
    if (delivery === undefined) return false;
    await carryOut([delivery]);
    return true;
  };

  /** Copied and leased by one write; returns how many were tried. What was there already (a crash left it) is the sweep's. */
  const deliverRequest = async (
    stored: StoredRequest,
    except = Promise.resolve<string | undefined>(undefined),
  ): Promise<number> => {
    await deps.turn?.();
    const now = deps.clock.now();
    const copies = await deliveriesOf(stored, deps.settings, deps.webhooksFor, now);
    const slow = copies.filter(isSlow);
    await deps.deliveries.add(slow);
    const taken = await deps.deliveries.take(
      copies.filter(each => !isSlow(each)),
      now,
      now + LEASE_MS,
    );
    // Messages do not wait for the answer to the tap that called for them; a card may show what the answer shows.
    const inOrder = [...taken.filter(each => !isRefresh(each)), ...taken.filter(isRefresh)];
    await Promise.all([pull(stored), carryOut(inOrder, except)]);
    for (const { id } of slow)
      if (slowQueue.size < MOST_WAITING) void slowQueue.add(() => guarded(() => tryById(id)));
    return taken.length;
  };

  const tryById = async (id: string): Promise<void> => {
    const now = deps.clock.now();
    const delivery = gate.open ? await deps.deliveries.lease(now, now + LEASE_MS, id) : undefined;
    if (delivery !== undefined) await carryOut([delivery]);
  };

  /** A failure here loses nothing: the sweep comes back to what is still in the outbox or in deliveries. */
  const guarded = async (task: () => Promise<unknown>): Promise<void> => {
    try {
      await task();
    } catch (error) {
      deps.log.warn({ error }, 'deliveries were put off to the next sweep');
    }
  };

  /** What a rush or a crash left in outboxes goes the way of a new change: one write copies and leases it. Returns how many were tried. */
  const sweepOutboxes = async (heartbeat: () => Promise<void>): Promise<number> => {
    let tried = 0;
    const deliver = async (id: string): Promise<void> => {
      const stored = await deps.requests.load(id);
      if (stored !== undefined) tried += await deliverRequest(stored);
    };
    for (let batch = 1; gate.open && batch <= MOST_BATCHES; batch += 1) {
      const ids = await deps.requests.withOutbox(batchSize);
      const left = ids.values();
      const worker = async (): Promise<void> => {
        for (const id of left) {
          if (!gate.open) return;
          await guarded(() => deliver(id));
          await heartbeat();
        }
      };
      await Promise.all(Array.from({ length: concurrency }, worker));
      if (ids.length < batchSize) break;
    }
    return tried;
  };

  const sweepDeliveries = async (heartbeat: () => Promise<void>): Promise<number> => {
    let tried = 0;
    const worker = async (): Promise<void> => {
      while (gate.open && (await tryOne())) {
        tried += 1;
        await heartbeat();
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    return tried;
  };

  return {
    kick: (stored, options = {}) => {
      if (!gate.open || stored.outbox.length === 0 || queue.size >= MOST_WAITING) return;
      const except = options.tap === undefined ? undefined : shownBy(options.tap);
      void queue.add(() => guarded(() => deliverRequest(stored, except)));
    },
    sweep: async (heartbeat = async () => undefined) => {
      await leases.release(giveBack);
      const fromOutboxes = await sweepOutboxes(heartbeat);
      const fromDeliveries = await sweepDeliveries(heartbeat);
      return fromOutboxes + fromDeliveries;
    },
    idle,
    close: async withinMs => {
      gate.open = false;
      // What has not begun is in the outbox or in deliveries: the next start finds it.
      queue.clear();
      slowQueue.clear();
      await leases.close(withinMs, idle(), giveBack);
    },
  };
}

function isRefresh({ effect }: Delivery): boolean {
  return effect.kind === 'refreshTask' || effect.kind === 'refreshReceipt';
}

function isSlow({ effect }: Delivery): boolean {
  return effect.kind === 'archiveForm';
}
