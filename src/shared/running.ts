/** Counts work under way, so that a stop can wait for it. */
export interface Running {
  begin(): void;
  end(): void;
  /** True once nothing runs; false when the time is up first. */
  none(timeoutMs: number): Promise<boolean>;
}

export function createRunning(): Running {
  let count = 0;
  const waiting = new Set<() => void>();
  return {
    begin: () => {
      count += 1;
    },
    end: () => {
      count -= 1;
      if (count > 0) return;
      for (const done of waiting) done();
    },
    none: timeoutMs =>
      new Promise(resolve => {
        if (count === 0) {
          resolve(true);
          return;
        }
        const timer = setTimeout(() => finish(false), timeoutMs);
        const finish = (none: boolean) => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve(none);
        };
        const done = () => finish(true);
        waiting.add(done);
      }),
  };
}

/** Counts a piece of work until a turn after its end, so that what directly follows it has begun by then. */
export function countWork<T>(running: Running, work: Promise<T>): Promise<T> {
  running.begin();
  return work.finally(() => setImmediate(() => running.end()));
}

/** Waits for work, but no longer than this. */
export async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, enough]).finally(() => clearTimeout(timer));
}
