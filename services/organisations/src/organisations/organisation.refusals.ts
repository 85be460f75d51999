import {defineRefusal, type BilingualText} from '@concours/kernel/refusal';
import {MAX_DEPTH} from './organisation.js';
import type {ImportProblem} from './organisation.rules.js';

export const organisationCodeTaken = defineRefusal<{code: string}>('ORGANISATION_CODE_TAKEN', ({code}) => ({
  zh: `单位代码“${code}”已被使用。`,
  en: `The code "${code}" belongs to another organisation.`,
}));

export const organisationTooDeep = defineRefusal<{most: number}>('ORGANISATION_TOO_DEEP', ({most}) => ({
  zh: `组织架构最多 ${most} 级。`,
  en: `The tree of organisations has ${most} levels at most.`,
}));

export const organisationIntoItself = defineRefusal('ORGANISATION_INTO_ITSELF', () => ({
  zh: '不能把单位移到它自己或它的下级之下。',
  en: 'An organisation cannot be moved below itself.',
}));

export const organisationRootStays = defineRefusal('ORGANISATION_ROOT_STAYS', () => ({
  zh: '最上级单位不能移动。',
  en: 'The topmost organisation cannot be moved.',
}));

export const organisationClosed = defineRefusal<{organisation: string}>('ORGANISATION_CLOSED', ({organisation}) => ({
  zh: `“${organisation}”已撤销，不再接收新的单位、账号和授权。`,
  en: `"${organisation}" is closed: no organisation, account or grant begins there.`,
}));

export const organisationOpen = defineRefusal('ORGANISATION_OPEN', () => ({
  zh: '该单位并未撤销。',
  en: 'The organisation is not closed.',
}));

export const organisationHoldsOpen = defineRefusal<{count: number}>('ORGANISATION_HOLDS_OPEN', ({count}) => ({
  zh: `该单位还有 ${count} 个未撤销的下级单位，请先移走或撤销它们。`,
  en: `${count} open organisations are directly below it: move or close them first.`,
}));

export const organisationNotBelow = defineRefusal<{id: string}>('ORGANISATION_NOT_BELOW', () => ({
  zh: '只能把直属下级单位分出去，且每个单位只能去一处。',
  en: 'Only what is directly below it can be split off with a part, each to one part.',
}));

export const aliasesTooMany = defineRefusal<{most: number}>('ORGANISATION_ALIASES_TOO_MANY', ({most}) => ({
  zh: `一个单位最多登记 ${most} 个别名。`,
  en: `An organisation has ${most} aliases at most.`,
}));

export const referenceTaken = defineRefusal<{system: string}>('ORGANISATION_REFERENCE_TAKEN', ({system}) => ({
  zh: `该编号在“${system}”中已属于另一个单位。`,
  en: `This id of "${system}" belongs to another organisation.`,
}));

export const creditCodeInvalid = defineRefusal('ORGANISATION_CREDIT_CODE_INVALID', () => ({
  zh: '统一社会信用代码应为 18 位，且校验码正确。',
  en: 'A unified social credit code has 18 characters, the last of which verifies the others.',
}));

export const importTooLarge = defineRefusal<{most: number; rows: number}>('ORGANISATION_IMPORT_TOO_LARGE', (facts) => ({
  zh: `一次最多导入 ${facts.most} 行，本次 ${facts.rows} 行，请分批导入。`,
  en: `One import takes ${facts.most} rows at most and this one has ${facts.rows}: send it in parts.`,
}));

/** What the report of an import says of a row; the codes are as public as those of refusals. */
export const importProblems: Record<ImportProblem, {code: string; text: BilingualText}> = {
  REPEATED: {
    code: 'ORGANISATION_CODE_REPEATED',
    text: {zh: '同一代码在本次导入中出现多次。', en: 'The same code stands in an earlier row of this import.'},
  },
  DIFFERS: {
    code: 'ORGANISATION_DIFFERS',
    text: {
      zh: '该代码的单位已存在，且与本行内容不同；导入不修改已有单位。',
      en: 'An organisation with this code exists and differs; an import changes nothing that exists.',
    },
  },
  PARENT_UNKNOWN: {
    code: 'ORGANISATION_PARENT_UNKNOWN',
    text: {zh: '找不到上级单位的代码。', en: "The parent's code is unknown."},
  },
  PARENT_REFUSED: {
    code: 'ORGANISATION_PARENT_REFUSED',
    text: {zh: '上级单位所在的行未被导入。', en: "The parent's own row was refused."},
  },
  PARENT_CLOSED: {
    code: 'ORGANISATION_CLOSED',
    text: {zh: '上级单位已撤销。', en: 'The organisation above is closed.'},
  },
  LOOP: {code: 'ORGANISATION_LOOP', text: {zh: '上下级关系成环。', en: 'The parents of this row lead back to it.'}},
  TOO_DEEP: {
    code: 'ORGANISATION_TOO_DEEP',
    text: {zh: `组织架构最多 ${MAX_DEPTH} 级。`, en: `The tree of organisations has ${MAX_DEPTH} levels at most.`},
  },
  NOT_PERMITTED: {
    code: 'NOT_PERMITTED',
    text: {zh: '您不能在该上级单位下新增单位。', en: 'You may not add an organisation there.'},
  },
};
