import {subjectLink} from './subject-link';

const keyOf = (id: string) => (id === 'c1' ? 'singer' : null);

test.each([
  ['Account', 'a', null, {name: 'account', params: {accountId: 'a'}}],
  ['Organisation', 'o', 'c1', {name: 'organisation', params: {organisationId: 'o'}}],
  ['Campaign', 'c1', null, {name: 'campaign', params: {key: 'singer'}}],
  ['Stage', 'c1:vote', 'c1', {name: 'campaign', params: {key: 'singer'}}],
  ['Submission', 'w', 'c1', {name: 'work', params: {key: 'singer', workId: 'w'}}],
  ['Submission', 'w', 'gone', null],
  ['ActivityReport', 'r', 'c1', {name: 'report', params: {key: 'singer', reportId: 'r'}}],
  ['Round', 'c1:final', 'c1', {name: 'round', params: {key: 'singer', roundKey: 'final'}}],
  ['Session', 's', null, null],
  ['ApiKey', 'k', 'c1', null],
])('%s %s of %s', (type, id, campaignId, link) => {
  expect(subjectLink({subject: {type, id}, campaignId}, keyOf)).toEqual(link);
});
