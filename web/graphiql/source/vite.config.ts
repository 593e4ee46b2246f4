import { defineConfig } from 'vite';
import { leanPage, leanWorker } from './build/lean.ts';
import { pack } from './build/pack.ts';
import { translate } from './build/translate.ts';

const LICENCES = 'LICENSES.md';

// What others wrote is cut from what we write, so that a new example leaves the large files, and git, as they are.
const CHUNKS = [
  { name: 'prettier', test: /node_modules\/prettier/, priority: 3 },
  { name: 'graphql', test: /node_modules\/(graphql|graphql-language-service|vscode-|nullthrows)/, priority: 2 },
  { name: 'monaco', test: /node_modules\/monaco-|src\/monaco\//, priority: 2 },
  { name: 'graphiql', test: /node_modules\//, priority: 1 },
];

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
      output: { codeSplitting: { groups: CHUNKS } },
    },
  },
});
