/** Sends operations to the service that served this page, as GraphQL over HTTP asks. */
import type { GraphiQLProps } from 'graphiql';
import { readToken } from './token';

const ENDPOINT = '/graphql';

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string }[];
}

/** GraphiQL's way to the service. */
export const fetcher: GraphiQLProps['fetcher'] = (operation, options) => ask(operation, options?.headers);

/** Asks the cheapest question there is, to learn whether the service takes the token that is held. */
export async function isTokenAccepted(): Promise<boolean> {
  const answer = await ask({ query: '{ __typename }' });
  return Boolean(answer.data);
}

/** A failure on the way comes back as an answer with an error, so that the result pane shows a sentence. */
async function ask(operation: object, headers?: Record<string, string>): Promise<Answer> {
  try {
    const response = await post(operation, headers);
    return await response.json().catch(() => failure(`Сервер відповів не JSON (HTTP ${response.status}).`));
  } catch {
    return failure('Сервер не відповідає. Перевірте, чи він запущений.');
  }
}

function post(operation: object, headers?: Record<string, string>): Promise<Response> {
  return fetch(ENDPOINT, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/graphql-response+json, application/json;q=0.9',
      ...authorization(),
      ...headers,
    },
    body: JSON.stringify(operation),
  });
}

function authorization(): Record<string, string> {
  const token = readToken();
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

function failure(message: string): Answer {
  return { errors: [{ message }] };
}
