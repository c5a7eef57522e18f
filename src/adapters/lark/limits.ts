import PQueue from 'p-queue';

/** Lark's limits (lark.md 4): calls a second of the whole app, and to one person or one message. */
export interface Limits {
  readonly perApp: number;
  readonly perTarget: number;
}
const LARK_LIMITS: Limits = { perApp: 50, perTarget: 5 };
const SECOND = 1_000;

export interface Limiter {
  /** Runs `work` when both the app and the target (a person, a message; none for reads) have room. */
  run<T>(target: string | undefined, work: () => Promise<T>): Promise<T>;
  /** How many targets are remembered. */
  targets(): number;
}

export function createLimiter(limits: Limits = LARK_LIMITS): Limiter {
  const app = new PQueue({ interval: SECOND, intervalCap: limits.perApp, strict: true });
  const lanes = new Map<string, PQueue>();

  const laneOf = (target: string): PQueue => {
    const known = lanes.get(target);
    if (known !== undefined) return known;
    const lane = new PQueue({ interval: SECOND, intervalCap: limits.perTarget, strict: true });
    lanes.set(target, lane);
    // A lane is kept for a second after its last call: dropped sooner it would forget what it must count.
    let idle: NodeJS.Timeout | undefined;
    lane.on('active', () => clearTimeout(idle));
    lane.on('idle', () => {
      clearTimeout(idle);
      idle = setTimeout(() => {
        if (lane.size === 0 && lane.pending === 0) lanes.delete(target);
      }, SECOND).unref();
    });
    return lane;
  };

  return {
    run: (target, work) =>
      target === undefined
        ? app.add(work)
        : // The slot in the lane is taken by the call itself, not by its wait for the app's.
          laneOf(target).add(() => app.add(work)),
    targets: () => lanes.size,
  };
}
