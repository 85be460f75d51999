import {defineTexts} from '@/i18n/texts';

/** For those who report something. */
export const complaintTexts = defineTexts('complaint', {
  VOTE_BUYING: ['拉票、买票', 'Vote-buying'],
  PLAGIARISM: ['抄袭', 'Plagiarism'],
  OTHER: ['其他', 'Other'],

  reports: ['举报与建议', 'Complaints and suggestions'],
  reportsLead: [
    '发现拉票买票、抄袭或其他问题，可以在这里告诉主办单位。不会向任何人透露是谁举报的。',
    'Tell the organiser here of bought votes, plagiarism or anything else. Nobody is told who reported it.',
  ],
  report: ['举报', 'Report something'],
  reportKind: ['类型', 'What it is about'],
  reportEntry: ['涉及作品（可不选）', 'The entry, if it is about one'],
  reportNoEntry: ['不涉及具体作品', 'No entry in particular'],
  reportText: ['发生了什么', 'What happened'],
  reportHint: [
    '10 至 2000 字。写明时间、地点、经过，便于核查。',
    '10 to 2,000 characters: when, where, and what you saw.',
  ],
  reportMissing: ['请至少写十个字。', 'Write ten characters at least.'],
  reportSend: ['提交', 'Send'],
  reported: ['已提交。答复会显示在本页。', 'Sent. The answer will be on this page.'],
  mine: ['我提交的', 'What you reported'],
  waiting: ['待答复', 'Not answered yet'],
  answered: ['已答复', 'Answered'],
  answer: ['答复：', 'Answer:'],
  aboutEntry: ['{n} 号作品', 'Entry {n}'],
});

export const complaintKinds = ['VOTE_BUYING', 'PLAGIARISM', 'OTHER'] as const;

/** As many characters as the platform asks for. */
export const SHORTEST_COMPLAINT = 10;
