/**
 * Development keys: given by the sandbox to whoever bears a person's token, or brought as a file.
 *
 * A key stays in this page's memory, as long as the same token is held, and is kept nowhere.
 */
import { readToken } from './token';

let held: { token: string | null; pem: string } | null = null;

/** A sentence that tells why there is no key, or why it does not sign. */
export class KeyRefused extends Error {}

/** Keeps a file of `server.py dev-key` for as long as the token is the same. */
export function keepKey(pem: string): void {
  held = { token: readToken(), pem };
}

/** Gives the key of the person whose token is held; throws KeyRefused. */
export async function keyOfHolder(): Promise<string> {
  const token = readToken();
  if (held !== null && held.token === token) return held.pem;
  if (token === null) throw new KeyRefused('Спершу станьте кимось або вставте токен особи: панель «Токен».');
  keepKey(await askKey(token));
  return held!.pem;
}

async function askKey(token: string): Promise<string> {
  const response = await fetch('/sandbox/key', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: '{}',
  }).catch(() => null);
  if (response === null) throw new KeyRefused('Сервер не відповідає. Перевірте, чи він запущений.');
  if (response.status === 404) throw new KeyRefused('Сервер не видає тестових ключів: оберіть файл ключа.');
  const answer = (await response.json()) as { key?: string; errors?: { message: string }[] };
  if (answer.key === undefined) throw new KeyRefused(answer.errors?.[0]?.message ?? `HTTP ${response.status}`);
  return answer.key;
}
