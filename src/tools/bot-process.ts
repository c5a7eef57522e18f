/**
 * How Node runs the bot, here and in the Dockerfile. Room for young objects: at 16 MB, Node's own, it would take more than
 * 250 MB at rest with its store, and at 4 a tap would pay half as much again to the garbage collector (docs/performance.md).
 */
export const BOT_FLAGS: readonly string[] = ['--enable-source-maps', '--max-semi-space-size=8'];

/**
 * Variables for the allocator of the C library, where the environment does not set them: two pools in all instead of one for each
 * thread, and large blocks (128 KB) go back to the system when they are freed, whatever was large before.
 */
export const BOT_ALLOCATOR: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: '131072',
};
