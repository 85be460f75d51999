import {GraphQLError, type GraphQLFormattedError} from 'graphql';
import {newId} from '@concours/kernel/ids';
import type {Logger} from '@concours/kernel/log';
import {isRefusal, refusalOf} from '@concours/kernel/refusal';
import {limits} from './limits.js';
import * as refusals from './refusals.js';

/** The request itself is at fault and the library's sentence says how; bilingual texts stand beside it. */
const clientFaults: Record<string, {zh: string; en: string}> = {
  GRAPHQL_PARSE_FAILED: {zh: '查询语法有误。', en: 'The operation has a syntax error.'},
  GRAPHQL_VALIDATION_FAILED: {zh: '查询与模式不符。', en: "The operation doesn't fit the schema."},
  BAD_USER_INPUT: {zh: '参数不符合要求。', en: "An argument doesn't fit."},
  BAD_REQUEST: {zh: '请求内容不正确。', en: 'The request is not usable.'},
  OPERATION_RESOLUTION_FAILURE: {zh: '无法确定要执行哪个操作。', en: 'There is no such operation in the document.'},
};

export interface MaskingOptions {
  /** Tells the names of the schema in "did you mean …". */
  development: boolean;
  log: Logger;
}

/**
 * What a client may know of an error: a refusal whole, its own mistake, or a reference under which we wrote the rest down.
 * Addresses, stacks, SQL and the subgraphs' plumbing stay here.
 */
export function maskError(
  formatted: GraphQLFormattedError,
  error: unknown,
  {development, log}: MaskingOptions,
): GraphQLFormattedError {
  const {message, path, locations} = formatted;
  const extensions = refusalOf(error)?.extensions ?? formatted.extensions ?? {};
  const {code, text, facts, reference} = extensions;
  const place = {...(locations && {locations}), ...(path && {path})};

  if (message.includes('tokens. Parsing aborted')) return shown(refusals.graphTooManyTokens({limit: limits.tokens}));
  if (isRefusal(error) || extensions.refusal === true) {
    return {message, ...place, extensions: {code, text, ...(facts ? {facts} : {})}};
  }
  // A subgraph has masked and logged it already, under this reference.
  if (code === 'INTERNAL' && typeof reference === 'string') {
    const {message: said, extensions: shownExtensions} = shown(refusals.internal({reference}));
    return {message: said, ...place, extensions: {...shownExtensions, reference}};
  }
  const fault = typeof code === 'string' && extensions.serviceName === undefined ? clientFaults[code] : undefined;
  const inputFault = code === 'BAD_USER_INPUT' ? clientFaults.BAD_USER_INPUT : undefined;
  if (fault ?? inputFault) {
    const said = development ? message : message.replace(/ ?Did you mean .*/, '');
    return {message: said.slice(0, 500), ...place, extensions: {code, text: fault ?? inputFault}};
  }
  const made = newId();
  log.error({reference: made, err: causeOf(error)}, 'unexpected error');
  const masked = shown(refusals.internal({reference: made}));
  return {...masked, ...place, extensions: {...masked.extensions, reference: made}};
}

/** The same for what goes out over a socket. */
export function maskErrors(errors: readonly unknown[], options: MaskingOptions): GraphQLFormattedError[] {
  return errors.map((error) => {
    const graphError =
      error instanceof GraphQLError ? error : new GraphQLError('unexpected', {originalError: asError(error)});
    return maskError(codedByLibrary(graphError), graphError, options);
  });
}

/** graphql-js gives its own errors no code; Apollo's pipeline adds one, so the sockets do too. */
function codedByLibrary(error: GraphQLError): GraphQLFormattedError {
  const formatted = error.toJSON();
  if (formatted.extensions?.code !== undefined || error.originalError) return formatted;
  const code = error.message.startsWith('Syntax Error') ? 'GRAPHQL_PARSE_FAILED' : 'GRAPHQL_VALIDATION_FAILED';
  return error.nodes || error.source ? {...formatted, extensions: {...formatted.extensions, code}} : formatted;
}

function shown({message, extensions: {code, text, facts}}: GraphQLError): GraphQLFormattedError {
  return {message, extensions: {code, text, facts}};
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** Without the GraphQLError around it, whose stack is the executor's; the logger describes it without what it may quote. */
function causeOf(error: unknown): Error {
  return error instanceof GraphQLError && error.originalError ? error.originalError : asError(error);
}
