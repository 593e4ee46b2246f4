/**
 * What the bundle takes instead of heavier modules; the reasons stand in the modules themselves.
 *
 * A replacement that meets nothing stops the build, so that a new version of a package cannot bring the weight
 * back unseen.
 */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

type Replacement = [wanted: RegExp, instead: string];

const own = (name: string) => fileURLToPath(new URL(`../src/monaco/${name}.ts`, import.meta.url));

const onPage: Replacement[] = [
  [/\/diffEditorWidget\.js$/, own('noDiff')],
  [/\/multiDiffEditorWidget\.js$/, own('noDiff')],
  [/\/linesDiffComputers\.js$/, own('noDiff')],
  [/^monaco-editor\/esm\/vs\/editor\/edcore\.main\.js$/, own('editor')],
  [/^prettier\/parser-babel$/, own('jsonFormat')],
  [/^prettier\/plugins\/estree$/, own('jsonFormat')],
  [/^prettier\/parser-graphql$/, 'prettier/plugins/graphql'],
];

const inWorker: Replacement[] = [
  [/\/linesDiffComputers\.js$/, own('noDiff')],
  [/^prettier\/standalone$/, own('noFormat')],
  [/^prettier\/parser-graphql$/, own('noFormat')],
];

function instead(name: string, replacements: Replacement[]): Plugin {
  const unmet = new Set(replacements);
  return {
    name,
    enforce: 'pre',
    resolveId(wanted, importer, options) {
      const replacement = replacements.find(([pattern]) => pattern.test(wanted));
      if (replacement === undefined) return null;
      unmet.delete(replacement);
      return this.resolve(replacement[1], importer, { ...options, skipSelf: true });
    },
    buildEnd(error) {
      if (error === undefined && unmet.size > 0) this.error(`nothing imports: ${[...unmet].map(String).join('; ')}`);
    },
  };
}

export const leanPage = () => instead('lean-page', onPage);
export const leanWorker = () => instead('lean-worker', inWorker);
