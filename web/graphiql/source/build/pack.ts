/** Keeps every text file of the bundle as its gzip alone, and completes the list of licences. */
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { furtherLicences } from './licences.ts';

const PACKED = /\.(js|css|svg|ttf)$/;

export function pack(licences: string): Plugin {
  return {
    name: 'pack',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.fileName === licences && file.type === 'asset') {
            file.source += furtherLicences();
          } else if (PACKED.test(file.fileName)) {
            const source = gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 });
            delete bundle[file.fileName];
            this.emitFile({ type: 'asset', fileName: `${file.fileName}.gz`, source });
          }
        }
      },
    },
  };
}
