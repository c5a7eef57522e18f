import { defineConfig } from 'vitest/config';

/** The service as processes that are killed (docs/faults.md); it is compiled first, since it starts many times. */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ['test/faults/**/*.test.ts'],
    globalSetup: ['test/faults/support/compile.ts'],
    testTimeout: 3 * 3_600_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
  },
});
