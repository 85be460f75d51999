import type {OrganisationKind, OrganisationLevel} from './organisation.kinds.js';

/** How names are compared: without case, width, spaces and punctuation. What is left needs no escaping in a LIKE. */
export function keyOf(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      // as it is typed
      .replace(/ü/g, 'v')
      .replace(/[^\p{L}\p{N}\p{M}]/gu, '')
  );
}

/**
 * All ways to find a thing, between bars: `|key|` finds it exactly, `|key` by its beginning, `key` anywhere. Texts come with
 * how they sound, behind all of them: who writes a name means the name.
 */
export function searchKeysOf(
  texts: readonly (string | null | undefined)[],
  soundsOf: (text: string) => {whole: string; initials: string} | null,
): string {
  const written = texts.flatMap((text) => text ?? []);
  const heard = written.map(soundsOf).flatMap((sounds) => (sounds ? [sounds.initials, sounds.whole] : []));
  const keys = [...written, ...heard].map(keyOf).filter((key) => key !== '');
  return `|${[...new Set(keys)].join('|')}|`;
}

/** Aliases worth keeping: with something in them, each once, and none that is a current name anyway. */
export function aliasesOf(
  texts: readonly string[],
  names: readonly (string | null | undefined)[],
): {key: string; text: string}[] {
  const taken = new Set(names.map((name) => keyOf(name ?? '')));
  const aliases: {key: string; text: string}[] = [];
  for (const text of texts) {
    const key = keyOf(text).slice(0, 191);
    if (key === '' || taken.has(key)) continue;
    taken.add(key);
    aliases.push({key, text: text.trim()});
  }
  return aliases;
}

/** The paths of everything above, the root first. */
export function pathsAbove(path: string): string[] {
  const segments = path.split('.').slice(0, -2);
  return segments.map((_, index) => `${segments.slice(0, index + 1).join('.')}.`);
}

/** A part of a path from 31 random bits, as six characters of base 36. */
export function segmentOf(random: number): string {
  return random.toString(36).padStart(6, '0');
}

/** A position as a part of a `listPath`: of one length, so that it sorts as a number does. */
export function placeOf(position: number): string {
  return position.toString(36).padStart(6, '0');
}

/** Everything below in the order of the lists, as a range: `listPath > from AND listPath < to`. */
export function listedBelow(listPath: string): {from: string; to: string} {
  // '~' sorts behind every digit of base 36
  return {from: listPath, to: `${listPath}~`};
}

export type MoveProblem = 'INTO_ITSELF' | 'INTO_CLOSED' | 'TOO_DEEP';

export function moveProblem(
  moved: {path: string; depth: number; deepest: number},
  parent: {path: string; depth: number; closed: boolean},
  mostLevels: number,
): MoveProblem | null {
  if (parent.path.startsWith(moved.path)) return 'INTO_ITSELF';
  if (parent.closed) return 'INTO_CLOSED';
  return parent.depth + 1 + (moved.deepest - moved.depth) > mostLevels ? 'TOO_DEEP' : null;
}

export interface ImportRow {
  id?: string;
  code: string;
  parentCode?: string | null;
  kind: OrganisationKind;
  level: OrganisationLevel;
  nameZh: string;
  nameEn?: string | null;
  shortNameZh?: string | null;
  shortNameEn?: string | null;
  aliases?: string[] | null;
  regionCode?: string | null;
}

/** What an import needs to know of an organisation that is there already. */
export interface Known {
  id: string;
  code: string;
  parentCode: string | null;
  path: string;
  listPath: string;
  depth: number;
  closed: boolean;
  kind: string;
  level: string;
  nameZh: string;
  nameEn: string | null;
  shortNameZh: string | null;
  shortNameEn: string | null;
}

export type PlaceProblem = 'PARENT_UNKNOWN' | 'PARENT_REFUSED' | 'LOOP' | 'TOO_DEEP' | 'NOT_PERMITTED';
export type ImportProblem = PlaceProblem | 'PARENT_CLOSED' | 'REPEATED' | 'DIFFERS';

export interface PlacePlan<P = PlaceProblem> {
  /** Parents before children; `row` is the number of the row, from 0. */
  create: {row: number; parentCode: string | null}[];
  refused: {row: number; problem: P}[];
}

export interface ImportPlan extends PlacePlan<ImportProblem> {
  unchanged: number;
}

/**
 * Decides on every row alone: what is wrong with one costs only that row and those below it. Rows may come in any order.
 * `mayAddUnder` is asked only for parents that are there already (null: a new root).
 */
export function planImport(
  rows: readonly ImportRow[],
  known: ReadonlyMap<string, Known>,
  mayAddUnder: (parent: Known | null) => boolean,
  mostLevels: number,
): ImportPlan {
  const {waiting, refused, unchanged} = sortOut(rows, known);
  const obstacle = (parent: Known | null): ImportProblem | null => {
    if (!mayAddUnder(parent)) return 'NOT_PERMITTED';
    return parent?.closed ? 'PARENT_CLOSED' : null;
  };
  const places = planPlaces<Known, ImportProblem>({rows, waiting, known, obstacle, mostLevels});
  const all = [...refused, ...places.refused].sort((a, b) => a.row - b.row);
  return {create: places.create, unchanged, refused: all};
}

/**
 * Where new organisations stand: those in `waiting` hang on something known, on each other, or on nothing that will be.
 * `alreadyRefused` are rows that will not be, so that what hangs on them is told so. `obstacle` says what stands against
 * adding below something known (null: as a root).
 */
export function planPlaces<K extends {depth: number}, P extends string = PlaceProblem>(i: {
  rows: readonly {code: string; parentCode?: string | null}[];
  waiting: Set<number>;
  alreadyRefused?: readonly number[];
  known: ReadonlyMap<string, K>;
  obstacle: (parent: K | null) => P | null;
  mostLevels: number;
}): PlacePlan<P | PlaceProblem> {
  const {rows, waiting, known, obstacle, mostLevels} = i;
  const plan: PlacePlan<P | PlaceProblem> = {create: [], refused: []};
  const children = new Map<string, number[]>();
  for (const row of waiting) {
    const code = rows[row].parentCode;
    if (code == null) continue;
    const siblings = children.get(code);
    if (siblings) siblings.push(row);
    else children.set(code, [row]);
  }
  const refused = [...(i.alreadyRefused ?? [])];
  const refuse = (row: number, problem: P | PlaceProblem) => {
    plan.refused.push({row, problem});
    waiting.delete(row);
    refused.push(row);
  };
  const below = (row: number): number[] => (children.get(rows[row].code) ?? []).filter((child) => waiting.has(child));

  // Level by level from what stands already, so that a parent is always created before its children.
  let level: {row: number; depth: number}[] = [];
  for (const row of [...waiting]) {
    const code = rows[row].parentCode ?? null;
    const parent = code === null ? null : known.get(code);
    if (parent === undefined) continue;
    const problem = obstacle(parent);
    if (problem === null) level.push({row, depth: (parent?.depth ?? 0) + 1});
    else refuse(row, problem);
  }
  while (level.length > 0) {
    const next: typeof level = [];
    for (const {row, depth} of level) {
      if (depth > mostLevels) {
        refuse(row, 'TOO_DEEP');
        continue;
      }
      waiting.delete(row);
      plan.create.push({row, parentCode: rows[row].parentCode ?? null});
      for (const child of below(row)) next.push({row: child, depth: depth + 1});
    }
    level = next;
  }

  // What was not reached hangs on a row that was refused, on a code nobody knows, or on itself.
  const codes = new Set(rows.map((row) => row.code));
  for (const row of [...waiting]) if (!codes.has(rows[row].parentCode ?? '')) refuse(row, 'PARENT_UNKNOWN');
  for (let row = refused.pop(); row !== undefined; row = refused.pop()) {
    for (const child of below(row)) refuse(child, 'PARENT_REFUSED');
  }
  for (const row of [...waiting]) refuse(row, 'LOOP');
  plan.refused.sort((a, b) => a.row - b.row);
  return plan;
}

/** Sets aside what is there already or stands twice; the rest waits for its place. */
function sortOut(rows: readonly ImportRow[], known: ReadonlyMap<string, Known>) {
  const waiting = new Set<number>();
  const refused: {row: number; problem: ImportProblem}[] = [];
  const seen = new Set<string>();
  let unchanged = 0;
  rows.forEach((row, index) => {
    const there = known.get(row.code);
    if (seen.has(row.code)) refused.push({row: index, problem: 'REPEATED'});
    else if (there && isSame(row, there)) unchanged++;
    else if (there) refused.push({row: index, problem: 'DIFFERS'});
    else waiting.add(index);
    seen.add(row.code);
  });
  return {waiting, refused, unchanged};
}

function isSame(row: ImportRow, there: Known): boolean {
  return (
    (row.parentCode ?? null) === there.parentCode &&
    row.kind === there.kind &&
    row.level === there.level &&
    row.nameZh.trim() === there.nameZh &&
    (row.nameEn?.trim() || null) === there.nameEn &&
    (row.shortNameZh?.trim() || null) === there.shortNameZh &&
    (row.shortNameEn?.trim() || null) === there.shortNameEn
  );
}
