import {defineRefusal} from '@concours/kernel/refusal';
import type {PointsProblem} from './judging.rules.js';

export const judgingNotOpen = defineRefusal<{opensAt: string | null; closesAt: string | null}>(
  'JUDGING_NOT_OPEN',
  () => ({
    zh: '当前不在评分时间内。',
    en: 'Judging is not open now.',
  }),
);

export const judgingHandedIn = defineRefusal('JUDGING_HANDED_IN', () => ({
  zh: '您已提交全部评分，不能再修改。',
  en: 'You have handed in your scores; they no longer change.',
}));

export const judgingIncomplete = defineRefusal<{done: number; total: number}>(
  'JUDGING_INCOMPLETE',
  ({done, total}) => ({
    zh: `还有 ${total - done} 件作品未评完（已评 ${done}/${total}）。`,
    en: `${total - done} entries are not scored yet (${done} of ${total} done).`,
  }),
);

export const judgingNoPanel = defineRefusal('JUDGING_NO_PANEL', () => ({
  zh: '该赛段没有评委评分项。',
  en: 'This round has no component that a panel scores.',
}));

export const judgingNotSeated = defineRefusal('JUDGING_NOT_SEATED', () => ({
  zh: '您不是该赛段评审组的成员。',
  en: 'You are not on the panel of this round.',
}));

export const judgingFrozen = defineRefusal('JUDGING_FROZEN', () => ({
  zh: '结果已封存，分数不能再变动。',
  en: 'The result is frozen; scores no longer change.',
}));

export const judgingOwnUnit = defineRefusal('JUDGING_OWN_UNIT', () => ({
  zh: '该作品来自您所在的单位，按回避规定不由您评分。',
  en: 'This work comes from your own unit; you are recused from it.',
}));

export const judgingEntryUnknown = defineRefusal('JUDGING_ENTRY_UNKNOWN', () => ({
  zh: '该赛段没有这件作品。',
  en: 'There is no such entry in this round.',
}));

export const pointsInvalid = defineRefusal<{problem: PointsProblem}>('JUDGING_POINTS_INVALID', ({problem}) => {
  switch (problem.kind) {
    case 'CRITERION_UNKNOWN':
      return {zh: `没有“${problem.criterion}”这一评分项。`, en: `There is no criterion "${problem.criterion}".`};
    case 'CRITERION_TWICE':
      return {
        zh: `评分项“${problem.criterion}”出现了两次。`,
        en: `The criterion "${problem.criterion}" is given twice.`,
      };
    case 'NOT_A_DECIMAL':
      return {
        zh: '分数须为半角数字，最多四位小数，例如 88.5。',
        en: 'Points are plain digits with at most four decimal places, such as 88.5.',
      };
    case 'OVER_THE_MOST':
      return {zh: `分数不能超过满分 ${problem.most}。`, en: `Points may not exceed ${problem.most}.`};
  }
});
