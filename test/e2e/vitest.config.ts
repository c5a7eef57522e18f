import { defineConfig } from 'vitest/config';

/** Tests in Chromium (/usr/bin/chromium, or CHROMIUM). The page is built where it is missing. */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/support/build-page.ts', 'test/support/global-store.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    maxWorkers: 1,
  },
});
