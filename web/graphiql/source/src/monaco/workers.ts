/**
 * Starts Monaco's workers, in place of `graphiql/setup-workers/vite`.
 *
 * That module builds three workers which each repeat the same base. Here one script serves all three and loads
 * what its name asks for, so that the base is shipped once.
 */
import LanguageWorker from './worker?worker';

globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new LanguageWorker({ name: label }),
};
