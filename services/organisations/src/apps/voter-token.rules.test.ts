import {voterClaimsOf} from './voter-token.rules.js';

const now = Date.parse('2024-05-01T09:00:00Z') / 1_000;
const good = {sub: 'worker-7', exp: now + 600};

test.each([
  [{}, {org: null, dev: null, since: null}],
  [
    {org: 'ah', dev: 'd'.repeat(100), since: '2024-05-01'},
    {org: 'ah', dev: 'd'.repeat(100), since: '2024-05-01'},
  ],
  [
    {org: null, dev: null, since: null},
    {org: null, dev: null, since: null},
  ],
  [{since: '2024-05-01'}, {org: null, dev: null, since: '2024-05-01'}],
  [
    {sub: 's'.repeat(64), since: '2024-02-29'},
    {sub: 's'.repeat(64), org: null, dev: null, since: '2024-02-29'},
  ],
])('a voter token with %j vouches for %j', (more, claims) => {
  expect(voterClaimsOf({...good, ...more}, now)).toEqual({sub: good.sub, ...claims});
});

test.each<Record<string, unknown>>([
  {sub: ''},
  {sub: 's'.repeat(65)},
  {sub: 'a b'},
  {sub: '职工'},
  {sub: 7},
  {exp: now + 631},
  {exp: '2099-01-01'},
  {org: 7},
  {org: 'o'.repeat(101)},
  {dev: ''},
  {dev: 'd'.repeat(101)},
  {dev: 'a b'},
  {dev: 'a\nb'},
  {dev: {}},
  {since: ''},
  {since: '2024-05-02'},
  {since: '2023-02-29'},
  {since: '2023-13-01'},
  {since: '2023-1-1'},
  {since: '2023-01-01T00:00:00Z'},
  {since: 20230101},
])('a voter token with %j vouches for nobody', (bad) => {
  expect(voterClaimsOf({...good, ...bad}, now)).toBeNull();
});

test('the day on which a voter registered may have begun where the app is, and not here', () => {
  const late = Date.parse('2024-05-01T16:30:00Z') / 1_000;
  expect(voterClaimsOf({...good, exp: late, since: '2024-05-02'}, late)).toMatchObject({since: '2024-05-02'});
});
