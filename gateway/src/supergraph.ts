import {executeQueryPlan, buildOperationContext, type GraphQLDataSource} from '@apollo/gateway';
import {operationFromDocument, Supergraph, type Schema} from '@apollo/federation-internals';
import {QueryPlanner, type QueryPlan} from '@apollo/query-planner';
import type {ApolloServerOptionsWithGateway} from '@apollo/server';
import {GraphQLError, type DocumentNode, type GraphQLSchema} from 'graphql';
import type {GatewayContext} from './context.js';

type GatewayInterface = ApolloServerOptionsWithGateway<GatewayContext>['gateway'];
export type GatewayRequest = Parameters<typeof executeQueryPlan>[2];
export type GatewayResult = Awaited<ReturnType<typeof executeQueryPlan>>;
export type Sources = Record<string, GraphQLDataSource>;

/**
 * The composed supergraph: one planner for queries, mutations and subscriptions alike. Apollo's own `ApolloGateway` would
 * keep a second planner beside the one that subscriptions need, and polls, uploads and reports that nobody asked for.
 */
export class FederatedGraph implements GatewayInterface {
  readonly schema: GraphQLSchema;
  private readonly apiSchema: Schema;
  private readonly supergraphSchema: GraphQLSchema;
  private readonly planner: QueryPlanner;
  /** Lives as long as the parsed document does, which Apollo's document store decides. */
  private readonly plans = new WeakMap<DocumentNode, Map<string, QueryPlan>>();

  constructor(
    private readonly sdl: string,
    readonly sources: Sources,
  ) {
    const supergraph = Supergraph.build(sdl, {validateSupergraph: false});
    this.planner = new QueryPlanner(supergraph);
    this.apiSchema = supergraph.apiSchema();
    this.schema = this.apiSchema.toGraphQLJSSchema();
    this.supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  }

  onSchemaLoadOrUpdate: GatewayInterface['onSchemaLoadOrUpdate'] = (callback) => {
    // Apollo reads the types this way; the supergraph is committed with the code, so it never changes while we run.
    callback({apiSchema: this.schema, coreSupergraphSdl: this.sdl});
    return () => undefined;
  };

  load: GatewayInterface['load'] = () =>
    Promise.resolve({
      executor: (request) =>
        this.execute(this.plan(request.document, request.request.operationName), request, this.sources),
    });

  stop: GatewayInterface['stop'] = () => Promise.resolve();

  plan(document: DocumentNode, operationName: string | undefined): QueryPlan {
    const plans = this.plans.get(document) ?? new Map<string, QueryPlan>();
    this.plans.set(document, plans);
    let plan = plans.get(operationName ?? '');
    if (!plan) {
      plan = this.planner.buildQueryPlan(operationFromDocument(this.apiSchema, document, {operationName}));
      plans.set(operationName ?? '', plan);
    }
    return plan;
  }

  /** Runs a plan. `sources` may differ from the usual ones: a live event stands in for the fetch that it answers. */
  async execute(plan: QueryPlan, request: GatewayRequest, sources: Sources): Promise<GatewayResult> {
    const context = buildOperationContext({
      schema: this.schema,
      operationDocument: request.document,
      operationName: request.request.operationName,
    });
    const {data, errors} = await executeQueryPlan(
      plan,
      sources,
      request,
      context,
      this.supergraphSchema,
      this.apiSchema,
    );
    // `extensions` would carry the executor's own remarks, which name types and places that are none of a client's business.
    if (errors) return {data: data ?? null, errors};
    // A null that may not be has eaten the whole answer, which the executor would only remark in its extensions.
    return data == null ? {data: null, errors: [new GraphQLError('a service left out what it promised')]} : {data};
  }
}
