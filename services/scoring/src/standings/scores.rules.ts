import type {ComponentDefinition, ConversionDefinition, RoundDefinition} from '@concours/schema/definition/round';
import {convertByGroup, convertVotes} from './conversion.rules.js';
import {divide, formatDecimal, HUNDRED, parseDecimal, sumOf} from '../decimal.js';
import {panelScore} from './panel.rules.js';
import type {EntryInput, SheetInput} from './bundle.js';
import {constituenciesIn} from './constituency.rules.js';
import {type Contender, type CutOutcome, type Placed, place} from './standing.rules.js';

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
  /** Where the score follows from one count of votes alone, that count: it parts scores that only rounding made equal. */
  count?: number;
}

/** From raw inputs to the ranked standing, in one pure step: the live page, the frozen result and the checker all call this. */
export function scoreRound(
  entries: readonly EntryInput[],
  round: RoundDefinition,
  lotOf?: (entryId: string) => string,
): ScoredRound {
  const {contenders, raw} = contend(entries, round, lotOf);
  const {rows, cut} = place(contenders, round);
  const position = new Map(entries.map((entry, index) => [entry.id, index]));
  return {
    cut,
    rows: rows.map((placed) => {
      const index = position.get(placed.id)!;
      return {placed, entry: entries[index]!, raw: raw[index]!, scores: contenders[index]!.scores};
    }),
  };
}

/** Every entry with its scores, before they are weighed and ranked. */
export function contend(
  entries: readonly EntryInput[],
  round: RoundDefinition,
  lotOf?: (entryId: string) => string,
): {contenders: Contender[]; raw: Readonly<Record<string, string>>[]} {
  const outcomes = new Map(round.components.map((component) => [component.key, outcomesOf(component, entries, round)]));
  const at = (key: string, index: number): ComponentOutcome => outcomes.get(key)![index]!;
  const keys = round.components.map((component) => component.key);
  const contenders = entries.map((entry, index) => ({
    id: entry.id,
    submittedAt: entry.submittedAt,
    scores: Object.fromEntries(keys.map((key) => [key, at(key, index).score])),
    counts: countsOf(keys, (key) => at(key, index)),
    ...(lotOf ? {lot: lotOf(entry.id)} : {}),
  }));
  const raw = entries.map((_, index) => Object.fromEntries(keys.map((key) => [key, at(key, index).raw])));
  return {contenders, raw};
}

function countsOf(keys: readonly string[], at: (key: string) => ComponentOutcome): Record<string, number> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const {count} = at(key);
      return count === undefined ? [] : [[key, count]];
    }),
  );
}

function outcomesOf(
  component: ComponentDefinition,
  entries: readonly EntryInput[],
  round: RoundDefinition,
): ComponentOutcome[] {
  switch (component.from) {
    case 'BALLOT':
      return component.convert.perGroup
        ? groupedOutcomes(component.convert, entries, round)
        : votesOutcomes(
            component.convert,
            entries.map(({votes}) => votes),
          );
    case 'EXTERNAL':
      return votesOutcomes(
        component.convert,
        entries.map(({external}) => external?.[component.key] ?? null),
      );
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

const missing = (entries: readonly unknown[]): ComponentOutcome[] => entries.map(() => ({raw: '', score: null}));

/** All counts, or none: a share of what is only partly there would be a wrong one. */
function votesOutcomes(convert: ConversionDefinition, votes: readonly (number | null)[]): ComponentOutcome[] {
  const counts = votes.filter((count) => count !== null);
  if (counts.length < votes.length) return missing(votes);
  const scores = convertVotes(counts, convert);
  return counts.map((count, index) => ({raw: String(count), score: scores[index]!, count}));
}

/** What came in is the sum; what counts is what each constituency made of its own. */
function groupedOutcomes(
  convert: ConversionDefinition,
  entries: readonly EntryInput[],
  round: RoundDefinition,
): ComponentOutcome[] {
  if (entries.some(({votes, byGroup}) => votes === null || byGroup === undefined)) return missing(entries);
  const groups = constituenciesIn(entries, round).map(({votes}) => votes);
  const {scores} = convertByGroup(groups, entries.length, convert);
  return entries.map(({votes}, index) => ({raw: String(votes), score: scores[index]!}));
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
