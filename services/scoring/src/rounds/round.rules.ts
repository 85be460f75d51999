import type {BallotDefinition, RoundDefinition} from '@concours/schema/definition/round';
import type {BallotLimits} from './ballot-limits.js';
import type {ResultStage} from './round.kinds.js';
import {RoundState} from './round.kinds.js';

interface Window {
  opensAt: number | null;
  closesAt: number | null;
}

export type Phase = 'BEFORE' | 'DURING' | 'AFTER';

/** Both ends belong to the window. What has no opening date has not begun; what has no end stays open. */
export function phaseOf({opensAt, closesAt}: Window, now: number): Phase {
  if (opensAt === null || now < opensAt) return 'BEFORE';
  return closesAt !== null && now > closesAt ? 'AFTER' : 'DURING';
}

/** A round runs from the first of its stages to open through the last one to close; its result overrules the clock. */
export function stateOf(windows: readonly Window[], result: ResultStage | null, now: number): RoundState {
  if (result) return RoundState[result];
  const phases = windows.map((window) => phaseOf(window, now));
  if (phases.every((phase) => phase === 'BEFORE')) return RoundState.WAITING;
  return phases.every((phase) => phase === 'AFTER') ? RoundState.CLOSED : RoundState.OPEN;
}

export const stagesOf = (round: RoundDefinition): string[] => [
  ...new Set([round.stage, ...(round.ballot ? [round.ballot.stage] : [])]),
];

/** A ballot that the definition does not bound holds at most this many marks, or the smallest allowance. */
const MOST_MARKS = 200;

function allowanceOf({perDay, perRound, rolling}: BallotDefinition): number {
  const allowances = [perDay, perRound, rolling?.marks].filter((each) => each !== undefined);
  return allowances.length === 0 ? 1 : Math.min(...allowances, MOST_MARKS);
}

/** `startOf` turns a moment of the definition into its first instant, in the campaign's zone. */
export function limitsOf(ballot: BallotDefinition, window: Window, startOf: (moment: string) => number): BallotLimits {
  return {
    ...window,
    perDay: ballot.perDay ?? null,
    perRound: ballot.perRound ?? null,
    rolling: ballot.rolling ?? null,
    perEntryPerDay: ballot.perEntryPerDay ?? null,
    perEntryPerRound: ballot.perEntryPerRound ?? null,
    ballotsPerDay: ballot.ballotsPerDay ?? null,
    ballotsPerRound: ballot.ballotsPerRound ?? null,
    marksAtLeast: ballot.marks?.atLeast ?? 1,
    marksAtMost: ballot.marks?.atMost ?? allowanceOf(ballot),
    ownUnitExcluded: ballot.ownUnitExcluded ?? false,
    groups: ballot.groups ?? null,
    ownGroupExcluded: ballot.ownGroupExcluded ?? false,
    visibility: ballot.visibility,
    delayMs: (ballot.delayMinutes ?? 0) * 60_000,
    freezesAt: ballot.freezeAt === undefined ? null : startOf(ballot.freezeAt),
    voters: ballot.voters,
  };
}

/** Of two freezes the earlier one holds. */
export function earlierOf(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

/** A moment as a local time to the millisecond: a date starts at midnight. */
export function startOfMoment(moment: string): string {
  if (moment.length === 10) return `${moment}T00:00:00.000`;
  return moment.length === 16 ? `${moment}:00.000` : `${moment}.000`;
}

/** A window as the facts of a refusal carry it. */
export interface WindowFacts {
  opensAt: string | null;
  closesAt: string | null;
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
export const factsOf = ({opensAt, closesAt}: Window): WindowFacts => ({opensAt: iso(opensAt), closesAt: iso(closesAt)});
