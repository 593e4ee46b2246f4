import { defineConfig } from 'vite';
import { leanPage, leanWorker } from './build/lean.ts';
import { pack } from './build/pack.ts';
import { translate } from './build/translate.ts';

const LICENCES = 'LICENSES.md';

export default defineConfig({
  base: '/graphiql/',
  plugins: [leanPage(), translate(), pack(LICENCES)],
  worker: { format: 'es', plugins: () => [leanWorker()] },
  build: {
    target: 'es2022',
    outDir: '../assets',
    emptyOutDir: true,
    assetsDir: 'static',
    assetsInlineLimit: 0, // the page's policy allows no data: addresses
    license: { fileName: LICENCES },
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      // React's own directives ("use client") say nothing to a page without a server part.
      onLog: (level, log, tell) => log.code === 'MODULE_LEVEL_DIRECTIVE' || tell(level, log),
    },
  },
});
