import type {Role} from '@/session/session';
import {todosOf, type Counts} from './todos';

const counts: Counts = {
  reportsSubmitted: 4,
  reportsReturned: 1,
  reportsDrafts: 2,
  worksHandedIn: 14,
  worksReturned: 0,
  worksRecommended: 9,
  scores: [{round: 'semi', left: 28}],
};
const kinds = (...roles: Role[]) => todosOf('c', roles, counts).map(({kind}) => kind);

test.each<[Role, string[]]>([
  ['UNIT_REPORTER', ['reportsReturned', 'reportsDrafts']],
  ['UNIT_ADMIN', ['reportsReturned', 'reportsToReview', 'worksToRecommend', 'reportsDrafts']],
  ['REVIEWER', ['reportsToReview']],
  ['SCREENER', ['worksToScreen']],
  ['JUDGE', ['scoresLeft']],
  ['AUDITOR', []],
])('a %s has to do %j, and nothing of which there is none', (role, expected) => {
  expect(kinds(role)).toEqual(expected);
});

test('several roles add up, and each line leads to the list it counts', () => {
  const todos = todosOf('c', ['REVIEWER', 'JUDGE'], counts);
  expect(todos).toEqual([
    {kind: 'scoresLeft', n: 28, to: '/campaigns/c/rounds/semi/judging'},
    {kind: 'reportsToReview', n: 4, to: '/campaigns/c/reports?states=SUBMITTED'},
  ]);
});
