import {defineRefusal} from '@concours/kernel/refusal';

export const signalsInCase = defineRefusal<{signals: number}>('SIGNALS_IN_CASE', ({signals}) => ({
  zh: `${signals} 条异常信号已归入案件，请在案件中处理。`,
  en: `${signals} of these signals belong to a case and are decided there.`,
}));
