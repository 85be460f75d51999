import {defineRefusal} from '@concours/kernel/refusal';

export const countsFrozenAlready = defineRefusal<{freezesAt: string}>('COUNTS_FROZEN_ALREADY', () => ({
  zh: '票数已经定格。',
  en: 'The counts stand still already.',
}));

export const countsNotFrozen = defineRefusal('COUNTS_NOT_FROZEN', () => ({
  zh: '票数没有被手动定格。',
  en: 'Nobody has frozen the counts by hand.',
}));

export const countsNoVote = defineRefusal<{opensAt: string | null; closesAt: string | null}>('COUNTS_NO_VOTE', () => ({
  zh: '现在没有正在进行的投票。',
  en: 'No vote is under way now.',
}));

export const countsSettled = defineRefusal('COUNTS_SETTLED', () => ({
  zh: '结果已经封存，票数不再变动。',
  en: 'The result is frozen: the counts no longer change.',
}));
