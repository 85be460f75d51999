import type {BallotDefinition} from '@concours/schema/definition/round';

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
