import {getDocumentNodeFromSchema} from '@graphql-tools/utils';
import {Kind, print, type DefinitionNode, type DocumentNode, type GraphQLSchema} from 'graphql';

const LINK = `extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.9"
    import: [
      "@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@tag", "@interfaceObject"
    ]
  )`;

/**
 * The SDL with federation's directives and all descriptions. Definitions and the fields of objects are sorted: the order
 * in which decorators ran depends on who imported whom. Enum values, inputs and arguments keep the order they were
 * written in, which means something and depends on one class only.
 */
export function printSubgraph(schema: GraphQLSchema): string {
  const document: DocumentNode = getDocumentNodeFromSchema(schema);
  const definitions = document.definitions
    .filter((node) => node.kind !== Kind.SCHEMA_DEFINITION && node.kind !== Kind.DIRECTIVE_DEFINITION)
    .filter((node) => !(node.kind === Kind.OBJECT_TYPE_DEFINITION && node.fields?.length === 0))
    .map(sortFields)
    .sort((a, b) => compare(nameOf(a), nameOf(b)));
  return `${LINK}\n\n${print({kind: Kind.DOCUMENT, definitions})}\n`;
}

function sortFields(node: DefinitionNode): DefinitionNode {
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return node;
  return {...node, fields: [...(node.fields ?? [])].sort((a, b) => compare(a.name.value, b.name.value))};
}

function nameOf(node: DefinitionNode): string {
  return 'name' in node && node.name ? node.name.value : '';
}

/** By code unit: the same on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
