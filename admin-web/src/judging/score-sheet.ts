/** What a judge writes about one entry. Plain: no graph, no screen. */
import {plainDecimal, pointsProblem, sumOf} from '@/rounds/round-rules';

export interface Criterion {
  key: string;
  name: string;
  most: string;
}

/** Points as they stand in the fields, by criterion; not necessarily numbers yet. */
export interface Marks {
  points: Record<string, string>;
  abstained: boolean;
  conflict: boolean;
  /** The work comes from the judge's own unit: the platform says so, and takes no points. */
  recused?: boolean;
}

export interface Sheet extends Marks {
  entryId: string;
  number: string;
  submissionId: string;
  title: string;
  author: string;
  unit: string;
  version: number;
  /** The cursor before its page: one sheet is read again with its page. */
  page: string | null;
}

export type SheetState = 'blank' | 'partial' | 'done' | 'abstained' | 'conflict' | 'recused';
export type PointsFault = 'digits' | 'over';

/** What an input method for Chinese makes of digits, undone: `８８．５` and `88。5` are 88.5. */
export function tidied(text: string): string {
  return text.normalize('NFKC').replace(/。/g, '.').replace(/\s/g, '');
}

/** Beyond any maximum: tells a number that is too large from something that is no number. */
const ANY = '999999999.9999';

export function faultOf(text: string, most: string): PointsFault | null {
  if (pointsProblem(text, most) !== 'bad') return null;
  return pointsProblem(text, ANY) === 'bad' ? 'digits' : 'over';
}

const isGiven = (marks: Marks, {key, most}: Criterion): boolean =>
  pointsProblem(marks.points[key] ?? '', most) === null;

/** The criteria that still want points. */
export function lacking(marks: Marks, criteria: readonly Criterion[]): Criterion[] {
  if (marks.abstained || marks.conflict || marks.recused) return [];
  return criteria.filter((criterion) => !isGiven(marks, criterion));
}

export function stateOf(marks: Marks, criteria: readonly Criterion[]): SheetState {
  if (marks.recused) return 'recused';
  if (marks.conflict) return 'conflict';
  if (marks.abstained) return 'abstained';
  const left = lacking(marks, criteria).length;
  if (left === 0) return 'done';
  return left === criteria.length ? 'blank' : 'partial';
}

export const isDone = (marks: Marks, criteria: readonly Criterion[]): boolean => lacking(marks, criteria).length === 0;

/** The exact sum, once every criterion has its points. */
export function totalOf(marks: Marks, criteria: readonly Criterion[]): string | null {
  if (criteria.some((criterion) => !isGiven(marks, criterion))) return null;
  return plainDecimal(sumOf(criteria.map(({key}) => (marks.points[key] ?? '').trim())));
}

export const mostOf = (criteria: readonly Criterion[]): string => plainDecimal(sumOf(criteria.map(({most}) => most)));

/** What the platform is sent: points that are none yet are left out, the others are not held back by them. */
export function inputOf(marks: Marks, criteria: readonly Criterion[]) {
  return {
    scores: criteria
      .filter((criterion) => isGiven(marks, criterion))
      .map(({key}) => ({criterion: key, points: (marks.points[key] ?? '').trim()})),
    abstain: marks.abstained,
    conflict: marks.conflict,
  };
}

/** Whether two sheets say the same: 88.5 and 88.5000 do. */
export function sameMarks(a: Marks, b: Marks, criteria: readonly Criterion[]): boolean {
  const said = (marks: Marks) => {
    const {scores, ...flags} = inputOf(marks, criteria);
    return JSON.stringify([flags, scores.map(({criterion, points}) => [criterion, plainDecimal(points)])]);
  };
  return said(a) === said(b);
}

export type Filter = '' | 'pending' | 'done';

/** The sheets in the list. The one that is open stays, though scoring it takes it out of "not yet scored". */
export function listed<T extends Sheet>(
  sheets: readonly T[],
  criteria: readonly Criterion[],
  filter: Filter,
  open: string | null,
): T[] {
  if (filter === '') return [...sheets];
  return sheets.filter((sheet) => sheet.entryId === open || isDone(sheet, criteria) === (filter === 'done'));
}

/** The sheet `step` places on; null at either end. */
export function neighbour<T extends Sheet>(list: readonly T[], open: string | null, step: 1 | -1): T | null {
  const at = list.findIndex(({entryId}) => entryId === open);
  return at < 0 ? null : (list[at + step] ?? null);
}

/** The next sheet that is not done, from the open one on and then from the start. */
export function nextPending<T extends Sheet>(
  sheets: readonly T[],
  criteria: readonly Criterion[],
  open: string | null,
): T | null {
  const at = sheets.findIndex(({entryId}) => entryId === open);
  const onwards = [...sheets.slice(at + 1), ...sheets.slice(0, Math.max(at, 0))];
  return onwards.find((sheet) => !isDone(sheet, criteria)) ?? null;
}

export type Phase = 'before' | 'open' | 'over';

/** Whether scores are taken now: within the window, both ends included, and before the result is frozen. */
export function phaseOf(
  round: {state: string; scoringOpensAt: string | null; scoringClosesAt: string | null},
  now: Date,
): Phase {
  if (['FROZEN', 'ON_NOTICE', 'PUBLISHED'].includes(round.state)) return 'over';
  if (!round.scoringOpensAt || now.getTime() < Date.parse(round.scoringOpensAt)) return 'before';
  return round.scoringClosesAt && now.getTime() > Date.parse(round.scoringClosesAt) ? 'over' : 'open';
}
