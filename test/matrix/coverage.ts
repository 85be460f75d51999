import {isLeafType, isObjectType} from 'graphql';
import type {ActCase, OpenCase} from './acts.js';
import type {RowTable} from './rows.js';
import {answers, live, marked, types} from './types.js';

export interface Tables {
  rows: Readonly<Record<string, RowTable>>;
  acts: Readonly<Record<string, ActCase>>;
  open: Readonly<Record<string, OpenCase>>;
  /** Questions that the rows are read by, or that tell about the caller: by name, with why. */
  questions: Readonly<Record<string, string>>;
}

const roots = ['Query', 'Mutation', 'Subscription'];

/** Every field of the graph that is in no table, and every one in a table that the graph doesn't have. */
export function unlisted({rows, acts, open, questions}: Tables): string[] {
  const listed = new Set<string>(
    Object.keys(live).length === 0 ? [] : ['Subscription.planProgress', 'Subscription.roundTally'],
  );
  for (const [type, fields] of Object.entries({...types.parts, ...answers, ...live}))
    for (const field of fields.split(' ')) listed.add(`${type}.${field}`);
  for (const [type, {asRow, fields}] of Object.entries(rows))
    for (const field of [...asRow.split(' '), ...Object.keys(fields ?? {})]) listed.add(`${type}.${field}`);
  for (const [name, {document}] of Object.entries({...acts, ...open}))
    listed.add(`${document.startsWith('query') ? 'Query' : 'Mutation'}.${name}`);
  for (const name of Object.keys(questions)) listed.add(`Query.${name}`);
  const there = new Set(
    Object.values(types.schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) && !type.name.startsWith('__')
        ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
        : [],
    ),
  );
  return [
    ...[...there].filter((field) => !listed.has(field)).map((field) => `${field} is in no table of the matrix`),
    ...[...listed].filter((field) => !there.has(field)).map((field) => `${field} is in a table, but not in the graph`),
  ].sort();
}

/** What the graph says of who may do it, and what the tables hold it against, are one. */
export function unmarked({rows, acts, open}: Tables): string[] {
  const wrong: string[] = [];
  for (const [name, {document, needs}] of Object.entries({...acts, ...open})) {
    const field = `${document.startsWith('query') ? 'Query' : 'Mutation'}.${name}`;
    const said = marked.get(field)?.join(' ');
    if (said !== needs.join(' ')) wrong.push(`${field} says ${said ?? 'nothing'}, the table ${needs.join(' ')}`);
  }
  for (const root of roots)
    for (const field of Object.keys(fieldsOf(root)))
      if (!marked.has(`${root}.${field}`)) wrong.push(`${root}.${field} does not say who may ask for it`);
  for (const [type, {fields = {}, asRow}] of Object.entries(rows)) {
    for (const field of asRow.split(' ')) {
      const said = marked.get(`${type}.${field}`);
      if (
        said &&
        !said.some((need) => ['anybody', 'published'].includes(need)) &&
        !shownWithRow.has(`${type}.${field}`)
      )
        wrong.push(`${type}.${field} says ${said.join(' ')}, the table that it is shown with its row`);
    }
    for (const field of Object.keys(fields))
      if (!marked.has(`${type}.${field}`) && !aboutTheCaller.has(`${type}.${field}`))
        wrong.push(`${type}.${field} has a rule in the table, and does not say who may ask for it`);
  }
  return wrong;
}

/** Whose need is that of the row itself. */
const shownWithRow = new Set(['Account.permissions', 'Organisation.unitClasses']);
/** They hide nothing: they tell what the caller may do, or grow and shrink with the rows that the caller sees. */
const aboutTheCaller = new Set([
  'Account.administrable',
  'Grant.revocable',
  'Organisation.childCount',
  'Organisation.children',
  'Organisation.descendantCount',
  'Submission.can',
]);

function fieldsOf(name: string): object {
  const type = types.schema.getType(name);
  return isObjectType(type) ? type.getFields() : {};
}

/** Objects that are neither rows nor parts of rows are not to be reached by any selection of the matrix: they would be unseen. */
export function unreachable({rows}: Tables): string[] {
  const known = new Set([
    ...Object.keys(rows),
    ...Object.keys(types.rows),
    ...Object.keys({...types.parts, ...answers, ...live}),
    ...roots,
  ]);
  return Object.values(types.schema.getTypeMap())
    .filter((type) => isObjectType(type) && !isLeafType(type) && !type.name.startsWith('__') && !known.has(type.name))
    .map(({name}) => name);
}
