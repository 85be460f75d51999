import {defineRefusal} from '@concours/kernel/refusal';

export const shortlistClosed = defineRefusal('SCREENING_CLOSED', () => ({
  zh: '入围名单已关闭，不能再更改。',
  en: 'The shortlist is closed and no longer changes.',
}));

export const screeningFull = defineRefusal<{atMost: number}>('SCREENING_FULL', ({atMost}) => ({
  zh: `入围名单已满（最多 ${atMost} 件）。`,
  en: `The shortlist is full (at most ${atMost}).`,
}));

export const screeningNotOpen = defineRefusal<{opensAt: string | null}>('SCREENING_NOT_OPEN', ({opensAt}) => ({
  zh: opensAt ? `初评尚未开始，开始时间：${opensAt}。` : '初评时间尚未确定。',
  en: opensAt ? `The screening has not begun; it opens at ${opensAt}.` : 'The screening has no date yet.',
}));

export const screeningOver = defineRefusal<{closedAt: string}>('SCREENING_OVER', ({closedAt}) => ({
  zh: `初评已于 ${closedAt} 结束。`,
  en: `The screening ended at ${closedAt}.`,
}));

export const noScreening = defineRefusal('SCREENING_NONE', () => ({
  zh: '本项目没有初评环节。',
  en: 'This track has no screening.',
}));

export const shortlistEmpty = defineRefusal('SHORTLIST_EMPTY', () => ({
  zh: '入围名单为空，不能关闭。',
  en: 'Nothing has been chosen, so there is no shortlist to close.',
}));
