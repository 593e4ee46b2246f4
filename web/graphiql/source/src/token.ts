/**
 * The caller's bearer token, kept by this tab alone.
 *
 * It lives in sessionStorage, so that it ends with the tab, and may arrive in the fragment of the address
 * (`/graphql#token=…`), which browsers never send to a server; the fragment is removed once it is read.
 */
const KEY = 'zaklad:token';
const SHAPE = /^[\w.~+/-]+=*$/; // RFC 6750, b64token: whatever else is pasted cannot be a header
const listeners = new Set<() => void>();

export function readToken(): string | null {
  return sessionStorage.getItem(KEY);
}

export function isToken(text: string): boolean {
  return SHAPE.test(text);
}

/** Keeps the token, or forgets the one held when given null. */
export function keepToken(token: string | null): void {
  if (token === null) {
    sessionStorage.removeItem(KEY);
  } else {
    sessionStorage.setItem(KEY, token);
  }
  listeners.forEach((tell) => tell());
}

export function onTokenChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes the token out of the address, now and whenever a new link is opened in this tab. */
export function adoptTokensFromAddress(): void {
  adoptToken();
  window.addEventListener('hashchange', adoptToken);
}

function adoptToken(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return;
  history.replaceState(history.state, '', location.pathname + location.search);
  if (isToken(token)) keepToken(token);
}
