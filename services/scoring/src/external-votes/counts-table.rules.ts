import type {BilingualText} from '@concours/kernel/refusal';

/** An entry that a row may mean. */
export interface CountedEntry {
  id: string;
  number: string;
  title: string;
  withdrawn: boolean;
}

/** A row as it was written. */
export interface WrittenCount {
  row: number;
  number: string;
  title: string;
  votes: string;
  /** The cell of votes holds a formula or an error, whose value is not taken. */
  odd: boolean;
}

export type CountFault =
  | 'ENTRY_UNKNOWN'
  | 'TITLE_AMBIGUOUS'
  | 'TITLE_DIFFERS'
  | 'ENTRY_TWICE'
  | 'VOTES_MISSING'
  | 'VOTES_INVALID'
  | 'VOTES_FORMULA';

export interface JudgedCount {
  row: number;
  number: string;
  title: string;
  entry: CountedEntry | null;
  votes: number | null;
  fault: CountFault | null;
}

export interface JudgedCounts {
  rows: JudgedCount[];
  /** Entries that take part and have no row: nought has to be written, or it might have been forgotten. */
  missing: CountedEntry[];
  total: number;
  /** All rows are sound and nobody is missing. */
  whole: boolean;
}

const heads = {
  number: ['编号', '作品编号', '序号', 'number', 'no', 'no.', 'entry'],
  title: ['作品', '作品名称', '标题', '名称', 'title', 'work', 'name'],
  votes: ['票数', '得票', '得票数', '总票数', 'votes', 'count', 'counts'],
} as const;
type Column = keyof typeof heads;
export const columnHeads = {
  number: {zh: '编号', en: 'Number'},
  title: {zh: '作品', en: 'Work'},
  votes: {zh: '票数', en: 'Votes'},
};

/** Where the columns are; null unless there are votes, and numbers or titles to know the entries by. */
export function columnsOf(cells: readonly string[]): ReadonlyMap<Column, number> | null {
  const written = cells.map((cell) => cell.trim().toLowerCase());
  const found = new Map<Column, number>();
  for (const column of Object.keys(heads) as Column[]) {
    const index = written.findIndex((cell) => (heads[column] as readonly string[]).includes(cell));
    if (index >= 0) found.set(column, index);
  }
  return found.has('votes') && (found.has('number') || found.has('title')) ? found : null;
}

const MOST = 999_999_999;
const COUNT = /^\d{1,9}$/;
const GROUPED = /^\d{1,3}(,\d{3}){1,2}$/;

/** Digits alone, or in threes by commas. "1.2万", "12.0" and full-width digits are somebody's to write out: nothing is guessed. */
export function votesOf(text: string): number | null {
  const plain = GROUPED.test(text) ? text.replaceAll(',', '') : text;
  if (!COUNT.test(plain)) return null;
  const votes = Number(plain);
  return votes <= MOST ? votes : null;
}

/** Every row for itself, then what is missing. A row is known by its number; a title beside it must be the entry's own. */
export function judgeCounts(rows: readonly WrittenCount[], entries: readonly CountedEntry[]): JudgedCounts {
  const byNumber = new Map(entries.map((entry) => [bare(entry.number), entry]));
  const seen = new Set<string>();
  const judged = rows.map((row): JudgedCount => {
    const {entry, fault: unknown} = entryOf(row, byNumber, entries);
    const votes = row.odd ? null : votesOf(row.votes.trim());
    const twice = entry !== null && seen.has(entry.id);
    if (entry) seen.add(entry.id);
    const fault = unknown ?? (twice ? 'ENTRY_TWICE' : votes === null ? faultOfVotes(row) : null);
    return {row: row.row, number: row.number.trim(), title: row.title.trim(), entry, votes, fault};
  });
  const missing = entries.filter(({id, withdrawn}) => !withdrawn && !seen.has(id));
  return {
    rows: judged,
    missing,
    total: judged.reduce((sum, {votes, fault}) => sum + (fault ? 0 : votes!), 0),
    whole: missing.length === 0 && judged.length > 0 && judged.every(({fault}) => fault === null),
  };
}

function entryOf(
  {number, title}: WrittenCount,
  byNumber: ReadonlyMap<string, CountedEntry>,
  entries: readonly CountedEntry[],
): {entry: CountedEntry | null; fault: CountFault | null} {
  const named = entries.filter((entry) => same(entry.title, title));
  if (number.trim() !== '') {
    const entry = byNumber.get(bare(number)) ?? null;
    if (!entry) return {entry, fault: 'ENTRY_UNKNOWN'};
    // a table that slipped by a row would give everybody the votes of a neighbour
    const differs = title.trim() !== '' && !same(entry.title, title);
    return {entry, fault: differs ? 'TITLE_DIFFERS' : null};
  }
  if (named.length === 1) return {entry: named[0]!, fault: null};
  return {entry: null, fault: named.length > 1 ? 'TITLE_AMBIGUOUS' : 'ENTRY_UNKNOWN'};
}

function faultOfVotes({votes, odd}: WrittenCount): CountFault {
  if (odd) return 'VOTES_FORMULA';
  return votes.trim() === '' ? 'VOTES_MISSING' : 'VOTES_INVALID';
}

/** A spreadsheet makes 7 of 007. */
const bare = (number: string): string => number.trim().replace(/^0+(?=\d)/, '');
const same = (a: string, b: string): boolean => plain(a) === plain(b);
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s《》〈〉“”"'‘’]/g, '')
    .toLowerCase();

export const faultTexts: Record<CountFault, BilingualText> = {
  ENTRY_UNKNOWN: {zh: '本赛段没有这件作品。', en: 'There is no such entry in this round.'},
  TITLE_AMBIGUOUS: {zh: '有多件作品同名，请填写编号。', en: 'Several entries have this title: give the number.'},
  TITLE_DIFFERS: {
    zh: '作品名称与编号不符，请核对是否错行。',
    en: 'The title is not that of the number: has a row slipped?',
  },
  ENTRY_TWICE: {zh: '该作品已在前面出现过。', en: 'This entry has a row above already.'},
  VOTES_MISSING: {zh: '没有票数；无人投票请填 0。', en: 'There is no count; write 0 where nobody voted.'},
  VOTES_INVALID: {
    zh: '票数须为不超过 9 位的整数，例如 12345 或 12,345。',
    en: 'Votes are a whole number of at most nine digits, such as 12345 or 12,345.',
  },
  VOTES_FORMULA: {zh: '单元格是公式，请改为数值。', en: 'The cell holds a formula: put its value there.'},
};
