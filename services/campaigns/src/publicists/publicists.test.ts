import {newId} from '@concours/kernel/ids';
import type {Caller} from '@concours/kernel/identity';
import {execute} from '@concours/kernel/testing/execute';
import {mobile, spaced} from '@concours/kernel/testing/mobile';
import {engines} from '@concours/kernel/testing/scratch-database';
import {testVault} from '@concours/kernel/testing/vault';
import {CONTACT_LOOK_UP} from '@concours/schema/personal';
import {planSource, type World, world} from '../../testing/world.js';

const source = planSource.replace('count: {sum: publicists}', 'count: {register: publicists}');
const phone = mobile('00004321');

describe.each(engines)('the register of publicists on %s', (engine) => {
  let w: World;
  let campaignId: string;
  beforeEach(async () => {
    w = await world(engine);
    await w.growFor(planSource);
    await w.grow('ah.hefei.plant', 'ah.hefei', {kind: 'GRASSROOTS_UNION', level: 'UNIT'});
    campaignId = (await w.slices.definitions.apply(w.caller('CAMPAIGN_OWNER', 'ah'), source, null)).id;
  });
  afterEach(() => w.close());

  const keeper = (code = 'ah.hefei.plant') => w.caller('UNIT_REPORTER', code);
  const run = (caller: Caller, query: string, variables: object = {}) =>
    execute(w.service, {query, variables: {c: campaignId, ...variables}, caller});
  const register = (people: object[], code = 'ah.hefei.plant', caller = keeper(code)) =>
    run(
      caller,
      'mutation ($c: ID!, $o: ID!, $p: [PublicistInput!]!) { registerPublicists(campaignId: $c, organisationId: $o, people: $p) { row reason publicist { id name contact joinedOn } } }',
      {o: w.of(code).id, p: people},
    );
  const list = async (caller: Caller) =>
    (
      await run(caller, 'query ($c: ID!) { publicists(campaignId: $c) { totalCount nodes { id name contact } } }')
    ).expectData().publicists;
  const counted = async () =>
    (await run(keeper(), 'query ($c: ID!) { campaign(id: $c) { plan { totals { done } } } }')).expectData().campaign
      .plan.totals[1].done;

  it('takes each name by itself, counts a person once, and shows contacts masked', async () => {
    const {registerPublicists: rows} = (
      await register([
        {name: '甲', contact: phone, joinedOn: '2022-06-01'},
        {name: '甲某', contact: spaced(phone)},
        {name: '乙'},
        {name: ' 乙 '},
        {name: '', contact: null},
        {name: '丙', contact: 'not a number'},
        {name: '丁', joinedOn: '2022-06-16'},
      ])
    ).expectData();
    expect(rows.map(({publicist}: {publicist: object | null}) => publicist !== null)).toEqual([
      ...[true, false, true, false, false, false, false],
    ]);
    expect(rows[0].publicist).toMatchObject({contact: `${phone.slice(0, 3)}****${phone.slice(-4)}`});
    expect(await counted()).toBe(2);
    // elsewhere the same number is the same person, the same name is not
    const there = (await register([{name: '甲', contact: phone}, {name: '乙'}], 'ah.wuhu')).expectData()
      .registerPublicists;
    expect(there.map(({reason}: {reason: string | null}) => reason === null)).toEqual([false, true]);
    expect(await counted()).toBe(3);
    const stored = JSON.stringify(await w.database.read.query('SELECT * FROM publicist'));
    expect(stored).not.toContain(phone);
  });

  it('is kept at the unit, read there and above, and in clear for whoever keeps it, which is written down', async () => {
    (await register([{name: '甲'}], 'ah.hefei.plant', keeper('ah.wuhu'))).expectRefusal('NOT_PERMITTED');
    (await register([{name: '甲'}], 'ah.hefei.plant', w.caller('REVIEWER', 'ah'))).expectRefusal('NOT_PERMITTED');
    const [{publicist}] = (await register([{name: '甲', contact: phone}])).expectData().registerPublicists;
    const reveal = (caller: Caller) =>
      run(caller, 'mutation ($id: ID!) { revealPublicist(id: $id) }', {id: publicist.id});
    expect((await reveal(keeper())).expectData().revealPublicist).toBe(phone);
    (await reveal(w.caller('AUDITOR', 'ah'))).expectRefusal('NOT_PERMITTED');
    (await reveal(keeper('ah.wuhu'))).expectRefusal('NOT_FOUND');
    expect((await list(w.caller('AUDITOR', 'ah'))).totalCount).toBe(1);
    for (const stranger of [keeper('ah.wuhu'), w.caller('JUDGE', 'ah')])
      expect((await list(stranger)).totalCount).toBe(0);
  });

  it('lets go of whoever is taken off, contact and all, who may come again', async () => {
    const [{publicist}] = (await register([{name: '甲', contact: phone}])).expectData().registerPublicists;
    const remove = () =>
      run(keeper(), 'mutation ($id: ID!) { removePublicist(id: $id, reason: "离职") { removedAt contact } }', {
        id: publicist.id,
      });
    expect((await remove()).expectData().removePublicist).toMatchObject({contact: null});
    (await remove()).expectRefusal('NOT_FOUND');
    expect(await counted()).toBe(0);
    expect((await register([{name: '甲', contact: phone}])).expectData().registerPublicists[0].reason).toBeNull();
    expect(await counted()).toBe(1);
  });

  it('forgets a person who is erased, below the roots that were asked for, and keeps the figure', async () => {
    (await register([{name: '甲', contact: phone}, {name: '乙'}])).expectData();
    const erase = async (root: string, requestedAt: string) => {
      const id = newId();
      await w.slices.erasing.apply({
        ...{id: newId(), type: 'PersonErasureRequested', subject: id, version: 1, at: '', source: 'organisations'},
        payload: {
          ...{id, accounts: [], roots: [root], authors: false, requestedAt},
          contacts: [testVault().lookUp(phone, CONTACT_LOOK_UP)],
        },
      });
    };
    await w.grow('js', null, {level: 'PROVINCE'});
    await erase(w.of('js').path, '2022-07-01T00:00:00Z');
    await erase(w.of('ah').path, '2022-06-01T00:00:00Z');
    const names = async () => (await list(keeper())).nodes.map(({name}: {name: string}) => name).sort();
    expect(await names()).toEqual(['乙', '甲']);
    await erase(w.of('ah').path, '2022-07-01T00:00:00Z');
    expect(await names()).toEqual(['乙', '（已清除）'].sort());
    expect((await list(keeper())).nodes.every(({contact}: {contact: string | null}) => contact === null)).toBe(true);
    expect(await counted()).toBe(2);
  });
});
