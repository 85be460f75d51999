import 'reflect-metadata';
import {buildSubgraphSchema} from '@apollo/subgraph';
import {createPubSub} from '@graphql-yoga/subscription';
import {parse, type GraphQLScalarType, type GraphQLSchema} from 'graphql';
import {buildSchemaSync, createResolversMap, type NonEmptyArray} from 'type-graphql';
import {checkInput} from './input-check.js';
import {refuseStrangers, type PermissionTable} from './needs.js';
import {inputInvalid} from './refusal.js';
import type {RequestContext} from './request-context.js';
import {DateTime} from './scalars.js';
import {printSubgraph} from './subgraph-print.js';

export type {RequestContext} from './request-context.js';

/** Answers references in their order, null for what does not exist or may not be seen; called once per turn and type. */
export type ReferenceLoader = (
  refs: readonly Record<string, unknown>[],
  context: RequestContext,
) => Promise<readonly (object | null)[]>;

export type SubscriptionSource = (
  // each source knows its own arguments
  args: never,
  context: RequestContext,
) => AsyncIterable<unknown> | Promise<AsyncIterable<unknown>>;

/** Stands in a `@Subscription` whose source is given to `buildSubgraph`. */
export function givenInParts(): never {
  throw new Error('the source of this subscription was not given to buildSubgraph');
}

export interface SubgraphParts {
  name: string;
  /** type-graphql resolver classes. */
  resolvers: Function[];
  /** One per resolver class. Absent when only the SDL is wanted. */
  instances?: object[];
  /** By graph type, for every entity that others refer to. */
  references: Record<string, ReferenceLoader>;
  /** Types that no field leads to, such as entities reached by reference only. */
  orphanedTypes?: Function[];
  /**
   * Sources of subscription fields, by name, for those that need an instance: type-graphql's own `subscribe` is static.
   * The arguments are those of the graph, without classes. Such a field is declared with `subscribe: givenInParts`.
   */
  subscriptions?: Record<string, SubscriptionSource>;
  /** Which scalar stands for a class in `@Field()` without an explicit type; Date is DateTime already. */
  scalars?: {type: Function; scalar: GraphQLScalarType}[];
  /** Which roles hold the permissions that `@Needs` names, for the descriptions. */
  permissions?: PermissionTable;
  /** Permissions that hand out access: mutations that name one are refused to keys with PERSON_NEEDED. */
  forPersons?: readonly string[];
}

export interface Subgraph {
  schema: GraphQLSchema;
  sdl: string;
}

/**
 * One service's part of the graph. Several may be built in one process: a type counts only if the given resolvers
 * or orphaned types lead to it, so classes of other services with the same graph name do not meet it. It is built when somebody first
 * asks for it, which `serve` does before it listens: that takes longer than all else about a service.
 */
export function buildSubgraph(parts: SubgraphParts): Subgraph {
  let built: Subgraph | undefined;
  const graph = () => (built ??= build(parts));
  return {
    get schema() {
      return graph().schema;
    },
    get sdl() {
      return graph().sdl;
    },
  };
}

function build(parts: SubgraphParts): Subgraph {
  const byClass = new Map((parts.instances ?? []).map((instance) => [instance.constructor, instance]));
  const bare = buildSchemaSync({
    resolvers: parts.resolvers as NonEmptyArray<Function>,
    orphanedTypes: parts.orphanedTypes ?? [],
    // federation's directives are not defined here; buildSubgraphSchema checks the whole
    skipCheck: true,
    validateFn: checkInput,
    scalarsMap: [{type: Date, scalar: DateTime}, ...(parts.scalars ?? [])],
    // demanded as soon as there is a subscription; ours name their own `subscribe`
    pubSub: createPubSub(),
    container: {
      get: (resolver) => {
        const instance = byClass.get(resolver);
        if (!instance) throw new Error(`${parts.name}: no instance of ${resolver.name} was given to buildSubgraph`);
        return instance;
      },
    },
  });
  const sdl = printSubgraph(bare, parts.permissions);
  const resolvers: Record<string, object> = createResolversMap(bare);
  for (const [type, loader] of Object.entries(parts.references)) {
    if (!(type in resolvers)) throw new Error(`${parts.name}: references for ${type}, which is not in this subgraph`);
    resolvers[type] = {...resolvers[type], __resolveReference: batched(type, loader)};
  }
  for (const [field, source] of Object.entries(parts.subscriptions ?? {})) {
    const fields = (resolvers.Subscription ?? {}) as Record<string, object>;
    if (!(field in fields))
      throw new Error(`${parts.name}: a source for the subscription ${field}, which is not there`);
    const subscribe = (_: unknown, args: never, context: RequestContext) => source(args, context);
    fields[field] = {...fields[field], subscribe};
  }
  const schema = buildSubgraphSchema({typeDefs: parse(sdl), resolvers: resolvers as never});
  checkReferences(schema, new Set(Object.keys(parts.references)));
  refuseStrangers(schema, parts.permissions ?? {}, parts.forPersons);
  return {schema, sdl};
}

/**
 * The library's resolver throws at the first reference it can't read, while those before it are under way: one that is
 * refused then is refused to nobody, which ends the process. So all are looked at before any is resolved. A type without a
 * loader is refused too: the reference itself would stand for the object, with whatever it says.
 */
function checkReferences(schema: GraphQLSchema, known: ReadonlySet<string>): void {
  const entities = schema.getQueryType()?.getFields()._entities;
  const resolve = entities?.resolve;
  if (!entities || !resolve) return;
  entities.resolve = (source, args: {representations: unknown[]}, context, info) => {
    for (const each of args.representations) {
      const type: unknown = typeof each === 'object' && each !== null && '__typename' in each ? each.__typename : null;
      if (typeof type !== 'string' || !known.has(type)) throw inputInvalid({field: 'representations'});
    }
    return resolve(source, args, context, info) as unknown;
  };
}

type Reference = Record<string, unknown>;

/** The executor asks for one entity at a time; this turns it into one call for all of a turn. */
function batched(type: string, loader: ReferenceLoader) {
  return async (reference: Reference, context: RequestContext): Promise<object | null> => {
    // keys are ids; an object in its place would reach a query as an operator
    if ('id' in reference && (typeof reference.id !== 'string' || reference.id.length > 191)) {
      throw inputInvalid({field: `${type}.id`});
    }
    return context.load(`reference ${type}`, reference, async (refs) => {
      const found = await loader(refs, context);
      if (found.length !== refs.length) throw new Error(`${type}: ${refs.length} references, ${found.length} answers`);
      return found;
    });
  };
}
