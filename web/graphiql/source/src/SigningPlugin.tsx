/** The «Підпис» panel: what `prepare` answered becomes the finished mutation, signed by a development key. */
import { useState, type ChangeEvent } from 'react';
import { Button, useGraphiQL, useGraphiQLActions, type GraphiQLPlugin } from '@graphiql/react';
import { sign } from '../../../../signing/development/browser/sign.js';
import { keepKey, KeyRefused, keyOfHolder } from './keys';
import { mutationOf, preparedIn, type Prepared } from './prepared';

export const SIGNING_PLUGIN: GraphiQLPlugin = { title: 'Підпис', icon: SigningIcon, content: SigningPanel };

function SigningPanel() {
  const response = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.response);
  const prepared = preparedIn(response);
  return (
    <section className="zaklad-panel">
      <h2>Підпис тестовим ключем</h2>
      <p>
        Зміни в реєстрі робить лише підписане. Виконайте <code>prepare</code>: відповідь буде показано тут, і з неї
        вийде готова мутація в новій вкладці.
      </p>
      {prepared === null ? <Example /> : <Signing key={prepared.payload} prepared={prepared} />}
      <h3>Ключ</h3>
      <p>У пісочниці ключ видає сервер тому, чий токен у панелі «Токен». Інший можна взяти з файла:</p>
      <pre>python server.py dev-key --as FACILITY_ADMIN</pre>
      <KeyFile />
      <p className="zaklad-note">Справжній КЕП сюди не вставляйте: ним підписують засоби надавача.</p>
    </section>
  );
}

function Signing({ prepared }: { prepared: Prepared }) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSigning, setSigning] = useState(false);
  const open = useMutationTab();
  const submit = async () => {
    setSigning(true);
    try {
      open(prepared.operation, await signed(prepared.payload));
    } catch (problem) {
      setRefusal(sentenceOf(problem));
      setSigning(false);
    }
  };
  return (
    <div className="zaklad-token">
      <p data-signed-text>{prepared.text ?? prepared.operation}</p>
      {prepared.warnings.map((warning) => (
        <p key={warning} role="note">
          {warning}
        </p>
      ))}
      <Button type="button" disabled={isSigning} onClick={() => void submit()}>
        Підписати тестовим ключем
      </Button>
      {refusal !== null && <p role="alert">{refusal}</p>}
    </div>
  );
}

function Example() {
  return (
    <pre>
      {'query {\n  prepare {\n    createDepartment(input: {…}) {\n      payload\n      text\n'}
      {'      warnings { message }\n    }\n  }\n}'}
    </pre>
  );
}

function KeyFile() {
  const [name, setName] = useState<string | null>(null);
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file === undefined) return;
    keepKey(await file.text());
    setName(file.name);
  };
  return (
    <div className="zaklad-token">
      <label htmlFor="zaklad-key">Файл ключа ECDSA</label>
      <input id="zaklad-key" type="file" accept=".pem" onChange={(event) => void take(event)} />
      {name !== null && <span role="status">ключ із файла «{name}», доки не зміниться токен</span>}
    </div>
  );
}

/** Gives what opens a new tab with the mutation of an act and what was signed for it. */
function useMutationTab(): (operation: string, signed: string) => void {
  const { addTab } = useGraphiQLActions();
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const schema = useGraphiQL((state) => state.schema);
  return (operation, signed) => {
    addTab();
    queryEditor?.setValue(mutationOf(operation, schema));
    variableEditor?.setValue(JSON.stringify({ signed }, null, 2));
  };
}

async function signed(payload: string): Promise<string> {
  if (!isSecureContext) {
    throw new KeyRefused('Браузер підписує лише на сторінках https:// або http://127.0.0.1, http://localhost.');
  }
  return sign(payload, await keyOfHolder());
}

function sentenceOf(problem: unknown): string {
  return problem instanceof KeyRefused ? problem.message : 'Цим ключем підписати не вдалося: потрібен ключ ECDSA P-256.';
}

function SigningIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <path d="m4 20 1.2-4.4L15.6 5.2l3.2 3.2L8.4 18.8zM13.4 7.4l3.2 3.2M13 20h7" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
