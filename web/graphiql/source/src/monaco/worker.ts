/**
 * One worker for GraphQL, JSON and the editor's own needs; its name says which language to load.
 *
 * Messages that arrive while the language is loading are kept and handed on in their order: the first one only
 * wakes the worker up, the following ones would be lost.
 */
const languages: Record<string, () => Promise<unknown>> = {
  graphql: () => import('monaco-graphql/esm/graphql.worker.js'),
  json: () => import('monaco-editor/esm/vs/language/json/json.worker.js'),
};
const editor = () => import('monaco-editor/esm/vs/editor/editor.worker.js');

const waiting: MessageEvent[] = [];
self.onmessage = (message: MessageEvent) => waiting.push(message);

await (languages[self.name] ?? editor)();
for (const message of waiting) {
  self.onmessage.call(self, message);
}

export {};
