import {defineTexts} from '@/i18n/texts';

export const homeTexts = defineTexts('home', {
  morning: ['{name}，早上好', 'Good morning, {name}'],
  afternoon: ['{name}，下午好', 'Good afternoon, {name}'],
  evening: ['{name}，晚上好', 'Good evening, {name}'],
  today: ['今天是{day}', 'Today is {day}'],
  todoTitle: ['待您处理', 'Waiting for you'],
  nothing: ['目前没有待办。', 'Nothing is waiting for you.'],
  campaignsTitle: ['主题活动与大赛', 'Campaigns and contests'],
  openNow: ['正在进行', 'Open now'],
  next: ['接下来', 'Next'],
  nothingOpen: ['目前没有进行中的阶段', 'No stage is open at present'],
  until: ['截至', 'until'],
  from: ['开始于', 'from'],
  tracks: ['{n} 个子项目', '{n} track | {n} tracks'],
  noCampaigns: ['还没有主题活动', 'No campaign yet'],
  noCampaignsBody: [
    '活动负责人检查并应用活动方案后，活动会出现在这里。',
    'A campaign appears here once its definition has been checked and applied.',
  ],
  reportsToReview: ['审核 {n} 份活动填报', 'Review {n} activity report | Review {n} activity reports'],
  reportsReturned: ['修改 {n} 份被退回的填报', 'Amend {n} returned report | Amend {n} returned reports'],
  reportsDrafts: ['提交 {n} 份草稿', 'Submit {n} draft | Submit {n} drafts'],
  worksToRecommend: [
    '从 {n} 件已报送作品中推荐',
    'Recommend from {n} work handed in | Recommend from {n} works handed in',
  ],
  worksReturned: ['修改 {n} 件被退回的作品', 'Amend {n} returned work | Amend {n} returned works'],
  worksToScreen: ['初评 {n} 件推荐作品', 'Screen {n} recommended work | Screen {n} recommended works'],
  scoresLeft: ['为 {n} 件作品评分', 'Score {n} entry | Score {n} entries'],
});
