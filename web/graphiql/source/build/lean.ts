/** What the bundle takes instead of heavier modules; the reasons stand in the modules themselves. */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const own = (name: string) => fileURLToPath(new URL(`../src/monaco/${name}.ts`, import.meta.url));

const anywhere: [RegExp, string][] = [
  [/\/diffEditorWidget\.js$/, own('noDiff')],
  [/\/multiDiffEditorWidget\.js$/, own('noDiff')],
  [/\/linesDiffComputers\.js$/, own('noDiff')],
];

const onPage: [RegExp, string][] = [
  ...anywhere,
  [/^monaco-editor\/esm\/vs\/editor\/edcore\.main\.js$/, own('editor')],
  [/^prettier\/parser-babel$/, own('jsonFormat')],
  [/^prettier\/plugins\/estree$/, own('jsonFormat')],
  [/^prettier\/parser-graphql$/, 'prettier/plugins/graphql'],
];

const inWorker: [RegExp, string][] = [
  ...anywhere,
  [/^prettier\/standalone$/, own('noFormat')],
  [/^prettier\/parser-graphql$/, own('noFormat')],
];

function instead(name: string, replacements: [RegExp, string][]): Plugin {
  return {
    name,
    enforce: 'pre',
    resolveId(wanted, importer, options) {
      const replacement = replacements.find(([pattern]) => pattern.test(wanted));
      return replacement && this.resolve(replacement[1], importer, { ...options, skipSelf: true });
    },
  };
}

export const leanPage = () => instead('lean-page', onPage);
export const leanWorker = () => instead('lean-worker', inWorker);
