/**
 * A Prettier plugin that formats variables and headers with `jsonc-parser`, which GraphiQL carries anyway.
 *
 * It stands in for Prettier's JavaScript parser and printer: half a megabyte for two small JSON editors.
 */
import { applyEdits, format } from 'jsonc-parser';

interface JsonText {
  text: string;
}

export const parsers = {
  jsonc: {
    astFormat: 'jsonc-text',
    parse: (text: string): JsonText => ({ text }),
    locStart: () => 0,
    locEnd: (node: JsonText) => node.text.length,
  },
};

export const printers = {
  'jsonc-text': {
    print: (path: { node: JsonText }) => formatted(path.node.text),
  },
};

function formatted(text: string): string {
  const edits = format(text, undefined, { tabSize: 2, insertSpaces: true, insertFinalNewline: true });
  return applyEdits(text, edits);
}
