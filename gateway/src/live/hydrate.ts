import type {GraphQLDataSource} from '@apollo/gateway';
import type {ExecutionResult, FormattedExecutionResult} from 'graphql';
import type {GatewayContext} from '../context.js';
import {maskErrors, type MaskingOptions} from '../masking.js';
import type {FederatedGraph, GatewayRequest, Sources} from '../supergraph.js';
import type {LivePlan} from './plan.js';

export interface HydrateInput {
  graph: FederatedGraph;
  plan: LivePlan;
  /** The subgraphs, for what is joined to the event. */
  sources: Sources;
  variables: Record<string, unknown>;
  context: GatewayContext;
  masking: MaskingOptions;
}

/**
 * Turns a service's event into what the clients asked for. The executor runs the plan as if it were a query's, and the
 * event stands in for the first fetch; so joins, keys, rewrites and nulls are the executor's own business.
 */
export async function hydrate(event: ExecutionResult, input: HydrateInput): Promise<FormattedExecutionResult> {
  const {graph, plan, variables, context, masking} = input;
  const service = plan.primary.serviceName;
  const usual = input.sources[service];
  const standIn: GraphQLDataSource = {
    process: (options) =>
      options.request.query === plan.primary.operation || !usual
        ? Promise.resolve({data: event.data, errors: event.errors})
        : usual.process(options),
  };
  const sources: Sources = {...input.sources, [service]: standIn};
  try {
    const {data, errors} = await graph.execute(plan.perEvent, requestFor(input, variables, context), sources);
    return errors ? {data, errors: maskErrors(errors, masking)} : {data};
  } catch (error) {
    return {data: null, errors: maskErrors([error], masking)};
  }
}

/** What the executor reads of a request: Apollo's server makes the rest of it for its own plugins. */
function requestFor(
  {graph, plan}: HydrateInput,
  variables: Record<string, unknown>,
  context: GatewayContext,
): GatewayRequest {
  const needed: Pick<
    GatewayRequest,
    'request' | 'context' | 'metrics' | 'schema' | 'document' | 'source' | 'operation' | 'operationName' | 'logger'
  > = {
    request: {query: plan.text, variables, operationName: plan.operation.name?.value},
    context,
    metrics: {},
    schema: graph.schema,
    document: plan.document,
    source: plan.text,
    operation: plan.operation,
    operationName: plan.operation.name?.value ?? null,
    logger: silent,
  };
  return needed as GatewayRequest;
}

/** The executor logs errors whole, addresses and all; ours are logged where they happen. */
const nothing = (): void => undefined;
const silent = {debug: nothing, info: nothing, warn: nothing, error: nothing};
