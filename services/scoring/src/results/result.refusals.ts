import {defineRefusal} from '@concours/kernel/refusal';

export const resultTooEarly = defineRefusal<{opensAt: string | null; closesAt: string | null}>(
  'RESULT_TOO_EARLY',
  () => ({
    zh: '投票或评分阶段尚未结束，不能封存结果。',
    en: 'Voting or judging has not ended yet; the result cannot be frozen.',
  }),
);

export const resultEntriesIncomplete = defineRefusal('ROUND_ENTRIES_INCOMPLETE', () => ({
  zh: '入围作品名单还没有完整到达，请稍后再试。',
  en: 'The list of entries has not arrived in full. Try again in a moment.',
}));

export const resultComponentMissing = defineRefusal<{missing: {entry: string; component: string}[]; count: number}>(
  'RESULT_COMPONENT_MISSING',
  ({count}) => ({
    zh: `还缺 ${count} 项成绩，不能封存结果。`,
    en: `${count} scores are still missing; the result cannot be frozen.`,
  }),
);

export const resultCutTied = defineRefusal<{wanted: number; advancing: number}>('RESULT_CUT_TIED', ({wanted}) => ({
  zh: `第 ${wanted} 名并列，活动方案的并列规则未能区分，请先补充规则。`,
  en: `Place ${wanted} is shared and the tie chain does not part it: the definition needs another key.`,
}));

export const resultCutShort = defineRefusal<{wanted: number; entries: number}>(
  'RESULT_CUT_SHORT',
  ({wanted, entries}) => ({
    zh: `方案要求晋级 ${wanted} 名，但只有 ${entries} 件作品，请先修改方案。`,
    en: `The definition advances exactly ${wanted}, but there are only ${entries} entries: change the definition first.`,
  }),
);

export const resultFrozenAlready = defineRefusal('RESULT_FROZEN_ALREADY', () => ({
  zh: '该赛段的结果已经封存。',
  en: 'The result of this round is frozen already.',
}));

export const resultEarlierRoundOpen = defineRefusal<{round: string}>('RESULT_EARLIER_ROUND_OPEN', ({round}) => ({
  zh: `带入成绩的赛段“${round}”还没有封存结果。`,
  en: `The round "${round}", whose score is carried in, has no frozen result yet.`,
}));

export const resultNotFrozen = defineRefusal<{state: string}>('RESULT_WRONG_STATE', ({state}) => ({
  zh: `结果当前状态为 ${state}，不能执行此操作。`,
  en: `The result is ${state}; this cannot be done now.`,
}));

export const resultNoticeRunning = defineRefusal<{noticeUntil: string}>('RESULT_NOTICE_RUNNING', () => ({
  zh: '公示期尚未结束，不能公布。',
  en: 'The public-notice period has not ended; the result cannot be published yet.',
}));

export const resultSecondPerson = defineRefusal('RESULT_SECOND_PERSON', () => ({
  zh: '封存结果的人不能自己公布，须由另一人公布。',
  en: 'Whoever froze the result may not publish it: a second person does.',
}));
