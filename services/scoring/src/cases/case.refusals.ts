import {defineRefusal} from '@concours/kernel/refusal';

export const caseClosed = defineRefusal('CASE_CLOSED', () => ({
  zh: '该案件已经撤销，不能再作决定。',
  en: 'This case was dismissed: nothing more is decided in it.',
}));

export const casePending = defineRefusal('CASE_DECISION_PENDING', () => ({
  zh: '已有一项处理决定待第二人确认。',
  en: 'A decision is waiting for a second person.',
}));

export const caseAppealed = defineRefusal('CASE_APPEALED', () => ({
  zh: '申诉尚未答复，请先对申诉作出决定。',
  en: 'An appeal is waiting to be decided. Decide on that first.',
}));

export const caseWithoutEntry = defineRefusal('CASE_WITHOUT_ENTRY', () => ({
  zh: '该案件不涉及具体作品，只能作废选票或撤销案件。',
  en: 'This case is about no entry: its votes can be voided, or it can be dismissed.',
}));

export const caseHearingFirst = defineRefusal<{statementUntil: string | null}>('CASE_HEARING_FIRST', () => ({
  zh: '作出该决定之前，须先听取参赛单位的说明：请要求其说明，待其答复或期限届满后再决定。',
  en: 'The entrant is heard before this is decided: ask for a statement, and wait for it or for the end of its time.',
}));

export const caseNothingHeld = defineRefusal('CASE_NOTHING_HELD', () => ({
  zh: '该案件没有暂存待核的选票，无票可作废。',
  en: 'No ballots are put aside for this case: there is nothing to void.',
}));

export const caseSecondPerson = defineRefusal('CASE_SECOND_PERSON', () => ({
  zh: '作废选票和取消资格须由另一人确认，提出人不能自己确认。',
  en: 'Voiding and disqualifying need a second person: whoever proposed it does not confirm it.',
}));

export const caseOtherPerson = defineRefusal('CASE_OTHER_PERSON', () => ({
  zh: '申诉须由未参与原决定的人答复。',
  en: 'An appeal is decided by somebody who had no part in the decision.',
}));

export const caseNotProposed = defineRefusal<{state: string}>('CASE_NOT_PROPOSED', () => ({
  zh: '该决定不在待确认状态，请刷新后重试。',
  en: 'This decision is not waiting for a second person. Reload the page.',
}));

export const caseNoAppeal = defineRefusal<{appealUntil: string | null}>('CASE_NO_APPEAL', () => ({
  zh: '该决定不能申诉：申诉期已过、已经申诉过，或尚未生效。',
  en: 'There is no appeal against this: its time is over, there was one, or it is not in force.',
}));

export const caseNotAppealed = defineRefusal('CASE_NOT_APPEALED', () => ({
  zh: '该决定没有待答复的申诉。',
  en: 'No appeal against this decision is waiting.',
}));

export const caseStatementOver = defineRefusal<{statementUntil: string | null}>('CASE_STATEMENT_OVER', () => ({
  zh: '现在不能提交说明：尚未要求说明、期限已过，或已经提交过。',
  en: 'No statement is taken now: none was asked for, its time is over, or it was given.',
}));

export const caseSignalsTaken = defineRefusal<{signals: number}>('CASE_SIGNALS_TAKEN', ({signals}) => ({
  zh: `${signals} 条异常信号已归入其他案件。`,
  en: `${signals} of these signals belong to another case.`,
}));

export const resultCasesOpen = defineRefusal<{cases: number}>('RESULT_CASES_OPEN', ({cases}) => ({
  zh: `还有 ${cases} 个投票诚信案件尚未了结，不能封存结果。`,
  en: `${cases} cases about this vote are not settled yet; the result cannot be frozen.`,
}));

export const complaintTooMany = defineRefusal<{most: number}>('COMPLAINT_TOO_MANY', ({most}) => ({
  zh: `每人每天最多可提交 ${most} 条举报。`,
  en: `A person may hand in ${most} complaints a day.`,
}));

export const complaintAnswered = defineRefusal('COMPLAINT_ANSWERED', () => ({
  zh: '该举报已经答复。',
  en: 'This complaint was answered already.',
}));
