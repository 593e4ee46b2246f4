/** What the service has prepared for signing, and the mutation that performs it once it is signed. */
import { getNamedType, isLeafType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';

const FIELDS_MAX = 8; // a first look at the result, not all of it

export interface Prepared {
  operation: string;
  payload: string;
  text: string | null;
  warnings: string[];
}

interface Preparation {
  payload?: unknown;
  text?: unknown;
  warnings?: { message?: string }[];
}

/** Finds in a response what was prepared; null if it is not an answer of `prepare`, or one without the payload. */
export function preparedIn(response: string | null | undefined): Prepared | null {
  const data = parsed(response)?.data as Record<string, Record<string, Preparation | null> | null> | undefined;
  for (const acts of Object.values(data ?? {})) {
    for (const act of typeof acts === 'object' ? Object.values(acts ?? {}) : []) {
      const operation = typeof act?.payload === 'string' ? parsed(act.payload)?.operation : undefined;
      if (typeof operation === 'string') return described(operation, act!);
    }
  }
  return null;
}

/** Writes the mutation, with a selection of what the caller may see of the result. */
export function mutationOf(operation: string, schema: GraphQLSchema | null | undefined): string {
  const payload = getNamedType(schema?.getMutationType()?.getFields()[operation]?.type);
  const shown = isObjectType(payload) ? selectionOf(payload) : ['replayed'];
  const name = operation.charAt(0).toUpperCase() + operation.slice(1);
  const lines = shown.map((line) => `    ${line}`).join('\n');
  return `mutation ${name}($signed: SignedPayload!) {\n  ${operation}(signed: $signed) {\n${lines}\n  }\n}\n`;
}

function selectionOf(payload: GraphQLObjectType): string[] {
  return Object.values(payload.getFields()).flatMap(({ name, type }) => {
    const named = getNamedType(type);
    if (isLeafType(named)) return [name];
    return isObjectType(named) ? [`${name} {`, ...leavesOf(named).map((leaf) => `  ${leaf}`), '}'] : [];
  });
}

function leavesOf(entity: GraphQLObjectType): string[] {
  return Object.values(entity.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)) && field.args.length === 0)
    .filter((field) => field.deprecationReason == null)
    .map((field) => field.name)
    .slice(0, FIELDS_MAX);
}

function described(operation: string, { payload, text, warnings }: Preparation): Prepared {
  return {
    operation,
    payload: payload as string,
    text: typeof text === 'string' ? text : null,
    warnings: (warnings ?? []).flatMap(({ message }) => message ?? []),
  };
}

function parsed(text: string | null | undefined): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}
