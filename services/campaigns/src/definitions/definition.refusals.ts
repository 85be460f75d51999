import {defineRefusal} from '@concours/kernel/refusal';
import type {PlacedProblem} from './problem.js';

export const definitionInvalid = defineRefusal<{problems: PlacedProblem[]}>('DEFINITION_INVALID', ({problems}) => ({
  zh: `活动方案有 ${problems.length} 处问题，未作任何更改。第 ${problems[0]?.line} 行：${problems[0]?.text.zh}`,
  en: `The definition has ${problems.length} problem(s); nothing was changed. Line ${problems[0]?.line}: ${problems[0]?.text.en}`,
}));

export const secondPersonNeeded = defineRefusal<{stage?: string}>('SECOND_PERSON_NEEDED', ({stage}) => ({
  zh: stage
    ? `阶段“${stage}”已经开始：请写明理由提出修改，由另一人批准后生效。`
    : '提出修改的人不能自己批准，须由另一人批准。',
  en: stage
    ? `The stage "${stage}" has opened: propose the change with a reason; it is applied when a second person approves.`
    : 'Whoever proposed a change does not approve it: a second person does.',
}));

export const proposalNotNeeded = defineRefusal('PROPOSAL_NOT_NEEDED', () => ({
  zh: '还没有阶段开始，可直接应用，不必提请批准。',
  en: 'No stage has opened yet: apply it, nobody has to approve.',
}));

export const proposalWithoutChange = defineRefusal('PROPOSAL_WITHOUT_CHANGE', () => ({
  zh: '与生效中的版本相同，没有可提出的修改。',
  en: 'It is the version that holds: there is nothing to propose.',
}));

export const proposalsTooMany = defineRefusal<{most: number}>('PROPOSALS_TOO_MANY', ({most}) => ({
  zh: `已有 ${most} 个修改等待批准，请先处理。`,
  en: `${most} changes wait for an answer already: have them answered first.`,
}));

export const proposalDecided = defineRefusal<{state: string}>('PROPOSAL_DECIDED', () => ({
  zh: '这个修改已经有了结果。',
  en: 'This change has been decided already.',
}));

export const proposalOutdated = defineRefusal<{version: number}>('PROPOSAL_OUTDATED', ({version}) => ({
  zh: `提出之后方案已改为第 ${version} 版，请对照新版重新提出。`,
  en: `Version ${version} was applied since this was proposed: propose it anew against that version.`,
}));

export const editImpossible = defineRefusal<{path: string}>('EDIT_IMPOSSIBLE', ({path}) => ({
  zh: `方案中没有“${path}”这一处，或此处不能这样修改。`,
  en: `The definition has no place "${path}", or it can not be changed in this way.`,
}));

export const sourceUnreadable = defineRefusal<{line: number}>('SOURCE_UNREADABLE', ({line}) => ({
  zh: `第 ${line} 行起无法读懂，请先在文本中改正。`,
  en: `It can not be read from line ${line} on: put that right in the text first.`,
}));
