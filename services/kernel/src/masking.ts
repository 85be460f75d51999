import {GraphQLError, type GraphQLFormattedError} from 'graphql';
import {newId} from './ids.js';
import type {Logger} from './log.js';
import {inputInvalid, refusalOf, type BilingualText} from './refusal.js';

/** Errors about the request itself; their texts name types and fields, never data. */
const aboutTheRequest = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'ENVELOPE_REFUSED',
  'SUBSCRIPTION_OVER_HTTP',
]);

const internalText: BilingualText = {
  zh: '系统内部错误，请稍后再试。',
  en: 'Something went wrong on our side. Please try again later.',
};

/**
 * What a client may see of an error. Refusals and errors about the request pass; anything else is logged with a reference
 * and answered with nothing but that reference.
 */
export function maskError(error: unknown, log: Logger): GraphQLFormattedError {
  const place = error instanceof GraphQLError ? {locations: error.locations, path: error.path} : {};
  const refusal = refusalOf(error) ?? aboutVariable(error);
  if (refusal) return formatted(refusal.message, refusal.extensions, place);
  if (error instanceof GraphQLError && isExecutorsOwn(error)) {
    const code = String(error.extensions.code);
    if (aboutTheRequest.has(code)) return formatted(error.message, {code}, place);
  }
  const reference = newId();
  log.error({err: error, reference}, 'an unexpected error');
  return formatted(internalText.zh, {code: 'INTERNAL', text: internalText, reference}, place);
}

/** The executor's own text repeats the value, which may be somebody's telephone number; the field is enough. */
function aboutVariable(error: unknown) {
  if (!(error instanceof GraphQLError) || error.path || !isExecutorsOwn(error)) return undefined;
  const variable = /^Variable "\$(\w+)" (?:got invalid value .* at "\1([^"]*)"|got invalid value|of )/s.exec(
    error.message,
  );
  return variable ? inputInvalid({field: variable[1] + (variable[2] ?? '')}) : undefined;
}

/** Not a wrapper around something that was thrown by other code. */
function isExecutorsOwn(error: GraphQLError): boolean {
  const inner = error.originalError;
  return inner === undefined || (inner instanceof GraphQLError && isExecutorsOwn(inner));
}

function formatted(
  message: string,
  extensions: {[name: string]: unknown},
  {locations, path}: Pick<GraphQLFormattedError, 'locations' | 'path'>,
): GraphQLFormattedError {
  return {message, ...(locations ? {locations} : {}), ...(path ? {path} : {}), extensions};
}
