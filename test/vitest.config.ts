import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: [
      'test/{unit,contract,journeys,security}/**/*.test.ts',
      'test/architecture.test.ts',
      'test/embedded/**/*.test.ts',
    ],
    globalSetup: ['test/support/global-store.ts'],
    setupFiles: ['test/support/no-network.ts', 'test/support/seed.ts'],
    // A slow machine makes no test fail; what hangs is still found.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    // More than the cores of a small machine: most of a journey is waiting.
    maxWorkers: 4,
  },
});
