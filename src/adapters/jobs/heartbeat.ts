/** Called often by long work; says to the others, now and then, that it is still being done here. */
export type Heartbeat = () => Promise<void>;

/** A heartbeat that renews the lock at most every 5 s, however often it is called. */
export function createHeartbeat(renew: () => Promise<void>, everyMs = 5_000): Heartbeat {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < everyMs) return;
    last = performance.now();
    await renew();
  };
}
