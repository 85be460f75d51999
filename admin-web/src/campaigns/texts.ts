import {defineTexts} from '@/i18n/texts';

export const campaignTexts = defineTexts('campaigns', {
  zone: ['本页时间均为 {zone} 时间', 'All times on this page are {zone} time'],
});
