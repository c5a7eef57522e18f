/**
 * How Node runs the bot, here and in the Dockerfile. Room for young objects: at 16 MB, Node's own, it would take more than
 * 250 MB at rest with its store, and at 4 a tap would pay half as much again to the garbage collector (docs/performance.md).
 */
export const BOT_FLAGS: readonly string[] = ['--enable-source-maps', '--max-semi-space-size=8'];

/**
 * For the allocator of the C library: a pool for each two threads instead of for each, and what is free at its end is given back
 * above 128 KB, whatever was once held. Both are the bot's own variables' first: what is set already stays.
 */
export const BOT_ALLOCATOR: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: '131072',
};
