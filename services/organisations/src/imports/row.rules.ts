import type {OrganisationKind, OrganisationLevel} from '@concours/schema/organisation.kinds';
import {FORMULA, unguarded} from '@concours/kernel/tables/formula-guard.rules';
import {separated, type Column, type KeyOf, type Vocabulary} from './columns.rules.js';
import type {ImportMode, ImportOutcome} from './import.kinds.js';

export const MAX_NAME = 200;
const MAX_CODE = 100;
const MAX_ALIASES = 20;
const CODE = /^[a-z0-9]+([.-][a-z0-9]+)*$/;
const SYSTEM = /^[a-z][a-z0-9.-]{0,39}$/;
const READABLE = /[\p{L}\p{N}]/u;
/** Control, direction and zero-width characters, and what is drawn as nothing: two names would look like one. */
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/u;

export type RowProblemCode =
  | 'CODE_MISSING'
  | 'CODE_INVALID'
  | 'REPEATED'
  | 'NAME_MISSING'
  | 'NAME_INVALID'
  | 'NAME_TOO_LONG'
  | 'NAME_UNSEEN'
  | 'NAME_FORMULA'
  | 'KIND_MISSING'
  | 'KIND_UNKNOWN'
  | 'LEVEL_MISSING'
  | 'LEVEL_UNKNOWN'
  | 'REGION_INVALID'
  | 'TOO_MANY_ALIASES'
  | 'REFERENCE_INVALID'
  | 'REFERENCE_TAKEN'
  | 'CELL_FORMULA'
  | 'CELL_ERROR'
  | 'DIFFERS'
  | 'CODE_TAKEN'
  | 'CLOSED'
  | 'PARENT_MISSING'
  | 'PARENT_DIFFERS'
  | 'PARENT_UNKNOWN'
  | 'PARENT_AMBIGUOUS'
  | 'PARENT_REFUSED'
  | 'PARENT_CLOSED'
  | 'LOOP'
  | 'TOO_DEEP';

export interface RowProblem {
  code: RowProblemCode;
  column: Column | null;
  facts?: Record<string, string | number>;
}

/** By what another system knows the organisation. */
export interface RowReference {
  system: string;
  value: string;
}

/** What a row says, as far as it can be read; a column the file has not stays undefined. */
export interface RowValues {
  code: string;
  nameZh?: string;
  nameEn?: string | null;
  shortNameZh?: string | null;
  shortNameEn?: string | null;
  kind?: OrganisationKind;
  level?: OrganisationLevel;
  regionCode?: string | null;
  aliases?: string[];
  references?: RowReference[];
  parentCode: string | null;
  /** Where the parent is given by name. */
  parentName: string | null;
}

/** A row's cells by column; blank ones are left out. */
export type Cells = Partial<Record<Column, string>>;

/** What the comparison needs of an organisation that is there. */
export interface There {
  parentCode: string | null;
  kind: string;
  level: string;
  nameZh: string;
  nameEn: string | null;
  shortNameZh: string | null;
  shortNameEn: string | null;
  regionCode: string | null;
  closed: boolean;
  aliasKeys: readonly string[];
  references: readonly RowReference[];
}

export interface RowChange {
  column: Column;
  before: string | null;
  after: string | null;
}

export function codeOf(text: string): string {
  return unguarded(text).normalize('NFKC').trim().toLowerCase();
}

export function readRow(
  cells: Cells,
  has: ReadonlySet<Column>,
  words: Vocabulary,
): {values: RowValues; problems: RowProblem[]} {
  const problems: RowProblem[] = [];
  const text = (column: Column): string => unguarded(cells[column] ?? '').trim();
  const code = codeOf(cells.code ?? '');
  if (code === '') problems.push({code: 'CODE_MISSING', column: 'code'});
  else if (code.length > MAX_CODE || !CODE.test(code)) problems.push({code: 'CODE_INVALID', column: 'code'});
  const values: RowValues = {code, ...parentOf(text)};

  for (const column of ['nameZh', 'nameEn', 'shortNameZh', 'shortNameEn'] as const) {
    if (!has.has(column)) continue;
    const name = text(column);
    if (column === 'nameZh') values.nameZh = name;
    else values[column] = name || null;
    if (name !== '') problems.push(...nameProblems(name, column));
    else if (column === 'nameZh') problems.push({code: 'NAME_MISSING', column});
  }
  if (has.has('kind')) {
    values.kind = words.kind(text('kind'));
    if (text('kind') === '') problems.push({code: 'KIND_MISSING', column: 'kind'});
    else if (!values.kind)
      problems.push({code: 'KIND_UNKNOWN', column: 'kind', facts: {text: shortened(text('kind'))}});
  }
  if (has.has('level')) {
    values.level = words.level(text('level'));
    if (text('level') === '') problems.push({code: 'LEVEL_MISSING', column: 'level'});
    else if (!values.level)
      problems.push({code: 'LEVEL_UNKNOWN', column: 'level', facts: {text: shortened(text('level'))}});
  }
  if (has.has('regionCode')) {
    const region = text('regionCode').normalize('NFKC');
    values.regionCode = region || null;
    if (region !== '' && !words.isRegionCode(region)) problems.push({code: 'REGION_INVALID', column: 'regionCode'});
  }
  if (has.has('aliases')) {
    values.aliases = separated(text('aliases'));
    if (values.aliases.length > MAX_ALIASES)
      problems.push({code: 'TOO_MANY_ALIASES', column: 'aliases', facts: {most: MAX_ALIASES}});
    problems.push(...values.aliases.flatMap((alias) => nameProblems(alias, 'aliases')).slice(0, 1));
  }
  if (has.has('references')) {
    const read = separated(text('references')).map((entry) => referenceFrom(entry, words));
    values.references = read.filter((reference) => reference !== null);
    const systems = new Set(values.references.map(({system}) => system));
    if (read.includes(null) || systems.size < read.length)
      problems.push({code: 'REFERENCE_INVALID', column: 'references'});
  }
  return {values, problems};
}

/** `uscc:91340100…`: the system, a colon of either width, and the id there. */
function referenceFrom(entry: string, {referenceOf}: Vocabulary): RowReference | null {
  const [, name = '', id = ''] = /^([^:：]*)[:：](.*)$/.exec(entry) ?? [];
  const system = name.normalize('NFKC').trim().toLowerCase();
  const value = SYSTEM.test(system) ? referenceOf(system, id) : null;
  return value === null ? null : {system, value};
}

/** A code counts before a name; the column that may hold either is taken for a code if it looks like one. */
function parentOf(text: (column: Column) => string): Pick<RowValues, 'parentCode' | 'parentName'> {
  const either = text('parent');
  const code = codeOf(text('parentCode')) || (CODE.test(codeOf(either)) ? codeOf(either) : '');
  const name = code === '' ? text('parentName') || either : '';
  return {parentCode: code || null, parentName: name || null};
}

function nameProblems(name: string, column: Column): RowProblem[] {
  if ([...name].length > MAX_NAME) return [{code: 'NAME_TOO_LONG', column, facts: {most: MAX_NAME}}];
  if (UNSEEN.test(name)) return [{code: 'NAME_UNSEEN', column}];
  if (FORMULA.test(name)) return [{code: 'NAME_FORMULA', column}];
  return READABLE.test(name) ? [] : [{code: 'NAME_INVALID', column}];
}

export interface Judgement {
  outcome: ImportOutcome;
  problems: RowProblem[];
  changes: RowChange[];
}

/** What becomes of a row by itself, its place aside. `there` is what has its code already; `mine`, whether that may be changed. */
export function judgeRow(
  read: {values: RowValues; problems: RowProblem[]},
  there: There | undefined,
  i: {mode: ImportMode; mine: boolean; keyOf: KeyOf},
): Judgement {
  const {values, problems} = read;
  const refused = (...more: RowProblem[]): Judgement => ({outcome: 'REFUSED', problems: more, changes: []});
  if (!there) {
    const missing: RowProblem[] = [];
    if (values.kind === undefined && !told(problems, 'kind')) missing.push({code: 'KIND_MISSING', column: 'kind'});
    if (values.level === undefined && !told(problems, 'level')) missing.push({code: 'LEVEL_MISSING', column: 'level'});
    const all = [...problems, ...missing];
    return all.length > 0 ? refused(...all) : {outcome: 'NEW', problems: [], changes: []};
  }
  const changes = differences(values, there, i.keyOf);
  // what is there already is no problem of the file
  const counting = problems.filter(
    ({column}) => column === null || isUnread(values, column) || changes.some((change) => change.column === column),
  );
  const moved = values.parentCode !== null && values.parentCode !== there.parentCode;
  if (counting.length === 0 && changes.length === 0 && !moved) return {outcome: 'UNCHANGED', problems: [], changes};
  if (!i.mine) return refused({code: 'CODE_TAKEN', column: 'code'});
  if (counting.length > 0) return refused(...counting);
  if (moved) return refused({code: 'PARENT_DIFFERS', column: 'parentCode', facts: {is: there.parentCode ?? ''}});
  if (there.closed) return refused({code: 'CLOSED', column: 'code'});
  if (i.mode === 'ADD') return {...refused({code: 'DIFFERS', column: changes[0].column}), changes};
  return {outcome: 'CHANGED', problems: [], changes};
}

const told = (problems: readonly RowProblem[], column: Column): boolean =>
  problems.some((problem) => problem.column === column);

function isUnread(values: RowValues, column: Column): boolean {
  return column === 'code' || (values as Partial<Record<Column, unknown>>)[column] === undefined;
}

function differences(values: RowValues, there: There, keyOf: KeyOf): RowChange[] {
  const changes: RowChange[] = [];
  for (const column of ['nameZh', 'nameEn', 'shortNameZh', 'shortNameEn', 'kind', 'level', 'regionCode'] as const) {
    const after = values[column];
    if (after !== undefined && after !== there[column]) changes.push({column, before: there[column], after});
  }
  const names = [values.code, values.nameZh, values.nameEn, values.shortNameZh, values.shortNameEn];
  names.push(there.nameZh, there.nameEn, there.shortNameZh, there.shortNameEn);
  const known = new Set([...there.aliasKeys, ...names.map((name) => keyOf(name ?? ''))]);
  const more = (values.aliases ?? []).filter((alias) => !known.has(keyOf(alias).slice(0, 191)));
  const written = (of: readonly RowReference[]): string => of.map(({system, value}) => `${system}:${value}`).join('；');
  const fresh = (values.references ?? []).filter(
    ({system, value}) => !there.references.some((each) => each.system === system && each.value === value),
  );
  if (fresh.length > 0) {
    const replaced = there.references.filter(({system}) => fresh.some((each) => each.system === system));
    changes.push({column: 'references', before: written(replaced) || null, after: written(fresh)});
  }
  if (more.length > 0) changes.push({column: 'aliases', before: null, after: more.join('；')});
  return changes;
}

function shortened(text: string): string {
  return [...text].slice(0, 40).join('');
}
