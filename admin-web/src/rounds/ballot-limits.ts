import {defineTexts} from '@/i18n/texts';

export const ballotLimitTexts = defineTexts('ballotLimits', {
  perDay: ['每人每天 {n} 票', '{n} vote a day each | {n} votes a day each'],
  perRound: ['每人全程 {n} 票', '{n} vote each in the whole round | {n} votes each in the whole round'],
  perEntryPerDay: ['同一作品每天最多 {n} 票', 'at most {n} a day for one entry'],
  perEntryPerRound: ['同一作品全程最多 {n} 票', 'at most {n} in the round for one entry'],
  rolling: [
    '任意连续 {hours} 小时内每人 {n} 票',
    '{n} vote each in any {hours} hours | {n} votes each in any {hours} hours',
  ],
  ballotsPerDay: ['每人每天 {n} 张选票', '{n} ballot a day each | {n} ballots a day each'],
  ballotsPerRound: ['每人全程 {n} 张选票', '{n} ballot each in the whole round | {n} ballots each in the whole round'],
  marks: ['每张选票选 {from} 至 {to} 件', '{from} to {to} entries on a ballot'],
  marksExactly: ['每张选票恰好选 {n} 件', 'exactly {n} entry on a ballot | exactly {n} entries on a ballot'],
  byConstituency: ['按投票人所属单位分选区计票', "counted by constituency, that of the voter's unit"],
  ownUnit: ['不能投本单位的作品', 'none for the own unit'],
  ownGroup: ['不能投本选区的作品', 'none for the own constituency'],
  visible_LIVE: ['投票期间公开票数', 'counts shown while the vote runs'],
  visible_DELAYED: ['投票期间票数延迟 {n} 分钟公开', 'counts shown {n} minute later | counts shown {n} minutes later'],
  visible_HIDDEN: ['投票期间不公开票数', 'counts hidden while the vote runs'],
});

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
