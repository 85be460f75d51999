import type {ComponentDefinition, RoundDefinition} from '@concours/schema/definition';
import {convertVotes} from './conversion.rules.js';
import {divide, formatDecimal, HUNDRED, parseDecimal} from './exact.rules.js';
import {panelScore} from './panel.rules.js';
import {type CutOutcome, type Placed, place} from './standing.rules.js';

/** A judge's sheet as it counts: judges are numbered, not named. Points are exact decimals as text. */
export interface SheetInput {
  judge: string;
  scores: Readonly<Record<string, string>>;
}

/** Everything about one entry that a standing is made from. Keys of the records are component keys. */
export interface EntryInput {
  id: string;
  number: string;
  submissionId: string;
  organisationId: string;
  submittedAt: string;
  votes: number;
  sheets: Readonly<Record<string, readonly SheetInput[]>>;
  points: Readonly<Record<string, string>>;
  carried: Readonly<Record<string, string>>;
}

export interface ScoredRow {
  entry: EntryInput;
  placed: Placed;
  /** What came in, as text: a count of votes, the mean of the sheets, the clerk's points, the carried score. */
  raw: Readonly<Record<string, string>>;
  /** On 0 to 100, scaled; null where it is missing. */
  scores: Readonly<Record<string, bigint | null>>;
}

export interface ScoredRound {
  rows: ScoredRow[];
  cut: CutOutcome | null;
}

interface ComponentOutcome {
  raw: string;
  score: bigint | null;
}

/** From raw inputs to the ranked standing, in one pure step: the live page, the frozen result and the checker all call this. */
export function scoreRound(
  entries: readonly EntryInput[],
  round: RoundDefinition,
  lotOf?: (entryId: string) => string,
): ScoredRound {
  const outcomes = new Map(round.components.map((component) => [component.key, outcomesOf(component, entries)]));
  const at = (key: string, index: number): ComponentOutcome => outcomes.get(key)![index]!;
  const keys = round.components.map((component) => component.key);
  const contenders = entries.map((entry, index) => ({
    id: entry.id,
    submittedAt: entry.submittedAt,
    scores: Object.fromEntries(keys.map((key) => [key, at(key, index).score])),
    ...(lotOf ? {lot: lotOf(entry.id)} : {}),
  }));
  const {rows, cut} = place(contenders, round);
  const position = new Map(entries.map((entry, index) => [entry.id, index]));
  return {
    cut,
    rows: rows.map((placed) => {
      const index = position.get(placed.id)!;
      return {
        placed,
        entry: entries[index]!,
        raw: Object.fromEntries(keys.map((key) => [key, at(key, index).raw])),
        scores: contenders[index]!.scores,
      };
    }),
  };
}

function outcomesOf(component: ComponentDefinition, entries: readonly EntryInput[]): ComponentOutcome[] {
  switch (component.from) {
    case 'BALLOT': {
      const scores = convertVotes(
        entries.map((entry) => entry.votes),
        component.convert,
      );
      return entries.map((entry, index) => ({raw: String(entry.votes), score: scores[index]!}));
    }
    case 'PANEL':
      return entries.map((entry) => panelOutcome(component, entry.sheets[component.key] ?? []));
    case 'CLERK':
      return entries.map((entry) => {
        const points = entry.points[component.key];
        if (points === undefined) return {raw: '', score: null};
        return {raw: points, score: divide(parseDecimal(points)! * HUNDRED, parseDecimal(String(component.most))!)};
      });
    case 'ROUND':
      return entries.map((entry) => {
        const carried = entry.carried[component.key];
        return {raw: carried ?? '', score: carried === undefined ? null : parseDecimal(carried)};
      });
  }
}

function panelOutcome(
  component: Extract<ComponentDefinition, {from: 'PANEL'}>,
  sheets: readonly SheetInput[],
): ComponentOutcome {
  if (sheets.length < (component.judges?.atLeast ?? 1)) return {raw: '', score: null};
  const most = component.criteria.reduce((sum, criterion) => sum + parseDecimal(String(criterion.most))!, 0n);
  const outcome = panelScore(sheets.map(sheetTotal), most, component.judges?.trim);
  return outcome
    ? {raw: formatDecimal(divide(outcome.score * most, HUNDRED)), score: outcome.score}
    : {raw: '', score: null};
}

export function sheetTotal(sheet: Pick<SheetInput, 'scores'>): bigint {
  return Object.values(sheet.scores).reduce((sum, points) => sum + parseDecimal(points)!, 0n);
}
