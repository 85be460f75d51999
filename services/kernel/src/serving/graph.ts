import type {IncomingMessage, ServerResponse} from 'node:http';
import {ApolloServer, HeaderMap} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import {GraphQLError, OperationTypeNode, type OperationDefinitionNode} from 'graphql';
import {actChanges, asAct} from '../audit/guard.js';
import {EnvelopeRefused, type EnvelopeVerifier} from '../identity.js';
import type {Logger} from '../log.js';
import {maskError} from '../masking.js';
import {readOnly} from '../refusal.js';
import {createContext, languageOf, type RequestContext} from '../request-context.js';
import type {Subgraph} from '../subgraph.js';
import {BodyRefused, envelopeOf, parseBody, readBody, send} from './wire.js';

export interface GraphEndpoint {
  answer(req: IncomingMessage, res: ServerResponse): Promise<void>;
  stop(): Promise<void>;
}

/** Queries and mutations over POST. Limits and CSRF are the gateway's: nobody else gets past the envelope. */
export async function graphEndpoint(
  {schema}: Subgraph,
  verifier: EnvelopeVerifier,
  log: Logger,
): Promise<GraphEndpoint> {
  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection: true,
    csrfPrevention: false,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    // would keep documents in memory that the gateway never refers to
    persistedQueries: false,
    logger: log,
    formatError: (_, error) => maskError(error, log),
    plugins: [
      {requestDidStart: async () => ({didResolveOperation: lookAtOperation})},
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
    ],
  });
  await apollo.start();

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const envelope = envelopeOf(req);
    if (!envelope) throw new EnvelopeRefused('missing');
    if (req.method !== 'POST') throw new BodyRefused(405, 'METHOD_NOT_ALLOWED', 'Operations are posted.');
    const raw = await readBody(req);
    const caller = verifier.verify(envelope, {body: raw});
    if (!/^application\/json\b/i.test(req.headers['content-type'] ?? '')) {
      throw new BodyRefused(415, 'BODY_NOT_JSON', 'The content type is application/json.');
    }
    const language = languageOf(req.headers['accept-language']);
    const httpGraphQLRequest = {method: 'POST', headers: headersOf(req), search: '', body: parseBody(raw)};
    const context = async () => createContext({caller, log, language});
    const {status, headers, body} = await asAct(caller, () =>
      apollo.executeHTTPGraphQLRequest({httpGraphQLRequest, context}),
    );
    if (body.kind !== 'complete') throw new Error('an incremental answer, which this service never promised');
    send(res, status ?? 200, Object.fromEntries(headers), body.string);
  }

  return {answer, stop: () => apollo.stop()};
}

interface Resolved {
  operation?: OperationDefinitionNode;
  contextValue: RequestContext;
}

/** Before anything of it runs. The executor would answer a subscription with a type error of its own. */
async function lookAtOperation({operation, contextValue}: Resolved): Promise<void> {
  if (operation?.operation === OperationTypeNode.SUBSCRIPTION) {
    throw new GraphQLError('Subscriptions are served over a socket.', {
      extensions: {code: 'SUBSCRIPTION_OVER_HTTP', http: {status: 400}},
    });
  }
  if (operation?.operation !== OperationTypeNode.MUTATION) return;
  if (contextValue.caller.readOnly) throw readOnly();
  actChanges();
}

function headersOf(req: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
