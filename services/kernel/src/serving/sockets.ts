import type {Server} from 'node:http';
import {
  GraphQLError,
  OperationTypeNode,
  createSourceEventStream,
  execute,
  getOperationAST,
  parse,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';
import {CloseCode, type SubscribePayload} from 'graphql-ws';
import {EnvelopeRefused, type Caller, type EnvelopeVerifier} from '../identity.js';
import type {Logger} from '../log.js';
import {maskError} from '../masking.js';
import {createContext, languageOf, renewContext, type RequestContext} from '../request-context.js';
import type {Subgraph} from '../subgraph.js';
import {socketTransport} from './socket-transport.js';

/** The text that the envelope of a socket operation is bound to. */
export function operationText({query, variables, operationName}: SubscribePayload): string {
  return JSON.stringify({query, variables, operationName});
}

/**
 * Subscriptions, over graphql-ws at /graphql. The connection's envelope is bound to the empty body; each operation brings
 * one of its own, in `extensions.envelope`, that says for whom it runs: many callers share the gateway's socket.
 */
export function openSockets(
  server: Server,
  {schema}: Subgraph,
  verifier: EnvelopeVerifier,
  log: Logger,
): {close(): Promise<void>} {
  const prepare = (payload: SubscribePayload, language: 'zh' | 'en'): ExecutionArgs | readonly GraphQLError[] => {
    const caller = callerOf(payload, verifier);
    const document = parsed(payload.query);
    const invalid = validate(schema, document);
    if (invalid.length > 0) return invalid.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
    const operation = getOperationAST(document, payload.operationName);
    if (!operation) {
      return [new GraphQLError('There is no such operation.', {extensions: {code: 'OPERATION_RESOLUTION_FAILURE'}})];
    }
    // what changes something takes the one way on which it is seen that it is recorded
    if (operation.operation === OperationTypeNode.MUTATION) {
      return [new GraphQLError('Mutations are posted.', {extensions: {code: 'BAD_REQUEST'}})];
    }
    const {operationName, variables: variableValues} = payload;
    return {schema, document, operationName, variableValues, contextValue: createContext({caller, log, language})};
  };

  return socketTransport(
    server,
    {
      connectionInitWaitTimeout: 5_000,
      onConnect: ({connectionParams, extra}) => {
        try {
          const envelope = connectionParams?.envelope;
          verifier.verify(typeof envelope === 'string' ? envelope : undefined, {body: ''});
          return true;
        } catch (error) {
          if (!(error instanceof EnvelopeRefused)) throw error;
          log.warn({reason: error.reason}, 'a socket without a valid envelope');
          extra.socket.close(CloseCode.Unauthorized, 'Unauthorized');
          return false;
        }
      },
      onSubscribe: ({extra}, _id, payload) => {
        try {
          return prepare(payload, languageOf(extra.request.headers['accept-language']));
        } catch (error) {
          return [error instanceof GraphQLError ? error : coded(error, 'ENVELOPE_REFUSED')];
        }
      },
      subscribe: (args) => open(args as Operation, log),
      onNext: (_ctx, _id, _payload, _args, result) => maskResult(result as ExecutionResult, log),
      onError: (_ctx, _id, _payload, errors) => errors.map((error) => maskError(error, log)),
    },
    log,
  );
}

type Operation = ExecutionArgs & {contextValue: RequestContext};

/**
 * What graphql's own `subscribe` does, with two differences: each event gets fresh loaders, and a source that breaks ends
 * in a masked error instead of closing the socket, on which other callers' subscriptions run.
 */
async function open(args: Operation, log: Logger): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  const events = source[Symbol.asyncIterator]();
  let ended = false;
  const end = async (): Promise<IteratorResult<ExecutionResult>> => {
    ended = true;
    await events.return?.();
    return {done: true, value: undefined};
  };
  const results: AsyncIterableIterator<ExecutionResult> = {
    [Symbol.asyncIterator]: () => results,
    next: async () => {
      if (ended) return {done: true, value: undefined};
      try {
        const {done, value: rootValue} = await events.next();
        if (done) return {done: true, value: undefined};
        const contextValue = renewContext(args.contextValue);
        return {done: false, value: await execute({...args, rootValue, contextValue})};
      } catch (error) {
        ended = true;
        const masked = maskError(error, log);
        return {done: false, value: {errors: [new GraphQLError(masked.message, {extensions: masked.extensions})]}};
      }
    },
    return: end,
    throw: end,
  };
  return results;
}

function callerOf(payload: SubscribePayload, verifier: EnvelopeVerifier): Caller {
  const envelope = payload.extensions?.envelope;
  return verifier.verify(typeof envelope === 'string' ? envelope : undefined, {body: operationText(payload)});
}

function parsed(query: string): DocumentNode {
  try {
    return parse(query, {maxTokens: 10_000});
  } catch (error) {
    throw coded(error, 'GRAPHQL_PARSE_FAILED');
  }
}

function coded(error: unknown, code: string): GraphQLError {
  if (!(error instanceof GraphQLError)) {
    if (!(error instanceof EnvelopeRefused)) throw error;
    return new GraphQLError('This service is reached through the gateway.', {extensions: {code}});
  }
  return new GraphQLError(error.message, {nodes: error.nodes, extensions: {...error.extensions, code}});
}

function maskResult(result: ExecutionResult, log: Logger) {
  return result.errors ? {...result, errors: result.errors.map((error) => maskError(error, log))} : result;
}
