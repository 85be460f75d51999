import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import {lengths, usualLength} from './limits.js';

export interface Measure {
  depth: number;
  fields: number;
  aliases: number;
  directives: number;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

export const isIntrospection = (field: FieldNode): boolean => ['__schema', '__type'].includes(field.name.value);

/**
 * The size of what the document asks for once all fragments are spread, without spreading them: each fragment is measured
 * once, so 2^16 fields cost sixteen steps. Introspection is left out. Answers undefined when fragments form a cycle.
 */
export function measure(document: DocumentNode): Measure | undefined {
  const fragments = fragmentsOf(document);
  const known = new Map<string, Measure | 'under way'>();
  let cyclic = false;

  const ofFragment = (name: string): Measure => {
    const seen = known.get(name);
    if (seen === 'under way') cyclic = true;
    if (seen !== undefined) return seen === 'under way' ? nothing() : seen;
    const fragment = fragments.get(name);
    if (!fragment) return nothing();
    known.set(name, 'under way');
    const result = ofSelections(fragment.selectionSet);
    result.directives += fragment.directives?.length ?? 0;
    known.set(name, result);
    return result;
  };

  const ofSelections = (set: SelectionSetNode): Measure => {
    const sum = nothing();
    for (const selection of set.selections) {
      sum.directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FRAGMENT_SPREAD) add(sum, ofFragment(selection.name.value), 0);
      else if (selection.kind === Kind.INLINE_FRAGMENT) add(sum, ofSelections(selection.selectionSet), 0);
      else if (!isIntrospection(selection)) {
        const below = selection.selectionSet ? ofSelections(selection.selectionSet) : nothing();
        add(sum, below, 1);
        sum.fields += 1;
        if (selection.alias) sum.aliases += 1;
      }
    }
    return sum;
  };

  const total = nothing();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      total.directives += definition.directives?.length ?? 0;
      add(total, ofSelections(definition.selectionSet), 0);
    } else if (definition.kind === Kind.FRAGMENT_DEFINITION) ofFragment(definition.name.value);
  }
  return cyclic ? undefined : total;
}

const nothing = (): Measure => ({depth: 0, fields: 0, aliases: 0, directives: 0});

function add(sum: Measure, part: Measure, level: number): void {
  sum.depth = Math.max(sum.depth, part.depth + level);
  sum.fields += part.fields;
  sum.aliases += part.aliases;
  sum.directives += part.directives;
}

const largestPage = 200;

/** Fields times the sizes of the pages and lists around them. The document must have passed validation (it ends, it fits). */
export function cost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): number {
  const fragments = fragmentsOf(document);

  const ofSelections = (set: SelectionSetNode, parent: GraphQLNamedType | undefined): number => {
    let sum = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment) sum += ofSelections(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : parent;
        sum += ofSelections(selection.selectionSet, type);
      } else if (!isIntrospection(selection)) sum += ofField(selection, parent);
    }
    return sum;
  };

  const ofField = (field: FieldNode, parent: GraphQLNamedType | undefined): number => {
    if (!field.selectionSet) return 1;
    const holder = isObjectType(parent) || isInterfaceType(parent) ? parent : undefined;
    const definition = holder?.getFields()[field.name.value];
    const type = definition && getNamedType(definition.type);
    const paged = definition?.args.find((argument) => argument.name === 'first');
    const size = paged ? pageSize(field, variables, paged.defaultValue) : lengthOf(holder, definition);
    return 1 + size * ofSelections(field.selectionSet, type);
  };

  return ofSelections(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
}

/** A page's own `nodes` have been counted with the page. */
function lengthOf(holder: GraphQLNamedType | undefined, field: GraphQLField<unknown, unknown> | undefined): number {
  if (!holder || !field || !isListType(getNullableType(field.type)) || field.name === 'nodes') return 1;
  return lengths[`${holder.name}.${field.name}`] ?? usualLength;
}

function pageSize(field: FieldNode, variables: Record<string, unknown>, fallback: unknown): number {
  const given = field.arguments?.find((argument) => argument.name.value === 'first')?.value;
  let size = fallback;
  if (given?.kind === Kind.INT) size = Number(given.value);
  else if (given?.kind === Kind.VARIABLE) size = variables[given.name.value] ?? fallback;
  // What lies outside is refused by the service; here it only has to count for something.
  return typeof size === 'number' ? Math.min(Math.max(size, 1), largestPage) : largestPage;
}
