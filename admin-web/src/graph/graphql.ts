import {initGraphQLTada} from 'gql.tada';
import type {introspection} from './api-env';

/** Typed documents: `graphql(\`query …\`)`. The types follow the API's schema; a field that isn't there fails the type check. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: {DateTime: string; Decimal: string; JSON: unknown};
}>();

export type {FragmentOf, ResultOf, VariablesOf} from 'gql.tada';
