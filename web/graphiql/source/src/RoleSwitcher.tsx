/** «Дивитися як …»: the registry as a holder of a role set sees it, in the sandbox only. */
import { useEffect, useState, type SubmitEvent } from 'react';
import { Button } from '@graphiql/react';
import { askRoles, becomeHolder, type Role } from './roles';

const FIRST = 'BLOOD_BANK_HEAD';

export function RoleSwitcher() {
  const roles = useRoles();
  const [code, setCode] = useState(FIRST);
  const [edrpou, setEdrpou] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  if (roles.length === 0) return null;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setAsking(true);
    setRefusal(await becomeHolder(code, edrpou.trim()));
    setAsking(false);
  };
  return (
    <form className="zaklad-token zaklad-roles" onSubmit={(event) => void submit(event)}>
      <label htmlFor="zaklad-role">Дивитися як</label>
      <select id="zaklad-role" value={code} onChange={(event) => setCode(event.target.value)}>
        {roles.map((role) => (
          <option key={role.code} value={role.code} disabled={!role.available}>
            {role.title}
          </option>
        ))}
      </select>
      <label htmlFor="zaklad-facility">У закладі з кодом ЄДРПОУ</label>
      <input
        id="zaklad-facility"
        value={edrpou}
        onChange={(event) => setEdrpou(event.target.value)}
        placeholder={usual(roles, code)}
        inputMode="numeric"
        autoComplete="off"
      />
      <Button type="submit" disabled={isAsking}>
        Дивитися
      </Button>
      {refusal !== null && <p role="alert">{refusal}</p>}
    </form>
  );
}

function useRoles(): Role[] {
  const [roles, setRoles] = useState<Role[]>([]);
  useEffect(() => {
    let isShown = true;
    void askRoles().then((asked) => {
      if (isShown) setRoles(asked);
    });
    return () => {
      isShown = false;
    };
  }, []);
  return roles;
}

/** Names the facility that the server would choose. */
function usual(roles: Role[], code: string): string {
  const facility = roles.find((role) => role.code === code)?.facility;
  return facility?.edrpou ?? 'не потрібен';
}
