/**
 * Puts Ukrainian words into GraphiQL while it is built, since it has no setting for its language.
 *
 * Each entry of `words.ts` must be found in its module: when a new GraphiQL says something else, the build stops
 * and names what is missing.
 */
import type { Plugin } from 'vite';
import { WORDS } from './words.ts';

export function translate(): Plugin {
  const met = new Set<string>();
  return {
    name: 'translate',
    enforce: 'pre',
    transform(code, id) {
      const module = Object.keys(WORDS).find((suffix) => id.endsWith(`/node_modules/${suffix}`));
      if (module === undefined) return null;
      met.add(module);
      return { code: Object.entries(WORDS[module]!).reduce(replaceAll(id), code), map: null };
    },
    buildEnd(error) {
      const unmet = Object.keys(WORDS).filter((module) => !met.has(module));
      if (error === undefined && unmet.length > 0) this.error(`nothing to translate in: ${unmet.join(', ')}`);
    },
  };
}

function replaceAll(id: string) {
  return (code: string, [english, ukrainian]: [string, string]): string => {
    if (!code.includes(english)) throw new Error(`${id} no longer says: ${english}`);
    return code.replaceAll(english, ukrainian);
  };
}
