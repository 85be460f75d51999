import type {BallotDefinition} from '@concours/schema/definition/round';

/** Marks in any span of so many hours, wherever midnight falls (R142). */
export interface Rolling {
  marks: number;
  hours: number;
}

/** The vote's rules with their instants worked out, in milliseconds. Limits that the definition does not name are null. */
export interface BallotLimits {
  opensAt: number | null;
  closesAt: number | null;
  perDay: number | null;
  perRound: number | null;
  rolling: Rolling | null;
  perEntryPerDay: number | null;
  perEntryPerRound: number | null;
  ballotsPerDay: number | null;
  ballotsPerRound: number | null;
  marksAtLeast: number;
  marksAtMost: number;
  ownUnitExcluded: boolean;
  groups: NonNullable<BallotDefinition['groups']> | null;
  ownGroupExcluded: boolean;
  visibility: BallotDefinition['visibility'];
  /** With DELAYED: how old the counts shown are at least, in milliseconds. */
  delayMs: number;
  freezesAt: number | null;
  voters: BallotDefinition['voters'];
}
