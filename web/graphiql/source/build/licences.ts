/** The licences of what Vite's own list leaves out: fonts, what only workers use, and what Monaco has inside. */
import { readFileSync } from 'node:fs';

const PACKAGES = ['@fontsource/fira-code', 'picomatch-browser'];
const INSIDE_MONACO = ['nodejs path library', 'markedjs'];
const NAMED_BY_MONACO = `## DOMPurify, inside monaco-editor (Apache-2.0 or MPL-2.0)

(c) Cure53 and other contributors; the text of Apache-2.0 is the LICENSE of this repository.

## Codicons, inside monaco-editor (CC-BY-4.0)

Copyright (c) Microsoft Corporation. https://creativecommons.org/licenses/by/4.0/
`;

export function furtherLicences(): string {
  return ['', ...PACKAGES.map(ofPackage), ...INSIDE_MONACO.map(insideMonaco), NAMED_BY_MONACO].join('\n');
}

function ofPackage(name: string): string {
  const { version, license } = JSON.parse(read(`${name}/package.json`)) as { version: string; license: string };
  return `## ${name} - ${version} (${license})\n\n${read(`${name}/LICENSE`)}`;
}

function insideMonaco(name: string): string {
  const notices = read('monaco-editor/ThirdPartyNotices.txt');
  const text = notices.split(`%% ${name} `)[1]?.split(/={9,}/)[1];
  if (text === undefined) throw new Error(`monaco-editor has no notice of ${name} any more`);
  return `## ${name}, inside monaco-editor\n${text}`;
}

function read(path: string): string {
  return readFileSync(new URL(`../node_modules/${path}`, import.meta.url), 'utf8');
}
