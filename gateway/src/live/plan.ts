import type {FetchNode, QueryPlan} from '@apollo/query-planner';
import {
  Kind,
  print,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import {fragmentsOf} from '../measure.js';
import {subscriptionRootConditional} from '../refusals.js';
import type {FederatedGraph} from '../supergraph.js';

/** How one subscription is served: which service streams it, and what is fetched for each event. */
export interface LivePlan {
  /** The operation in one spelling, so that two clients' different white space is one stream. */
  text: string;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** The root field's name in the schema, and in the answer. */
  field: string;
  responseName: string;
  /** The fetch that the service answers with a stream of events. */
  primary: FetchNode;
  /** The same fetch as an ordinary query's, with all that hangs on it: run once for each event. */
  perEvent: QueryPlan;
  /** The client asked for all that merging needs, under its own names. */
  mergeable: boolean;
}

/** Throws a refusal for a root field under a condition: the planner can't plan it, and nobody needs it. */
export function planSubscription(
  graph: FederatedGraph,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): LivePlan {
  const {field, conditional} = rootField(document, operation.selectionSet);
  if (conditional || !field) throw subscriptionRootConditional();

  const {node} = graph.plan(document, operation.name?.value);
  // `__typename` alone: nothing would ever happen.
  if (node?.kind !== 'Subscription') throw subscriptionRootConditional();
  const {primary, rest} = node;
  return {
    text: print(document),
    document,
    operation,
    field: field.name.value,
    responseName: field.alias?.value ?? field.name.value,
    primary,
    perEvent: {kind: 'QueryPlan', node: rest ? {kind: 'Sequence', nodes: [primary, rest]} : primary},
    mergeable: isMergeable(document, field),
  };
}

/** Validation has seen to it that there is one field; it may sit in fragments. */
function rootField(document: DocumentNode, set: SelectionSetNode): {field?: FieldNode; conditional: boolean} {
  const fragments = fragmentsOf(document);
  for (const selection of set.selections) {
    if (isConditional(selection)) return {conditional: true};
    if (selection.kind === Kind.FIELD) return {field: selection, conditional: false};
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (inner) return rootField(document, inner.selectionSet);
  }
  return {conditional: false};
}

const isConditional = ({directives}: SelectionNode): boolean =>
  (directives ?? []).some(({name}) => name.value === 'include' || name.value === 'skip');

/** Deltas carry absolute counts, entry by entry: with these fields in sight the gateway can add them up to a snapshot. */
function isMergeable(document: DocumentNode, {selectionSet}: FieldNode): boolean {
  const event = plainFields(document, selectionSet);
  const entries = event.get('entries');
  return (
    ['kind', 'epoch', 'revision'].every((name) => event.has(name)) &&
    !!entries &&
    plainFields(document, entries.selectionSet).has('id')
  );
}

/** Fields that are certain to be in the answer under their own names. */
function plainFields(document: DocumentNode, set: SelectionSetNode | undefined): Map<string, FieldNode> {
  const fragments = fragmentsOf(document);
  const found = new Map<string, FieldNode>();
  const walk = (selections: readonly SelectionNode[]): void => {
    for (const selection of selections) {
      if (isConditional(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        if (selection.alias && selection.alias.value !== name) continue;
        const before = found.get(name);
        found.set(name, before ? together(before, selection) : selection);
      } else {
        const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        walk(inner?.selectionSet.selections ?? []);
      }
    }
  };
  walk(set?.selections ?? []);
  return found;
}

function together(one: FieldNode, other: FieldNode): FieldNode {
  const selections = [...(one.selectionSet?.selections ?? []), ...(other.selectionSet?.selections ?? [])];
  return {...one, selectionSet: {kind: Kind.SELECTION_SET, selections}};
}
