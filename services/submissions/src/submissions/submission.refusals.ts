import {type BilingualText, defineRefusal} from '@concours/kernel/refusal';

/** `fields` names all that are wrong; the text tells the first. */
export const submissionInvalid = defineRefusal<{field: string; reason: BilingualText; fields: string[]}>(
  'SUBMISSION_INVALID',
  ({field, reason}) => ({zh: `“${field}”填写有误：${reason.zh}。`, en: `"${field}" is not valid: ${reason.en}.`}),
);

export const submissionStateWrong = defineRefusal<{state: string}>('SUBMISSION_STATE_WRONG', ({state}) => ({
  zh: `作品当前状态（${state}）不允许此操作。`,
  en: `The work's state (${state}) does not allow this.`,
}));

export const submissionIncomplete = defineRefusal<{missing: string[]; names: BilingualText}>(
  'SUBMISSION_INCOMPLETE',
  ({names}) => ({
    zh: `还缺少：${names.zh}。`,
    en: `Still missing: ${names.en}.`,
  }),
);

export const submissionRefusedByRules = defineRefusal<{findings: {rule: string; code: string}[]; first: BilingualText}>(
  'SUBMISSION_AGAINST_RULES',
  ({first}) => ({zh: `作品文件不符合要求：${first.zh}`, en: `A file does not meet the rules: ${first.en}`}),
);

export const consentMissing = defineRefusal<{version: string}>('SUBMISSION_CONSENT_MISSING', ({version}) => ({
  zh: `作者尚未同意参赛条款（版本 ${version}）。`,
  en: `The author's consent to the terms (version ${version}) is missing.`,
}));

export const worksPerAuthorReached = defineRefusal<{most: number}>('SUBMISSION_WORKS_PER_AUTHOR', ({most}) => ({
  zh: `同一作者在本项目最多申报 ${most} 件作品。`,
  en: `An author may have at most ${most} ${most === 1 ? 'work' : 'works'} in this track.`,
}));

export const organisationClosed = defineRefusal('SUBMISSION_ORGANISATION_CLOSED', () => ({
  zh: '该单位已停用，不能申报作品。',
  en: 'This unit is closed and hands in no works.',
}));
