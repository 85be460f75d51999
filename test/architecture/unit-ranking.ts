import {
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/** Votes, likes, forwards and points, and what is made of them. */
const POPULAR = /votes?|likes?|forwards?|follow|points?|scores?|tally|tallies|rank|popularity/i;
/** Types that stand for a unit, and types that stand for a work: what is told of a work may name its unit. */
const UNITS = new Set(['Organisation', 'FrozenUnit']);
const WORKS = new Set(['Entry', 'Submission']);

/**
 * Every type of the graph that tells votes, likes or points of a unit, and every list of units that could be put in such an order: the
 * rule of 2024 (R112) kept by the shape of the graph, through which pages, walls and partners get all they show.
 */
export function unitRankingsIn(schema: GraphQLSchema): string[] {
  const found: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const fields = Object.values(type.getFields());
    const names = fields.map((field) => getNamedType(field.type).name);
    const ofUnit = UNITS.has(type.name) || names.some((name) => UNITS.has(name));
    const ofWork = WORKS.has(type.name) || names.some((name) => WORKS.has(name));
    for (const field of fields) {
      const place = `${type.name}.${field.name}`;
      const named = getNamedType(field.type);
      const isFigure = !isObjectType(named) && ['Int', 'Float', 'Decimal', 'String', 'ID'].includes(named.name);
      if (ofUnit && !ofWork && isFigure && POPULAR.test(field.name)) found.push(`${place} is told of a unit`);
      if (!isList(field.type) && !named.name.endsWith('Page')) continue;
      if (!isListOfUnits(named.name, schema)) continue;
      for (const argument of field.args) {
        const input = getNamedType(argument.type);
        const values = isEnumType(input) ? input.getValues().map(({name}) => name) : [];
        if ([argument.name, ...values].some((name) => POPULAR.test(name)))
          found.push(`${place}(${argument.name}) orders units`);
      }
    }
  }
  return found.sort();
}

function isListOfUnits(name: string, schema: GraphQLSchema): boolean {
  if (UNITS.has(name)) return true;
  const type = schema.getType(name);
  if (!isObjectType(type)) return false;
  const names = Object.values(type.getFields()).map((field) => getNamedType(field.type).name);
  return names.some((inner) => UNITS.has(inner)) && !WORKS.has(name) && !names.some((inner) => WORKS.has(inner));
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(type) || (isNonNullType(type) && isList(type.ofType));
}

const ORDERS =
  /\.(?:sort|toSorted)\(|\b(?:orderBy|addOrderBy|sortBy|groupBy|addGroupBy)\(|\bORDER BY\b|\bGROUP BY\b|\bsortable\b|default-sort/g;
const UNIT = /\b(?:organisations?|units?|unitName|organisationId|unitId)\b/i;
const FIGURE = /\b(?:votes?|likes?|forwards?|points?|scores?|popularity)\b/i;
const WORK = /\b(?:entry|entries|entryId|submissions?|works?)\b/i;

/** Statements of pages, walls, services and exports that put units into an order, or add them up, by votes, likes or points. */
export function unitRankingsOf(file: string, text: string): string[] {
  const statements = new Set([...text.matchAll(ORDERS)].map(({index}) => statementAround(text, index)));
  return [...statements]
    .filter((statement) => UNIT.test(statement) && FIGURE.test(statement) && !WORK.test(statement))
    .map((statement) => `${file}: ${statement.replace(/\s+/g, ' ').trim().slice(0, 120)}`);
}

/** From the last to the next end of a statement, or of a tag in a template. */
function statementAround(text: string, at: number): string {
  const ends = /[;{}<]\s*\n|\n\s*\n/g;
  let from = 0;
  for (const end of text.matchAll(ends)) {
    if (end.index >= at) return text.slice(from, end.index);
    from = end.index + end[0].length;
  }
  return text.slice(from);
}
