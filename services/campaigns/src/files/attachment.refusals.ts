import {defineRefusal} from '@concours/kernel/refusal';

export const attachmentsFull = defineRefusal<{most: number}>('ATTACHMENTS_FULL', ({most}) => ({
  zh: `最多 ${most} 个文件，请先删除一个。`,
  en: `At most ${most} files: remove one first.`,
}));
