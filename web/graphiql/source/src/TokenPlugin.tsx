/** The «Токен» panel: become the holder of a role set or paste a token, see whether it is taken, forget it. */
import { useEffect, useRef, useState, useSyncExternalStore, type SubmitEvent } from 'react';
import { Button, useGraphiQLActions, type GraphiQLPlugin } from '@graphiql/react';
import { isTokenAccepted } from './fetcher';
import { viewerOf, type Viewer } from './roles';
import { RoleSwitcher } from './RoleSwitcher';
import { isToken, keepToken, onTokenChange, readToken } from './token';

type Verdict = 'asking' | 'accepted' | 'refused';

const VERDICTS: Record<Verdict, string> = {
  asking: 'перевіряємо…',
  accepted: 'сервер прийняв токен',
  refused: 'сервер не прийняв токен',
};

export const TOKEN_PLUGIN: GraphiQLPlugin = { title: 'Токен', icon: TokenIcon, content: TokenPanel };

/** Asks for the schema anew whenever the token changes, since what one may see depends on it. */
export function SchemaFollowsToken() {
  const token = useToken();
  const lastToken = useRef(token);
  const { introspect } = useGraphiQLActions();
  useEffect(() => {
    if (lastToken.current === token) return;
    lastToken.current = token;
    void introspect();
  }, [token, introspect]);
  return null;
}

function TokenPanel() {
  const token = useToken();
  return (
    <section className="zaklad-panel">
      <h2>Токен доступу</h2>
      <p>
        Без токена видно загальнодоступні дані закладів, з токеном — те, що дозволяє рольовий набір його власника.
        Документація й підказки редактора показують лише дозволене.
      </p>
      <RoleSwitcher />
      {token === null ? <TokenForm /> : <HeldToken key={token} token={token} />}
      <h3>Де взяти токен</h3>
      <p>У теці, з якої запущено сервер, виконайте одну з команд:</p>
      <pre>
        python server.py token{'\n'}
        python server.py token --as FACILITY_ADMIN
      </pre>
      <p>
        Перша дає токен дослідника, який читає весь реєстр, друга — токен того, хто має рольовий набір. Токен стоїть в
        останньому рядку. Його можна передати й посиланням:
      </p>
      <pre>/graphql#token=…</pre>
      <p className="zaklad-note">
        Токен зберігає лише ця вкладка, доки її не закрито. До кожного запиту додається заголовок
        <code> Authorization: Bearer …</code>
      </p>
    </section>
  );
}

function TokenForm() {
  const [text, setText] = useState('');
  const [isMalformed, setMalformed] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const token = text.trim();
    setMalformed(!isToken(token));
    if (isToken(token)) keepToken(token);
  };
  return (
    <form className="zaklad-token" onSubmit={submit}>
      <label htmlFor="zaklad-token">Вставте токен</label>
      <input
        id="zaklad-token"
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder="zkl_…"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isMalformed}
      />
      <Button type="submit">Зберегти</Button>
      {isMalformed && <p role="alert">Це не схоже на токен: у ньому лише латинські літери, цифри та «- . _ ~ + /».</p>}
    </form>
  );
}

function HeldToken({ token }: { token: string }) {
  const verdict = useVerdict(token);
  const viewer = viewerOf(token);
  return (
    <div className="zaklad-token">
      {viewer !== null && <p data-viewer>{described(viewer)}</p>}
      <code>{abridged(token)}</code>
      <span role="status" data-verdict={verdict}>
        {VERDICTS[verdict]}
      </span>
      <Button type="button" onClick={() => keepToken(null)}>
        Забути
      </Button>
    </div>
  );
}

function TokenIcon() {
  const isHeld = useToken() !== null;
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <circle cx="8" cy="15" r="4.5" fill={isHeld ? 'currentColor' : 'none'} />
      <path d="m11.2 11.8 8.3-8.3M16 7l3 3M13 10l2 2" strokeLinecap="round" />
    </svg>
  );
}

function useToken(): string | null {
  return useSyncExternalStore(onTokenChange, readToken);
}

function useVerdict(token: string): Verdict {
  const [verdict, setVerdict] = useState<Verdict>('asking');
  useEffect(() => {
    let isCurrent = true;
    void isTokenAccepted().then((isAccepted) => {
      if (isCurrent) setVerdict(isAccepted ? 'accepted' : 'refused');
    });
    return () => {
      isCurrent = false;
    };
  }, [token]);
  return verdict;
}

function described({ person, roleSet, facility }: Viewer): string {
  return [person, roleSet.title, facility?.name].filter(Boolean).join(' · ');
}

function abridged(token: string): string {
  return token.length > 12 ? `${token.slice(0, 3)}…${token.slice(-4)}` : '…';
}
