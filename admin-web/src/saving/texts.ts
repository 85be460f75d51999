import {defineTexts} from '@/i18n/texts';

export const savingTexts = defineTexts('saving', {
  leave: ['离开', 'Leave'],
  stay: ['留在这里', 'Stay'],
});
