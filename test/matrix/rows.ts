import {permissions, type Permission} from '@concours/schema/access';
import type {GraphClient} from '../support/graphql.js';
import {inParallel, type Asker, type Finding, spotName, type Tried} from './asking.js';
import {holds, type Spot} from './places.js';
import {selectionOf, type TypeTable} from './selection.js';
import type {World} from './world-rows.js';

export interface Ref extends Spot {
  id: string;
}

export const REFUSED = Symbol('a refusal');
/** Whatever it is: it tells about the caller, not about the row. */
export const ANY = Symbol('anything');
/** What an asker gets of a field of a row they see, from what there is. */
export type Rule = (asker: Asker, ref: Ref, truth: unknown) => unknown;

export interface RowTable {
  /** The permissions that decide about it: who holds none of them is not asked in every scope. */
  needs: readonly Permission[];
  rows: (world: World) => Ref[];
  seen: (asker: Asker, ref: Ref) => boolean;
  /** The way to many of them, `$id` filled with each of the ids; the last step is a list of objects with ids. */
  list: string;
  ids?: (world: World) => string[];
  /** The way to one of them by its id; it answers null for what is not seen, exactly as for what is not there. */
  door?: string;
  /** What hangs on the object with the id, if it is not the row itself. */
  inner?: string;
  /** Every field of the type: those that are shown with the row, and those with a rule. */
  asRow: string;
  fields?: Record<string, Rule>;
}

export const may =
  (...needs: Permission[]) =>
  ({held}: Asker, spot: Spot): boolean =>
    needs.some((need) => holds(held, need, spot));
/** Shown to who holds one of the permissions there; others get what stands for nothing. */
export const guarded =
  (hidden: unknown, ...needs: Permission[]): Rule =>
  (asker, ref, truth) =>
    may(...needs)(asker, ref) ? truth : hidden;
export const anybody = (): boolean => true;

export async function tryRows(
  world: World,
  askers: readonly Asker[],
  all: GraphClient,
  [type, table]: [string, RowTable],
  types: TypeTable,
): Promise<Tried> {
  const refs = table.rows(world);
  const fields = [...table.asRow.split(' ').filter(Boolean), ...Object.keys(table.fields ?? {})];
  const questions = questionsFor(world, type, refs, fields, table, types);
  const truth = new Map<string, unknown>();
  for (const question of questions) await ask(all, question, truth);
  const tried: Tried = {findings: [], asked: 0, heard: []};
  const roles = new Set<string>(table.needs.flatMap((need) => permissions[need]));
  const relevant = askers.filter(({held}) => held.every(({role, within}) => within === '' || roles.has(role)));
  await inParallel(relevant, async (asker) => {
    const got = new Map<string, unknown>();
    for (const question of questions) {
      tried.heard.push({asker, text: await ask(asker.client, question, got)});
      tried.asked++;
    }
    for (const ref of refs)
      for (const field of fields) {
        const there = truth.get(`${ref.id} ${field}`);
        const expected = there === undefined ? 'something to look at' : expectedOf(table, asker, ref, field, there);
        const here = got.get(`${ref.id} ${field}`);
        if (expected === ANY || plain(expected) === plain(here)) continue;
        const what = {field: `${type}.${field}`, asker: asker.name, place: spotName(ref)};
        tried.findings.push({...what, expected: plain(expected).slice(0, 100), got: plain(here).slice(0, 100)});
      }
    if (table.door) tried.findings.push(...(await tryDoor(asker, type, refs, table)));
  });
  return tried;
}

function expectedOf(table: RowTable, asker: Asker, ref: Ref, field: string, truth: unknown): unknown {
  if (!table.seen(asker, ref)) return undefined;
  const rule = table.fields?.[field];
  return rule ? rule(asker, ref, truth) : truth;
}

/** What differs from question to question, and an address that ends with the minute. */
const volatile = new Set(['takenAt', 'checkedAt', 'epoch', 'revision', 'url', 'clock']);
function plain(value: unknown): string {
  if (value === undefined) return 'no row';
  if (value === REFUSED) return 'refused';
  return JSON.stringify(value, (key, part: unknown) => (volatile.has(key) ? undefined : part)) ?? 'nothing';
}

interface Question {
  document: string;
  id: string;
  steps: string[];
  inner?: string;
  fields: string[];
  /** Where one row is asked for, since the field may refuse and takes all around it along. */
  only?: Ref;
}

const withoutArguments = (path: string): string => path.replaceAll(/\([^)]*\)/g, '');
const stepsOf = (path: string): string[] => withoutArguments(path).match(/\w+/g) ?? [];
const closing = (path: string): string => '}'.repeat((withoutArguments(path).match(/{/g) ?? []).length);

function questionsFor(
  world: World,
  type: string,
  refs: readonly Ref[],
  fields: string[],
  table: RowTable,
  types: TypeTable,
): Question[] {
  const isAlone = (field: string): boolean => types.refusing.includes(`${type}.${field}`);
  const together = fields.filter((field) => !isAlone(field));
  const {inner} = table;
  const documentOf = (path: string, asked: string[]): string => {
    const selection = asked.map((field) => selectionOf(types, type, field)).join(' ');
    const variables = path.includes('$id') ? 'query ($id: ID!) ' : '';
    return `${variables}{${path} {id ${inner ? `${inner} {${selection}}` : selection}}${closing(path)}}`;
  };
  return [
    ...(table.ids?.(world) ?? ['']).flatMap((id) =>
      parted(together).map((part) => ({
        ...{document: documentOf(table.list, part), id, steps: stepsOf(table.list), fields: part},
        ...(inner && {inner}),
      })),
    ),
    ...fields.filter(isAlone).flatMap((field) => {
      const path = table.door ?? '';
      return refs.map((only) => ({
        ...{document: documentOf(path, [field]), id: only.id, steps: stepsOf(path), fields: [field], only},
        ...(inner && {inner}),
      }));
    }),
  ];
}

/** A type with very many fields is more than one request may ask for. */
const TOGETHER = 12;
const parted = (fields: string[]): string[][] =>
  Array.from({length: Math.max(1, Math.ceil(fields.length / TOGETHER))}, (_, n) =>
    fields.slice(n * TOGETHER, (n + 1) * TOGETHER),
  );

const known = ['NOT_PERMITTED', 'NOT_SIGNED_IN', 'NOT_FOUND'];

async function ask(client: GraphClient, question: Question, into: Map<string, unknown>): Promise<string> {
  const {document, id, steps, inner, fields, only} = question;
  const {data, errors} = await client.send<Record<string, unknown>>(document, id ? {id} : {});
  const strange = errors?.find(({extensions}) => !known.includes(extensions?.code ?? ''));
  if (strange) throw new Error(`${JSON.stringify(strange)}\n${document.slice(0, 2_000)}`);
  if (only && errors) for (const field of fields) into.set(`${only.id} ${field}`, REFUSED);
  let found: unknown[] = [data];
  for (const step of steps)
    found = found.flatMap((each) => (each as Record<string, unknown> | null | undefined)?.[step] ?? []);
  for (const each of found as Record<string, unknown>[]) {
    const row = inner ? (each[inner] as Record<string, unknown> | null) : each;
    if (row) for (const field of fields) into.set(`${String(each.id)} ${field}`, row[field]);
  }
  return JSON.stringify({data, errors});
}

/** By its id a row is there or it is not, as in the list. */
async function tryDoor(asker: Asker, type: string, refs: readonly Ref[], table: RowTable): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (let from = 0; from < refs.length; from += 20) {
    const some = refs.slice(from, from + 20);
    const parts = some.map(({id}, n) => `r${n}: ${(table.door ?? '').replace('$id', JSON.stringify(id))} {id}`);
    const {data, errors} = await asker.client.send<Record<string, unknown>>(`{${parts.join(' ')}}`);
    for (const [n, ref] of some.entries()) {
      const expected = table.inner || table.seen(asker, ref) ? 'there' : 'null';
      const got = errors?.[0]?.extensions?.code ?? (data?.[`r${n}`] ? 'there' : 'null');
      if (expected !== got)
        findings.push({field: `${type} by its id`, asker: asker.name, place: spotName(ref), expected, got});
    }
  }
  return findings;
}
