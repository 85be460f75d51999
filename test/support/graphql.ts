import {getOperationAST, Kind, parse, print, type DocumentNode} from 'graphql';

export interface GraphError {
  message: string;
  path?: (string | number)[];
  extensions?: {code?: string; [fact: string]: unknown};
}

export interface GraphResult<T> {
  status: number;
  headers: Headers;
  data?: T | null;
  errors?: GraphError[];
}

export interface GraphClient {
  /** The data of a request that must succeed whole; any error fails with the query, its variables and the answer. */
  ask<T = unknown>(document: string | DocumentNode, variables?: Record<string, unknown>): Promise<T>;
  /** The first error's code of a request that must be refused. */
  refused(document: string | DocumentNode, variables?: Record<string, unknown>): Promise<string>;
  /** The answer as it came. */
  send<T = unknown>(document: string | DocumentNode, variables?: Record<string, unknown>): Promise<GraphResult<T>>;
}

/** A GraphQL client in the size a test needs: what went wrong is in the failure. Mutations that succeed are noted in `done`. */
export function graphClient(
  url: string,
  {token, headers = {}, done}: {token?: string; headers?: Record<string, string>; done?: Set<string>} = {},
): GraphClient {
  const send: GraphClient['send'] = async <T>(document: string | DocumentNode, variables = {}) => {
    const query = typeof document === 'string' ? document : print(document);
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? {authorization: `Bearer ${token}`} : {}),
        ...headers,
      },
      body: JSON.stringify({query, variables}),
    });
    const text = await response.text();
    try {
      const {data, errors} = JSON.parse(text) as GraphResult<T>;
      if (done && !errors) for (const name of mutationsIn(query)) done.add(name);
      return {status: response.status, headers: response.headers, data, errors};
    } catch {
      throw failure('The answer is no JSON', document, variables, `${response.status} ${text}`);
    }
  };
  return {
    send,
    async ask<T>(document: string | DocumentNode, variables = {}) {
      const {status, data, errors} = await send<T>(document, variables);
      if (errors || !data) throw failure('The request failed', document, variables, {status, errors, data});
      return data;
    },
    async refused(document, variables = {}) {
      const {status, data, errors} = await send(document, variables);
      const code = errors?.[0]?.extensions?.code;
      if (!code) throw failure('The request was not refused with a code', document, variables, {status, errors, data});
      return code;
    },
  };
}

function mutationsIn(query: string): string[] {
  if (!/\bmutation\b/.test(query)) return [];
  const operation = getOperationAST(parse(query));
  if (operation?.operation !== 'mutation') return [];
  return operation.selectionSet.selections.flatMap((field) => (field.kind === Kind.FIELD ? [field.name.value] : []));
}

function failure(what: string, document: string | DocumentNode, variables: unknown, answer: unknown): Error {
  const query = typeof document === 'string' ? document : print(document);
  const body = typeof answer === 'string' ? answer : JSON.stringify(answer, null, 2);
  return new Error(
    `${what}.\n--- query\n${query.trim()}\n--- variables\n${JSON.stringify(variables, null, 2)}\n--- answer\n${body}`,
  );
}
