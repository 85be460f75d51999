import {createHash} from 'node:crypto';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import type {RoundDefinition} from '@concours/schema/definition/round';
import {contest, type Contest, semiFinal} from '../../testing/contest.js';
import {castIn, entryIdsOf, voter} from '../../testing/voting.js';
import type {Bundle} from './bundle.js';
import {verify} from './bundle.rules.js';

const id = (name: string): string => `01J${name.toUpperCase().padStart(23, '0')}`;
const round: RoundDefinition = {
  ...semiFinal,
  ballot: {
    ...semiFinal.ballot!,
    ...{groups: 'UNITS_BELOW_OWNER', ownGroupExcluded: true, freezeAt: '2024-08-09'},
  },
  components: [
    {
      key: 'vote',
      name: {zh: '网络投票', en: 'Online vote'},
      weight: '100',
      from: 'BALLOT',
      convert: {method: 'SHARE_OF_LEADER', perGroup: 'AVERAGE'},
    },
  ],
  ties: ['SUBMITTED_EARLIER', 'LOT'],
  cut: {to: 1, mode: 'EXACTLY'},
};
const awards = [
  {
    key: 'loved',
    name: {zh: '最佳人气', en: 'Most popular'},
    to: 'ENTRY' as const,
    count: 1,
    by: {round: 'semi-final', component: 'vote'},
  },
];

describe.each(engines)('a vote by constituency becomes a standing, on %s', (engine) => {
  let game: Contest;
  let entries: string[];
  const owner = accountWith(grantOf('CAMPAIGN_OWNER', 'ah.'));
  const run = (query: string, variables: Record<string, unknown>) =>
    execute(game.service, {query, variables, caller: owner});
  const unit = (name: string, path: string, own = id(name)) =>
    game.tell('OrganisationChanged', own, {
      ...{id: own, path, code: name, parentId: null, kind: 'FEDERATION', level: 'CITY', closed: false},
      ...{name: {zh: `${name}市总工会`, en: name}, shortName: {zh: name, en: name}},
    });
  const vote = async (city: string, count: number, entry: number) => {
    for (let n = 0; n < count; n++)
      (await castIn(game, {caller: voter(`${city}${entry}${n}`, id(city)), entryIds: [entries[entry]!]})).expectData();
  };
  const STANDING = `query ($id: ID!) {round(id: $id) {standing {rows {total advances entry {number explanation {steps {
    raw formula constituencies {name votes points leftOut}}}} scores {raw score missing}}}}}`;
  const standing = async () => (await run(STANDING, {id: game.roundId})).expectData().round.standing.rows;

  beforeAll(async () => {
    game = await (await contest({engine, entries: 3, rounds: [round], awards})).prepare();
    await unit('ah', 'ah.');
    for (const city of ['bb', 'hf', 'wh']) await unit(city, `ah.${city}.`);
    // the first work comes from hf, the second from a unit of bb, the third from nowhere below the owner
    await unit('w1', 'ah.hf.w1.', game.works[0]!.organisationId);
    await unit('w2', 'ah.bb.w2.', game.works[1]!.organisationId);
    entries = await entryIdsOf(game);
    await vote('bb', 6, 0);
    await vote('bb', 3, 2);
    await vote('hf', 1, 1);
  });
  afterAll(() => game.close());

  const expected = [
    // bb gave 6 of 6, and hf may not vote for it
    ['001', '100.0000', '6'],
    ['002', '100.0000', '1'],
    // half of bb's leader, nothing from hf
    ['003', '25.0000', '3'],
  ];

  test('each constituency by itself, the own one and the silent one left out, every step told', async () => {
    const rows = await standing();
    expect(
      rows.map(({entry, total, scores}: {entry: {number: string}; total: string; scores: {raw: string}[]}) => [
        ...[entry.number, total, scores[0]!.raw],
      ]),
    ).toEqual(expected);
    const [step] = rows[0].entry.explanation.steps;
    expect(step.constituencies).toEqual([
      {name: 'bb市总工会', votes: 6, points: '100.0000', leftOut: null},
      {name: 'hf市总工会', votes: 0, points: null, leftOut: 'OWN'},
      {name: 'wh市总工会', votes: 0, points: null, leftOut: 'SILENT'},
    ]);
    expect(step.formula).toContain('能投它的 1 个选区');
  });

  test('what came after the freeze changes nothing that is shown, in no constituency', async () => {
    game.clock.set('2024-08-09T02:00:00.000Z');
    await vote('wh', 4, 2);
    expect((await standing()).map(({total}: {total: string}) => total)).toEqual(expected.map(([, total]) => total));
  });

  test('the result counts them all, names the constituencies, and is rebuilt byte for byte', async () => {
    game.clock.set('2024-08-16T16:00:00.000Z');
    const {freezeResult} = (
      await run('mutation ($id: ID!) {freezeResult(roundId: $id) {digest bundle rows {total entry {number}}}}', {
        id: game.roundId,
      })
    ).expectData();
    const bundle = freezeResult.bundle as Bundle;
    const byNumber = (a: {entry: {number: string}}, b: {entry: {number: string}}) =>
      a.entry.number.localeCompare(b.entry.number);
    // all equal: the lot has parted them
    expect([...freezeResult.rows].sort(byNumber)).toEqual([
      // bb 50, hf 0, wh 100 for the third
      {total: '50.0000', entry: {number: '001'}},
      {total: '50.0000', entry: {number: '002'}},
      {total: '50.0000', entry: {number: '003'}},
    ]);
    expect(bundle.groups).toEqual([
      {key: id('bb'), name: {zh: 'bb市总工会', en: 'bb'}},
      {key: id('hf'), name: {zh: 'hf市总工会', en: 'hf'}},
      {key: id('wh'), name: {zh: 'wh市总工会', en: 'wh'}},
    ]);
    expect(bundle.entries.map(({group, byGroup}) => [group, byGroup])).toEqual([
      [id('hf'), {[id('bb')]: 6}],
      [id('bb'), {[id('hf')]: 1}],
      [undefined, {[id('bb')]: 3, [id('wh')]: 4}],
    ]);
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(verify(JSON.parse(JSON.stringify(bundle)) as Bundle, freezeResult.digest, hash)).toEqual({
      differences: [],
      digestMatches: true,
    });
  });

  test('the award for the vote alone goes by the same order (R93)', async () => {
    const query = `query ($r: [_Any!]!) {_entities(representations: $r) {... on Campaign {awards {key tied recipients {entry {number}}}}}}`;
    const found = (await run(query, {r: [{__typename: 'Campaign', id: game.campaignId}]})).expectData()._entities[0];
    const {rows} = (
      await run('query ($id: ID!) {round(id: $id) {result {rows {rank entry {number}}}}}', {id: game.roundId})
    ).expectData().round.result;
    expect(found.awards).toEqual([{key: 'loved', tied: false, recipients: [{entry: {number: rows[0].entry.number}}]}]);
  });
});
