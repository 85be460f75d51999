import {defineRefusal} from '@concours/kernel/refusal';

export const capReached = defineRefusal<{cap: number; used: number}>('RECOMMENDATION_CAP_REACHED', ({cap, used}) => ({
  zh: `推荐名额已用完（名额 ${cap}，已用 ${used}）。`,
  en: `The cap is reached (${used} of ${cap} places are taken).`,
}));

export const noCap = defineRefusal('RECOMMENDATION_NO_CAP', () => ({
  zh: '活动方案没有给予该单位推荐名额。',
  en: 'The definition gives this unit no places to recommend.',
}));

export const notBelow = defineRefusal('RECOMMENDATION_NOT_OWN_UNIT', () => ({
  zh: '只能推荐本单位及下级单位的作品。',
  en: 'A unit recommends works of its own subtree only.',
}));

export const unitClosed = defineRefusal('RECOMMENDATION_UNIT_CLOSED', () => ({
  zh: '该单位已撤销，不能推荐作品；可由上级单位推荐。',
  en: 'This unit is closed and recommends no works; a level above may.',
}));

export const noRecommendation = defineRefusal('RECOMMENDATION_NONE', () => ({
  zh: '本项目没有推荐环节。',
  en: 'This track knows no recommendation.',
}));
