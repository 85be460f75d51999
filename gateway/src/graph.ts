import type {IncomingMessage, ServerResponse} from 'node:http';
import {ApolloServer, HeaderMap, type ApolloServerPlugin} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import {GraphQLError, type GraphQLFormattedError} from 'graphql';
import type {Logger} from '@concours/kernel/log';
import {languageOf} from '@concours/kernel/request-context';
import {refusalOf, type Refusal} from '@concours/kernel/refusal';
import {admissionRules, admitVariables, isSubscription} from './admission.js';
import type {GatewayContext} from './context.js';
import {cookieGone, credentialsOf, voterCookieGone, type Credentials} from './credentials.js';
import {deviceOf} from './device.js';
import type {Identity} from './identity.js';
import {limits} from './limits.js';
import {maskError} from './masking.js';
import {bodyInvalid, methodRefused, operationUnknown, originRefused, subscriptionOverHttp} from './refusals.js';
import {readJson, sendJson, statusOf, type Origins} from './request.js';
import type {FederatedGraph} from './supergraph.js';

export type GraphServer = ApolloServer<GatewayContext>;

export function graphServer(
  graph: FederatedGraph,
  {development, log}: {development: boolean; log: Logger},
): GraphServer {
  return new ApolloServer<GatewayContext>({
    gateway: graph,
    introspection: true, // our own rule decides, with a code, over HTTP and sockets alike
    validationRules: admissionRules({introspection: development}),
    parseOptions: {maxTokens: limits.tokens},
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    formatError: (formatted, error) => maskError(formatted, error, {development, log}),
    logger: {debug: () => undefined, info: () => undefined, warn: (m) => log.warn(m), error: (m) => log.error(m)},
    plugins: [
      finalChecks,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

/** What needs the chosen operation and the variables. Apollo would make it a 500 unless told otherwise. */
const finalChecks: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation({schema, document, operation, request}) {
        try {
          if (!operation) throw operationUnknown();
          if (isSubscription(operation)) throw subscriptionOverHttp();
          admitVariables(schema, document, operation, request.variables);
        } catch (error) {
          const refusal = refusalOf(error);
          if (!refusal) throw error;
          throw new GraphQLError(refusal.message, {
            extensions: {...refusal.extensions, http: {status: 400}},
            originalError: refusal,
          });
        }
        return Promise.resolve();
      },
    }),
};

export interface GraphRouteSettings {
  server: GraphServer;
  identity: Identity;
  origins: Origins;
  addressOf: (request: IncomingMessage) => string;
  secure: boolean;
  log: Logger;
}

/** `POST /graphql`: one operation as JSON. GET is refused whole: no page of another site can make us read or write. */
export function graphRoute({server, identity, origins, addressOf, secure, log}: GraphRouteSettings) {
  const serve = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    if (request.method !== 'POST') throw methodRefused({allowed: 'POST'});
    if (!origins.permits(request)) throw originRefused();
    const body = operationOf(await readJson(request));
    const language = languageOf(request.headers['accept-language']);
    const known = await identity.callerOf(credentialsOf(request), requestId);
    const caller = {...known, address: addressOf(request), device: deviceOf(request, known)};
    const contextValue: GatewayContext = {caller, requestId, language, log, transport: 'http'};
    const headers = new HeaderMap();
    headers.set('content-type', 'application/json');
    if (request.headers.accept) headers.set('accept', request.headers.accept);
    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {method: 'POST', headers, search: '', body},
      context: () => Promise.resolve(contextValue),
    });
    response.statusCode = answer.status ?? 200;
    for (const [name, value] of answer.headers) response.setHeader(name, value);
    response.setHeader('cache-control', 'no-store');
    response.end(answer.body.kind === 'complete' ? answer.body.string : '');
  };

  return async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    try {
      await serve(request, response, requestId);
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      const stale = refusal.code === 'SESSION_INVALID' && staleCookie(credentialsOf(request), {secure});
      sendGraphRefusal(response, refusal, stale ? {'set-cookie': stale} : {});
    }
  };
}

function staleCookie({kind}: Credentials, options: {secure: boolean}): string | undefined {
  if (kind === 'voter') return voterCookieGone(options);
  return kind === 'session' ? cookieGone(options) : undefined;
}

/** Client libraries look for GraphQL errors, whatever the status. */
function sendGraphRefusal(response: ServerResponse, refusal: Refusal, headers: Record<string, string>): void {
  const {code, text, facts} = refusal.extensions;
  const error: GraphQLFormattedError = {message: refusal.message, extensions: {code, text, facts}};
  sendJson(response, statusOf(code), {errors: [error]}, headers);
}

/** Only what GraphQL over HTTP knows goes on, in the types that it has; the same for HTTP bodies and sockets' payloads. */
export function operationOf(body: Readonly<Record<string, unknown>>): {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
} {
  const {query, variables, operationName} = body;
  if (typeof query !== 'string' || query.trim() === '') throw bodyInvalid({problem: '"query" is a text'});
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    throw bodyInvalid({problem: '"operationName" is a text'});
  }
  if (variables !== undefined && variables !== null && (typeof variables !== 'object' || Array.isArray(variables))) {
    throw bodyInvalid({problem: '"variables" is an object'});
  }
  return {
    query,
    ...(variables ? {variables: variables as Record<string, unknown>} : {}),
    ...(operationName ? {operationName} : {}),
  };
}
