import {defineRefusal} from '@concours/kernel/refusal';

export const stageStateForbids = defineRefusal<{stage: string; state: string; act: string}>(
  'STAGE_STATE_FORBIDS',
  ({stage, act}) =>
    act === 'OPEN'
      ? {zh: `阶段“${stage}”已在进行中。`, en: `The stage "${stage}" is open already.`}
      : {zh: `阶段“${stage}”不在进行中，无法关闭。`, en: `The stage "${stage}" is not open, so it can't be closed.`},
);
