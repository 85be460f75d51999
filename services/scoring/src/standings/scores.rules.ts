import type {ComponentDefinition, RoundDefinition} from '@concours/schema/definition/round';
import {convertVotes} from './conversion.rules.js';
import {divide, formatDecimal, HUNDRED, parseDecimal, sumOf} from '../decimal.js';
import {panelScore} from './panel.rules.js';
import type {EntryInput, SheetInput} from './bundle.js';
import {type CutOutcome, type Placed, place} from './standing.rules.js';

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
      const votes = entries.map((entry) => entry.votes).filter((count) => count !== null);
      if (votes.length < entries.length) return entries.map(() => ({raw: '', score: null}));
      const scores = convertVotes(votes, component.convert);
      return votes.map((count, index) => ({raw: String(count), score: scores[index]!}));
    }
    case 'EXTERNAL': {
      const counts = entries.map((entry) => entry.external?.[component.key]);
      if (counts.some((count) => count === undefined)) return entries.map(() => ({raw: '', score: null}));
      const scores = convertVotes(counts as number[], component.convert);
      return counts.map((count, index) => ({raw: String(count), score: scores[index]!}));
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
  const most = sumOf(component.criteria.map((criterion) => String(criterion.most)));
  const outcome = panelScore(
    sheets.map(({scores}) => sumOf(Object.values(scores))),
    most,
    component.judges?.trim,
  );
  return outcome
    ? {raw: formatDecimal(divide(outcome.score * most, HUNDRED)), score: outcome.score}
    : {raw: '', score: null};
}
