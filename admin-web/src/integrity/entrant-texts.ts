import {defineTexts} from '@/i18n/texts';

/** For those who are asked. */
export const entrantTexts = defineTexts('integrityEntrant', {
  cases: ['投票核查', 'Inquiries into the votes'],
  casesLead: [
    '主办单位正在核查这件作品的投票。作出决定之前会听取你们的说明；对决定不服，可以在期限内申诉。',
    'The organiser looks into the votes for this work. You are heard before anything is decided, and may appeal against a decision in time.',
  ],
  asked: ['请于 {at} 前提交说明。', 'You are asked for a statement until {at}.'],
  giveStatement: ['提交说明', 'Give a statement'],
  statementLabel: ['说明', 'Statement'],
  statementFollows: ['说明只能提交一次，由核查人员阅读。', 'It is given once, and read by those who decide.'],
  statementOver: ['说明期限已过，没有提交说明。', 'The time for a statement is over; none was given.'],
  appeal: ['申诉', 'Appeal'],
  appealLabel: ['申诉理由', 'What you say against it'],
  appealFollows: [
    '由未参与原决定的人答复；答复之前，原决定继续有效。只能申诉一次。',
    'It is decided by somebody who had no part in the decision, which stays in force meanwhile. There is one appeal.',
  ],
  wordsHint: ['2 至 4000 字。', '2 to 4,000 characters.'],
  sent: ['已提交。', 'Sent.'],
});
