import {defineRefusal} from '@concours/kernel/refusal';
import type {PlacedProblem} from './problem.js';

export const definitionInvalid = defineRefusal<{problems: PlacedProblem[]}>('DEFINITION_INVALID', ({problems}) => ({
  zh: `活动方案有 ${problems.length} 处问题，未作任何更改。第 ${problems[0]?.line} 行：${problems[0]?.text.zh}`,
  en: `The definition has ${problems.length} problem(s); nothing was changed. Line ${problems[0]?.line}: ${problems[0]?.text.en}`,
}));

export const reasonRequired = defineRefusal<{stage: string}>('DEFINITION_REASON_REQUIRED', ({stage}) => ({
  zh: `阶段“${stage}”已经开始，修改方案须写明理由。`,
  en: `The stage "${stage}" has opened: changing the definition needs a reason.`,
}));
