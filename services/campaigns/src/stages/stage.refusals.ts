import {defineRefusal} from '@concours/kernel/refusal';

export const stageStateForbids = defineRefusal<{stage: string; state: string; act: string}>(
  'STAGE_STATE_FORBIDS',
  ({stage, act}) =>
    act === 'OPEN'
      ? {zh: `阶段“${stage}”已在进行中。`, en: `The stage "${stage}" is open already.`}
      : {zh: `阶段“${stage}”不在进行中，无法关闭。`, en: `The stage "${stage}" is not open, so it can't be closed.`},
);

export const stageHeld = defineRefusal<{stage: string; heldBy: string[]}>('STAGE_HELD', ({stage}) => ({
  zh: `阶段“${stage}”有未决事项，解决后方可开放。`,
  en: `The stage "${stage}" is held by open points; it can be opened once they are settled.`,
}));
