/** Monaco ships no types for its inner modules; the ones used here are imported for their effects. */
declare module 'monaco-editor/esm/vs/*';
declare module 'monaco-graphql/esm/graphql.worker.js';

declare var MonacoEnvironment: { getWorker: (id: string, label: string) => Worker } | undefined;
