import {defineTexts} from '@/i18n/texts';

export const changeTexts = defineTexts('changes', {
  asTree: ['按位置', 'By place'],
  asWords: ['逐条', 'One by one'],
  added: ['新增', 'Added'],
  removed: ['删除', 'Removed'],
  changed: ['修改', 'Changed'],
  before: ['原来', 'Before'],
  after: ['改为', 'After'],
});
