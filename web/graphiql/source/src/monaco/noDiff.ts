/** Stands in for Monaco's diff editors and their algorithms, which its API names but nothing here opens. */
export class DiffEditorWidget {}
export class MultiDiffEditorWidget {}
export const linesDiffComputers = {};
