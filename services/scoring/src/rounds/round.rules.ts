import type {BallotDefinition, RoundDefinition} from '@concours/schema/definition';
import type {ResultStage} from './round.kinds.js';
import {RoundState} from './round.kinds.js';

interface Window {
  opensAt: number | null;
  closesAt: number | null;
}

/** The vote's rules with their instants worked out, in milliseconds. Limits that the definition does not name are null. */
export interface BallotLimits {
  opensAt: number | null;
  closesAt: number | null;
  perDay: number | null;
  perRound: number | null;
  perEntryPerDay: number | null;
  marksAtLeast: number;
  marksAtMost: number;
  ownUnitExcluded: boolean;
  visible: boolean;
  freezesAt: number | null;
  voters: BallotDefinition['voters'];
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

/** `startOf` turns a moment of the definition into its first instant, in the campaign's zone. */
export function limitsOf(ballot: BallotDefinition, window: Window, startOf: (moment: string) => number): BallotLimits {
  return {
    ...window,
    perDay: ballot.perDay ?? null,
    perRound: ballot.perRound ?? null,
    perEntryPerDay: ballot.perEntryPerDay ?? null,
    marksAtLeast: ballot.marks?.atLeast ?? 1,
    marksAtMost: ballot.marks?.atMost ?? 1,
    ownUnitExcluded: ballot.ownUnitExcluded ?? false,
    visible: ballot.visibility === 'LIVE',
    freezesAt: ballot.freezeAt === undefined ? null : startOf(ballot.freezeAt),
    voters: ballot.voters,
  };
}

/** A moment as a local time to the millisecond: a date starts at midnight. */
export function startOfMoment(moment: string): string {
  if (moment.length === 10) return `${moment}T00:00:00.000`;
  return moment.length === 16 ? `${moment}:00.000` : `${moment}.000`;
}

/** A window as the facts of a refusal carry it. */
export const isoWindow = ({opensAt, closesAt}: Window): {opensAt: string | null; closesAt: string | null} => ({
  opensAt: opensAt === null ? null : new Date(opensAt).toISOString(),
  closesAt: closesAt === null ? null : new Date(closesAt).toISOString(),
});
