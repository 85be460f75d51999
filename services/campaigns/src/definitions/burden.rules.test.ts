import type {DefinitionFile} from '@concours/schema/definition/definition';
import {singerSource} from '../../testing/world.js';
import {burdenProblems} from './burden.rules.js';
import {readSource} from './definition.source.js';
import {pathText} from './problem.js';

const base = (): DefinitionFile => {
  const file = structuredClone(readSource(singerSource).data) as DefinitionFile;
  file.plan = {
    name: 'Plan',
    root: 'ah',
    metrics: [
      {key: 'events', name: {zh: '线下活动', en: 'Events'}, unit: '场', count: {each: 'report'}},
      {key: 'audience', name: {zh: '网络转发量', en: 'Forwards'}, unit: '次', count: {sum: 'audience'}},
    ],
    allocation: {columns: ['events'], sums: [3], rows: [{unit: 'ah.hefei', quotas: [3]}]},
    floors: [
      {
        key: 'each',
        name: {zh: '每个工会不少于3场', en: 'Three each'},
        metric: 'events',
        atLeast: 3,
        units: {},
        basis: 'EACH',
      },
    ],
    reports: {forms: [{key: 'quiz', name: 'Quiz'}]},
  };
  return file;
};

// a test rewrites any part of a definition
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
type Loose = any;
const named = (zh: string, en = 'x') => ({zh, en});

test.each<[string, (file: Loose) => void, string[]]>([
  ['lets a contest with votes pass, and a root target that no unit has a share of', () => undefined, []],
  [
    'refuses an award to units for turnout',
    ({awards}) => (awards[3].name = named('投票参与率先进单位')),
    ['BURDEN_HEADCOUNT awards[3].name'],
  ],
  [
    'refuses an award to units for likes, in English too',
    ({awards}) => (awards[3].name = 'Most liked unit by followers'),
    ['BURDEN_UNIT_AWARD awards[3].name'],
  ],
  [
    'refuses a quota of votes',
    ({plan}) => (plan.metrics[0].name = named('网络投票数')),
    ['BURDEN_UNIT_TARGET plan.allocation.columns[0]', 'BURDEN_UNIT_TARGET plan.floors[0].metric'],
  ],
  [
    'refuses a quota of forwards, whatever the policy says of forwards',
    ({plan, policies}) => {
      policies.forwards = 'ALLOWED';
      plan.allocation.columns = ['audience'];
    },
    ['BURDEN_UNIT_TARGET plan.allocation.columns[0]'],
  ],
  [
    'refuses points by headcount',
    ({plan}) => (plan.floors[0].name = named('人均积分')),
    ['BURDEN_HEADCOUNT plan.floors[0].name'],
  ],
  ['reads the Chinese name first', ({plan}) => (plan.metrics[0].name = named('服务点走访', 'Votes')), []],
  [
    'refuses likes that a clerk writes down while they are off',
    ({rounds}) => (rounds[1].components[2].name = named('点赞数')),
    ['BURDEN_PRACTICE_OFF rounds[1].components[2].name'],
  ],
  [
    'refuses a criterion of forwards while they are off',
    ({rounds}) => (rounds[0].components[1].criteria[0].name = named('转发量')),
    ['BURDEN_PRACTICE_OFF rounds[0].components[1].criteria[0].name'],
  ],
  [
    'takes them where they are limited, and the limit is said',
    ({rounds, policies}) => {
      rounds[1].components[2].name = named('点赞数');
      Object.assign(policies, {likes: 'LIMITED', limits: [named('每人每天一次')]});
    },
    [],
  ],
])('the burden rule %s', (_, change, expected) => {
  const file = base();
  change(file);
  const problems = burdenProblems(file);
  expect(problems.map(({code, path}) => `${code} ${pathText(path)}`)).toEqual(expected);
  for (const {text} of problems) expect(`${text.zh} ${text.en}`).toMatch(/R1(12|43).*R1(12|43)/s);
});
