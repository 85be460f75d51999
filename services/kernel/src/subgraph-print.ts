import {getDocumentNodeFromSchema} from '@graphql-tools/utils';
import {
  Kind,
  print,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import {describeNeeds, isMarked, NEEDS_LINK, type PermissionTable} from './needs.js';

const LINK = `extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.9"
    import: [
      "@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@tag", "@interfaceObject",
      "@composeDirective"
    ]
  )`;

/**
 * The SDL with federation's directives and all descriptions. Definitions and the fields of objects are sorted: the order
 * in which decorators ran depends on who imported whom. Enum values, inputs and arguments keep the order they were
 * written in, which means something and depends on one class only.
 */
export function printSubgraph(schema: GraphQLSchema, permissions: PermissionTable = {}): string {
  const document: DocumentNode = getDocumentNodeFromSchema(schema);
  const definitions = document.definitions
    .filter((node) => node.kind !== Kind.SCHEMA_DEFINITION && node.kind !== Kind.DIRECTIVE_DEFINITION)
    .filter((node) => !(node.kind === Kind.OBJECT_TYPE_DEFINITION && node.fields?.length === 0))
    .map((node) => finishFields(node, permissions))
    .sort((a, b) => compare(nameOf(a), nameOf(b)));
  const marked = definitions.some((node) => hasFields(node) && node.fields?.some(isMarked));
  return `${LINK}${marked ? NEEDS_LINK : ''}\n\n${print({kind: Kind.DOCUMENT, definitions})}\n`;
}

function finishFields(node: DefinitionNode, permissions: PermissionTable): DefinitionNode {
  if (!hasFields(node)) return node;
  const fields = (node.fields ?? []).map((field) => describeNeeds(field, permissions));
  return {...node, fields: fields.sort((a, b) => compare(a.name.value, b.name.value))};
}

function hasFields(node: DefinitionNode): node is ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function nameOf(node: DefinitionNode): string {
  return 'name' in node && node.name ? node.name.value : '';
}

/** By code unit: the same on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
