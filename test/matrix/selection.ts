import {getNamedType, isLeafType, isObjectType, type GraphQLSchema} from 'graphql';

/** How the types of the graph hang together, as far as the matrix has to know. */
export interface TypeTable {
  schema: GraphQLSchema;
  /** Types with a table of their own, and the leaf by which they are shown elsewhere. */
  rows: Readonly<Record<string, string>>;
  /** Types that are a part of what they hang on, with all their fields. */
  parts: Readonly<Record<string, string>>;
  /** `Type.field` to the arguments it is asked with. */
  arguments: Readonly<Record<string, string>>;
  /** Fields that are asked alone: they refuse where others answer nothing, or cost too much beside others. */
  refusing: readonly string[];
  /** Ways back that would never end, and pages of what is asked beside them. */
  skipped: readonly string[];
}

/** All there is below a field: parts whole, rows by their leaf. */
export function selectionOf(types: TypeTable, type: string, field: string): string {
  const {schema, rows, parts} = types;
  const parent = schema.getType(type);
  if (!isObjectType(parent)) throw new Error(`${type} is no type of objects`);
  const definition = parent.getFields()[field];
  if (!definition) throw new Error(`${type} has no field ${field}`);
  const args = types.arguments[`${type}.${field}`];
  const asked = `${field}${args ? `(${args})` : ''}`;
  const {name} = getNamedType(definition.type);
  if (isLeafType(schema.getType(name))) return asked;
  if (name in rows) return `${asked} {${rows[name]}}`;
  const below = parts[name];
  if (below === undefined) throw new Error(`${name} is in no table`);
  const inner = below.split(' ').filter((each) => !types.skipped.includes(`${name}.${each}`));
  return `${asked} {${inner.map((each) => selectionOf(types, name, each)).join(' ')}}`;
}
