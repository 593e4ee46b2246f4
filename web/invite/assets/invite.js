// Answers an invitation: looks at it by the fragment's token, begins, has the answer signed, and sends it.
// The token and what is signed stay in this page's memory.

const PEEK = `query Peek($token: String!) { peekInvitation(token: $token) {
  kind expiresAt facilityName facilityAddress departmentName positionTitle startDate endDate inviterName
  roleSets personName taxIdEnd } }`;
const START = `mutation Start($token: String!) { startLogin(invitationToken: $token) {
  payload decline text expiresAt token } }`;
const ANSWERS = {
  accept: {
    query: 'mutation Accept($signed: SignedPayload!) { acceptInvitation(signed: $signed) { expiresAt token } }',
    done: 'Запрошення прийнято, ви працюєте в реєстрі. Далі входьте своїм ключем.',
  },
  decline: {
    query: 'mutation Decline($signed: SignedPayload!) { declineInvitation(signed: $signed) { declined } }',
    done: 'Запрошення відхилено. Того, хто запросив, повідомлено.',
  },
};

const at = (id) => document.getElementById(id);
const moment = (text) =>
  new Date(text).toLocaleString('uk-UA', { timeZone: 'Europe/Kyiv', dateStyle: 'long', timeStyle: 'short' });
const day = (text) => text.split('-').reverse().join('.');
const shown = (id, yes) => { at(id).hidden = !yes; };

const token = location.hash.slice(1);
let begun = null; // {payload, text, token, expiresAt} of the answer that is being signed

class Refused extends Error {}

async function ask(query, variables, bearer) {
  const headers = { 'Content-Type': 'application/json', ...(bearer && { Authorization: `Bearer ${bearer}` }) };
  const response = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
    .catch(() => null);
  if (response === null) throw new Refused('Сервер не відповідає. Спробуйте за хвилину.');
  const answer = await response.json().catch(() => ({}));
  if (answer.errors?.length) throw new Refused(answer.errors.map((each) => each.message).join('; '));
  return answer.data;
}

async function trying(work) {
  shown('problem', false);
  document.body.inert = true;
  try {
    await work();
  } catch (error) {
    at('problem').textContent = `${error.message[0].toUpperCase()}${error.message.slice(1)}.`;
    shown('problem', true);
    if (!(error instanceof Refused)) throw error;
  } finally {
    document.body.inert = false;
  }
}

function tell(found) {
  const term = found.endDate ? `${day(found.startDate)} — ${day(found.endDate)}` : `з ${day(found.startDate)}`;
  const facts = {
    Кого: found.taxIdEnd ? `${found.personName}, РНОКПП …${found.taxIdEnd}` : found.personName,
    Заклад: [found.facilityName, found.facilityAddress].filter(Boolean).join(', '),
    Відділ: found.departmentName,
    Посада: found.positionTitle,
    Строк: term,
    Права: found.roleSets.join(', ') || 'без рольових наборів',
    Запрошує: found.inviterName ?? 'Національний центр',
    'Посилання діє до': moment(found.expiresAt),
  };
  for (const [title, value] of Object.entries(facts)) {
    const term = document.createElement('dt');
    const said = document.createElement('dd');
    term.textContent = title;
    said.textContent = value;
    at('facts').append(term, said);
  }
  shown('state', false);
  shown('offer', true);
}

async function begin(answer) {
  const started = (await ask(START, { token })).startLogin;
  begun = { ...started, answer, payload: answer === 'accept' ? started.payload : started.decline };
  at('text').textContent = answer === 'accept' ? started.text : 'Ви відхиляєте запрошення; призначення буде скасовано.';
  at('until').textContent = `Підпис приймуть до ${moment(started.expiresAt)}.`;
  at('payload').textContent = begun.payload;
  shown('development', document.body.dataset.keys === 'development');
  shown('offer', false);
  shown('signing', true);
}

async function send(signed) {
  const { query, done } = ANSWERS[begun.answer];
  const data = await ask(query, { signed }, begun.token);
  const opened = data.acceptInvitation;
  at('outcome').textContent = done;
  if (opened?.token) {
    at('token').textContent = opened.token;
    shown('session', true);
  }
  shown('signing', false);
  shown('done', true);
}

async function byDevelopmentKey() {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${begun.token}` };
  const response = await fetch('/sandbox/key', { method: 'POST', headers, body: '{}' }).catch(() => null);
  const answer = (await response?.json().catch(() => null)) ?? {};
  if (!answer.key) throw new Refused(answer.errors?.[0]?.message ?? 'Сервер не видає тестових ключів');
  const { sign } = await import('/invite/static/sign.js');
  await send(await sign(begun.payload, answer.key));
}

async function byFile(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  // a provider's file is the message itself, or its base64
  await send(/^[A-Za-z0-9+/=\s]+$/.test(text) ? text : btoa(text));
}

function download() {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([begun.payload], { type: 'application/json' }));
  link.download = `${begun.answer}-invitation.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

const consents = [...document.querySelectorAll('[data-consent]')];
for (const each of consents) {
  each.addEventListener('change', () => { at('accept').disabled = !consents.every((one) => one.checked); });
}
at('accept').addEventListener('click', () => trying(() => begin('accept')));
at('decline').addEventListener('click', () => trying(() => begin('decline')));
at('sign').addEventListener('click', () => trying(byDevelopmentKey));
at('download').addEventListener('click', download);
at('file').addEventListener('change', (event) => {
  const [file] = event.target.files;
  if (file) trying(() => byFile(file));
  event.target.value = '';
});
at('back').addEventListener('click', () => { shown('signing', false); shown('offer', true); shown('problem', false); });
addEventListener('hashchange', () => location.reload());

await trying(async () => {
  try {
    if (!token) throw new Refused('У посиланні бракує його кінця: скопіюйте його повністю');
    tell((await ask(PEEK, { token })).peekInvitation);
  } catch (error) {
    shown('state', false);
    throw error;
  }
});
