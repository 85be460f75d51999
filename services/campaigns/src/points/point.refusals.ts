import {type BilingualText, defineRefusal} from '@concours/kernel/refusal';

/** With every point in its own words: who is refused reads what is waited for. */
export const planHeld = defineRefusal<{points: {id: string; text: BilingualText}[]}>('PLAN_HELD', ({points}) => ({
  zh: `计划尚未启用，暂不能提交填报：${points.map(({text}) => text.zh).join('')}`,
  en: `The plan is held, so no reports are handed in: ${points.map(({text}) => text.en).join(' ')}`,
}));
