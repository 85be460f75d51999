import {defineRefusal} from '@concours/kernel/refusal';

export const ballotNotHeld = defineRefusal<{roundId: string}>('BALLOT_NOT_HELD', () => ({
  zh: '本赛段不设投票。',
  en: 'There is no vote in this round.',
}));

export const ballotRoundNotOpen = defineRefusal<{opensAt: string | null}>('BALLOT_ROUND_NOT_OPEN', () => ({
  zh: '投票尚未开始。',
  en: 'The vote has not begun.',
}));

export const ballotRoundClosed = defineRefusal<{closesAt: string | null}>('BALLOT_ROUND_CLOSED', () => ({
  zh: '投票已经结束。',
  en: 'The vote has ended.',
}));

export const roundEntriesIncomplete = defineRefusal<{roundId: string}>('ROUND_ENTRIES_INCOMPLETE', () => ({
  zh: '本赛段的入围作品尚未全部到齐，暂不接受投票。',
  en: 'Not all entries of this round have arrived; it takes no votes yet.',
}));

export const ballotDailyAllowanceUsed = defineRefusal<{remaining: number; resetsAt: string}>(
  'BALLOT_DAILY_ALLOWANCE_USED',
  ({remaining}) => ({
    zh: `您今天还可投 ${remaining} 票。`,
    en: `You have ${remaining} votes left today.`,
  }),
);

export const ballotRoundAllowanceUsed = defineRefusal<{remaining: number}>(
  'BALLOT_ROUND_ALLOWANCE_USED',
  ({remaining}) => ({
    zh: `您在本赛段还可投 ${remaining} 票。`,
    en: `You have ${remaining} votes left in this round.`,
  }),
);

export const ballotEntryAllowanceUsed = defineRefusal<{entryId: string; perDay: number; resetsAt: string}>(
  'BALLOT_ENTRY_ALLOWANCE_USED',
  ({perDay}) => ({
    zh: `同一作品每天最多可投 ${perDay} 票。`,
    en: `One entry may have ${perDay} of your votes a day.`,
  }),
);

export const ballotEntryRoundAllowanceUsed = defineRefusal<{entryId: string; perRound: number}>(
  'BALLOT_ENTRY_ROUND_ALLOWANCE_USED',
  ({perRound}) => ({
    zh: `同一作品在本赛段最多可投 ${perRound} 票。`,
    en: `One entry may have ${perRound} of your votes in this round.`,
  }),
);

export const ballotDailyBallotsUsed = defineRefusal<{perDay: number; resetsAt: string}>(
  'BALLOT_DAILY_BALLOTS_USED',
  ({perDay}) => ({
    zh: `每天最多可提交 ${perDay} 张选票，您今天已经用完。`,
    en: `You may hand in ${perDay} ${perDay === 1 ? 'ballot' : 'ballots'} a day, and have none left today.`,
  }),
);

export const ballotRoundBallotsUsed = defineRefusal<{perRound: number}>('BALLOT_ROUND_BALLOTS_USED', ({perRound}) => ({
  zh: `本赛段最多可提交 ${perRound} 张选票，您已经用完。`,
  en: `You may hand in ${perRound} ${perRound === 1 ? 'ballot' : 'ballots'} in this round, and have none left.`,
}));

/** `resetsAt`: from when on as many votes as this ballot has may be given; null: never so many at once. */
export const ballotRollingAllowanceUsed = defineRefusal<{
  marks: number;
  hours: number;
  remaining: number;
  resetsAt: string | null;
}>('BALLOT_ROLLING_ALLOWANCE_USED', ({marks, hours, remaining}) => ({
  zh: `任意连续 ${hours} 小时内最多可投 ${marks} 票，您现在还可投 ${remaining} 票。`,
  en: `You have ${marks} votes in any ${hours} hours, and ${remaining} left now.`,
}));

export const ballotEntryUnknown = defineRefusal<{entryId: string}>('BALLOT_ENTRY_UNKNOWN', () => ({
  zh: '所选作品不在本赛段中。',
  en: 'The entry you chose is not in this round.',
}));

export const ballotEntryWithdrawn = defineRefusal<{entryId: string}>('BALLOT_ENTRY_WITHDRAWN', () => ({
  zh: '所选作品已撤回，不再接受投票。',
  en: 'The entry you chose was withdrawn and takes no more votes.',
}));

export const ballotEntryDisqualified = defineRefusal<{entryId: string}>('BALLOT_ENTRY_DISQUALIFIED', () => ({
  zh: '所选作品已被取消资格，不再接受投票。',
  en: 'The entry you chose was disqualified and takes no more votes.',
}));

export const ballotOwnUnit = defineRefusal<{entryId: string}>('BALLOT_OWN_UNIT', () => ({
  zh: '不能为本单位的作品投票。',
  en: 'You may not vote for a work of your own unit.',
}));

/** Votes of this round are counted by constituency, and the voter's unit belongs to none, or is not known. */
export const ballotGroupRequired = defineRefusal<{roundId: string}>('BALLOT_GROUP_REQUIRED', () => ({
  zh: '本赛段按单位分组计票，您的单位不在任何一组，或尚未提供单位信息。',
  en: 'Votes of this round are counted by constituency. Your unit belongs to none, or is not known.',
}));

export const ballotOwnGroup = defineRefusal<{entryId: string}>('BALLOT_OWN_GROUP', () => ({
  zh: '不能为本组的作品投票。',
  en: 'You may not vote for a work of your own constituency.',
}));

export const ballotMarksCount = defineRefusal<{atLeast: number; atMost: number; given: number}>(
  'BALLOT_MARKS_COUNT',
  ({atLeast, atMost}) => ({
    zh: atLeast === atMost ? `每张选票须选 ${atMost} 个作品。` : `每张选票须选 ${atLeast} 至 ${atMost} 个作品。`,
    en: atLeast === atMost ? `A ballot names ${atMost} entries.` : `A ballot names ${atLeast} to ${atMost} entries.`,
  }),
);

export const ballotEntryTwice = defineRefusal<{entryId: string}>('BALLOT_ENTRY_TWICE', () => ({
  zh: '一张选票不能重复选择同一作品。',
  en: 'A ballot names each entry once.',
}));

export const ballotVoterRequired = defineRefusal('BALLOT_VOTER_REQUIRED', () => ({
  zh: '请先以投票人身份登录。',
  en: 'Please sign in as a voter first.',
}));

export const ballotVoterNotAdmitted = defineRefusal<{voters: string[]}>('BALLOT_VOTER_NOT_ADMITTED', () => ({
  zh: '本赛段不接受此类身份投票。',
  en: 'This round does not take votes from this kind of voter.',
}));

export const ballotRequestReused = defineRefusal<{requestId: string}>('BALLOT_REQUEST_REUSED', () => ({
  zh: '该请求编号已用于另一张选票。',
  en: 'This request id was used for another ballot.',
}));

/** Nothing was stored. */
export const ballotBusy = defineRefusal<{retryAfterMs: number}>('BALLOT_BUSY', () => ({
  zh: '当前投票人数过多，本次未计票，请稍后以同一请求编号重试。',
  en: 'Too many votes at once; this one was not counted. Try again with the same request id.',
}));

/** Nothing was stored; `whose` pace it was is said. */
export const ballotTooFast = defineRefusal<{whose: 'identity' | 'device' | 'app'; retryAfterMs: number}>(
  'BALLOT_TOO_FAST',
  () => ({
    zh: '短时间内提交的选票过多，本次未计票，请稍后再试。',
    en: 'Too many ballots in a short time; this one was not counted. Try again in a moment.',
  }),
);

/** It may have been stored: the same request id finds out, and never counts twice. */
export const ballotOutcomeUnknown = defineRefusal<{requestId: string}>('BALLOT_OUTCOME_UNKNOWN', () => ({
  zh: '暂时无法确认是否已计票，请以同一请求编号重试，不会重复计票。',
  en: 'It is not certain whether your vote was counted. Try again with the same request id; it will not count twice.',
}));
