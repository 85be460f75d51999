import {defineTexts} from '@/i18n/texts';

export const alarmTexts = defineTexts('alarms', {
  title: ['投票出现异常', 'Something is wrong with the votes'],
  allRounds: ['所有赛段', 'All rounds'],
  since: ['始于', 'since'],
});
