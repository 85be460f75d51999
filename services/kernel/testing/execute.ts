import {GraphQLError, getOperationAST, graphql, parse, type GraphQLFormattedError} from 'graphql';
import {asAct} from '../src/audit/guard.js';
import {anonymous, type Caller} from '../src/identity.js';
import {newId} from '../src/ids.js';
import {createLogger, type Logger} from '../src/log.js';
import {maskError} from '../src/masking.js';
import {createContext, type RequestContext} from '../src/request-context.js';
import type {Subgraph} from '../src/subgraph.js';

export interface Operation {
  query: string;
  variables?: Record<string, unknown>;
  /** On top of nobody: give at least `kind` for more. */
  caller?: Partial<Caller>;
  language?: 'zh' | 'en';
  log?: Logger;
}

// a test reads an answer's fields without declaring them first
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
export type Data = any;

export interface Answer {
  data: Data;
  errors?: readonly GraphQLFormattedError[];
  /** The data, if there were no errors; otherwise fails and prints the operation with its answer. */
  expectData(): Data;
  /** The facts of the one refusal with this code; otherwise fails and prints the operation with its answer. */
  expectRefusal(code: string): Record<string, unknown>;
}

const silent = createLogger('test', {level: 'silent'});

/** Runs an operation against a subgraph as it would run behind the gateway, masking included, without the network. */
export async function execute({subgraph}: {subgraph: Subgraph}, i: Operation): Promise<Answer> {
  const contextValue = contextOf(i);
  const {schema} = subgraph;
  const result = await asAct({requestId: contextValue.requestId, changes: isMutation(i.query)}, () =>
    graphql({schema, source: i.query, variableValues: i.variables, contextValue}),
  );
  const errors = result.errors?.map((error) =>
    maskError(isAboutTheDocument(error) ? coded(error) : error, contextValue.log),
  );
  // executors build objects without a prototype, which equal no literal
  const data = result.data === undefined ? undefined : (JSON.parse(JSON.stringify(result.data)) as Data);
  const show = (why: string) =>
    new Error(
      `${why}\n${i.query}\nvariables: ${JSON.stringify(i.variables ?? {})}\nanswer: ${JSON.stringify({data, errors}, null, 2)}`,
    );
  return {
    data,
    errors,
    expectData: () => {
      if (errors) throw show('expected data, got errors');
      return data;
    },
    expectRefusal: (code) => {
      if (errors?.length !== 1 || errors[0].extensions?.code !== code) throw show(`expected ${code} and nothing else`);
      return (errors[0].extensions.facts ?? {}) as Record<string, unknown>;
    },
  };
}

function isMutation(query: string): boolean {
  try {
    return getOperationAST(parse(query))?.operation === 'mutation';
  } catch {
    return false;
  }
}

/** The server gives these a code of their own; graphql() by itself does not. */
function isAboutTheDocument(error: GraphQLError): boolean {
  return (
    !error.path && !error.originalError && error.extensions.code === undefined && !error.message.startsWith('Variable')
  );
}

function coded(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {nodes: error.nodes, extensions: {code: 'GRAPHQL_VALIDATION_FAILED'}});
}

export function contextOf(i: Omit<Operation, 'query'>): RequestContext {
  const caller: Caller = {...anonymous(newId()), ...i.caller};
  return createContext({caller, log: i.log ?? silent, language: i.language});
}
