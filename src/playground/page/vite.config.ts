import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** The page's files lie below /playground/assets on the bot's own port; index.html is served at /. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/playground/',
  build: {
    outDir: resolve(import.meta.dirname, '../../../dist/playground'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The chart library is that large; it is loaded with the first chart only.
    chunkSizeWarningLimit: 1_500,
  },
});
