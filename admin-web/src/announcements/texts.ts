import {defineTexts} from '@/i18n/texts';

export const announcementTexts = defineTexts('announcements', {
  title: ['公告', 'Announcements'],
  none: ['还没有公告', 'No announcements yet'],
  noneBody: ['主办单位发布的公告会列在这里。', 'What the organisers announce is listed here.'],
  publish: ['发布公告', 'Publish an announcement'],
  about: ['关于', 'About'],
  wholeCampaign: ['整个活动', 'The whole campaign'],
  titleZh: ['标题（中文）', 'Title (Chinese)'],
  titleEn: ['标题（英文，可不填）', 'Title (English, may be left out)'],
  bodyZh: ['正文（中文）', 'Text (Chinese)'],
  bodyEn: ['正文（英文，可不填）', 'Text (English, may be left out)'],
  atOnce: ['发布后所有人可见。', 'Everybody can read it at once.'],
  retract: ['撤回', 'Take back'],
  retractReason: ['撤回原因', 'Why it is taken back'],
  more: ['全部 {n} 条公告', 'All announcements ({n})'],
  cancel: ['取消', 'Cancel'],
});
