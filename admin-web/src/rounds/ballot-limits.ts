import type {ballotLimitTexts} from './ballot-limit-texts';

/** A vote's limits, as a definition has them. */
export interface Ballot {
  perDay: number | null;
  perRound: number | null;
  perEntryPerDay: number | null;
  perEntryPerRound: number | null;
  rolling: {marks: number; hours: number} | null;
  ballotsPerDay: number | null;
  ballotsPerRound: number | null;
  byConstituency: boolean;
  ownGroupExcluded: boolean;
  marksAtLeast: number;
  marksAtMost: number;
  ownUnitExcluded: boolean;
  visibility: 'HIDDEN' | 'DELAYED' | 'LIVE';
  delayMinutes: number | null;
}

type LimitKey = keyof typeof ballotLimitTexts.pairs;

interface Said {
  key: LimitKey;
  values: Record<string, string | number>;
}

/** What a voter may do, one sentence each; a limit that isn't set is not mentioned. */
export function limitsOf(ballot: Ballot): Said[] {
  const said: (Said | false)[] = [
    ballot.perDay !== null && {key: 'perDay', values: {n: ballot.perDay}},
    ballot.perRound !== null && {key: 'perRound', values: {n: ballot.perRound}},
    ballot.rolling !== null && {key: 'rolling', values: {n: ballot.rolling.marks, hours: ballot.rolling.hours}},
    ballot.ballotsPerDay !== null && {key: 'ballotsPerDay', values: {n: ballot.ballotsPerDay}},
    ballot.ballotsPerRound !== null && {key: 'ballotsPerRound', values: {n: ballot.ballotsPerRound}},
    ballot.perEntryPerDay !== null && {key: 'perEntryPerDay', values: {n: ballot.perEntryPerDay}},
    ballot.perEntryPerRound !== null && {key: 'perEntryPerRound', values: {n: ballot.perEntryPerRound}},
    ballot.marksAtLeast === ballot.marksAtMost
      ? {key: 'marksExactly', values: {n: ballot.marksAtMost}}
      : {key: 'marks', values: {from: ballot.marksAtLeast, to: ballot.marksAtMost}},
    ballot.byConstituency && {key: 'byConstituency', values: {}},
    ballot.ownUnitExcluded && {key: 'ownUnit', values: {}},
    ballot.ownGroupExcluded && {key: 'ownGroup', values: {}},
    {key: `visible_${ballot.visibility}` as const, values: {n: ballot.delayMinutes ?? 0}},
  ];
  return said.filter((each) => each !== false);
}
