import {defineRefusal} from '@concours/kernel/refusal';

export const questionsWaiting = defineRefusal<{most: number}>('QUESTIONS_WAITING', ({most}) => ({
  zh: `本单位已有 ${most} 个问题等待答复，请等答复后再提问。`,
  en: `${most} questions of this unit are waiting for an answer: wait for one before asking more.`,
}));
