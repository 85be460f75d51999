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
