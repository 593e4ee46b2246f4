/**
 * The sandbox's role sets: a token of somebody who carries one, so that the registry is seen as they see it.
 *
 * Who it is, is kept beside the token by this tab alone, and believed only while that token is held.
 */
import { keepToken, readToken } from './token';

const KEY = 'zaklad:viewer';

export interface Role {
  code: string;
  title: string;
  facility: Facility | null;
  available: boolean;
}

export interface Facility {
  edrpou: string | null;
  name: string;
}

export interface Viewer {
  person: string;
  roleSet: { code: string; title: string };
  facility: Facility | null;
}

interface Issued extends Viewer {
  token: string | null;
}

/** Gives the role sets on offer, none where there is no sandbox. */
export async function askRoles(): Promise<Role[]> {
  try {
    const response = await fetch('/sandbox/roles', { headers: { Accept: 'application/json' } });
    return response.ok ? ((await response.json()) as { roles: Role[] }).roles : [];
  } catch {
    return [];
  }
}

/** Takes the token of somebody who carries the role set; gives a sentence when there is none to take. */
export async function becomeHolder(role: string, edrpou: string): Promise<string | null> {
  try {
    const response = await fetch('/sandbox/token', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ as: role, facility: edrpou || null }),
    });
    const answer = (await response.json()) as Issued & { errors?: { message: string }[] };
    if (!response.ok) return answer.errors?.[0]?.message ?? `HTTP ${response.status}`;
    become(answer);
    return null;
  } catch {
    return 'Сервер не відповідає. Перевірте, чи він запущений.';
  }
}

/** Tells who holds the token of this tab, if it came from here. */
export function viewerOf(token: string): Viewer | null {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Issued | null;
  return kept?.token === token ? kept : null;
}

function become(issued: Issued): void {
  sessionStorage.setItem(KEY, JSON.stringify(issued));
  if (issued.token !== readToken()) keepToken(issued.token);
}
