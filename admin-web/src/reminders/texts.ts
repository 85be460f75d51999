import {defineTexts} from '@/i18n/texts';

export const reminderTexts = defineTexts('reminders', {
  title: ['消息提醒', 'Reminders'],
  from: ['{name} 发来', 'From {name}'],
  fromPlatform: ['平台发来', 'From the platform'],
  putAway: ['知道了', 'Put away'],
  putAwayLabel: ['知道了：{text}', 'Put away: {text}'],
  about_REPORTS: ['填报线下活动', 'Report events'],
  about_STATISTICS_TABLE: ['报送统计表', 'Hand in the statistics table'],
  about_WORKS: ['报送作品', 'Hand in works'],
  about_RECOMMENDATION: ['推荐作品', 'Recommend works'],
  about_WORK_PLAN: ['提交工作方案', 'Hand in the work plan'],
  about_OTHER: ['查看活动', 'See the campaign'],
  remindUnits: ['提醒 {n} 个单位', 'Remind {n} unit | Remind {n} units'],
  words: ['提醒内容', 'What it says'],
  cancel: ['取消', 'Cancel'],
  close: ['关闭', 'Close'],
  rule: [
    '减负规则：七天内对同一单位至多 {n} 次，工作日 {from} 至 {until} 发送。',
    'Burden rule: at most {n} in seven days to a unit, on working days from {from} until {until}.',
  ],
  off: ['本活动的减负规则不允许发送提醒。', 'The burden rules of this campaign allow no reminders.'],
  later: ['现在不在发送时间内，最早可于', 'Not at this time; the earliest is'],
  sent: ['已提醒 {n} 个单位。', '{n} unit was reminded. | {n} units were reminded.'],
  notSent: ['{n} 个单位未提醒：', '{n} unit was not: | {n} units were not:'],
  again: ['下次可于', 'again from'],
});
