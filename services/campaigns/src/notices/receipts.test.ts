import {systemCaller, type Caller} from '@concours/kernel/identity';
import {accountWith} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {expectNoDrift} from '@concours/kernel/testing/expect-no-drift';
import {engines} from '@concours/kernel/testing/scratch-database';
import {planSource, type World, world} from '../../testing/world.js';
import {Receipt} from './receipt.js';

const HERE = '{openedAt confirmedAt}';
const OPEN = `mutation ($id: ID!, $unit: ID!) {openNotice(campaignId: $id, organisationId: $unit) ${HERE}}`;
const CONFIRM = `mutation ($id: ID!, $unit: ID!) {confirmNotice(campaignId: $id, organisationId: $unit) ${HERE}}`;
const COUNTS = '{units opened confirmed forwarded}';
const RECEIPTS = `query ($id: ID!, $unit: ID, $first: Int!, $after: String) {
  noticeReceipts(campaignId: $id, organisationId: $unit, first: $first, after: $after) {
    counts ${COUNTS}
    units {totalCount pageInfo {endCursor hasNextPage}
      nodes {organisation {id} openedAt confirmedAt confirmedBy forwardedAt below ${COUNTS}}}
  }
}`;
interface Answer {
  noticeReceipts: {
    counts: Record<string, number>;
    units: {
      totalCount: number;
      pageInfo: {endCursor: string; hasNextPage: boolean};
      nodes: {organisation: {id: string}; openedAt: string | null; forwardedAt: string | null; below: object}[];
    };
  };
}

describe.each(engines)('who has a notice, on %s', (engine) => {
  let w: World;
  let plan: string;
  const system = systemCaller();
  beforeEach(async () => {
    w = await world(engine);
    await w.growFor(planSource);
    for (const county of ['a', 'b', 'c']) {
      await w.grow(`hefei.${county}`, 'ah.hefei');
      for (const mill of ['1', '2']) await w.grow(`hefei.${county}.${mill}`, `hefei.${county}`);
    }
    plan = (await w.slices.definitions.apply(system, planSource, null)).id;
  });
  afterEach(() => w.close());

  const id = (code: string) => w.of(code).id;
  const ask = (query: string, variables: Record<string, unknown>, caller: Caller) =>
    execute(w.service, {query, variables, caller});
  const take = (query: string, code: string, caller = w.caller('UNIT_REPORTER', code)) =>
    ask(query, {id: plan, unit: id(code)}, caller);
  const receipts = async (code: string | null, page: object = {first: 10}, caller: Caller = system) =>
    ((await ask(RECEIPTS, {id: plan, unit: code && id(code), ...page}, caller)).expectData() as unknown as Answer)
      .noticeReceipts;

  it('the tables are those of the entities', () => expectNoDrift(w.database));

  it('a unit has it when it has opened it, and the first time counts', async () => {
    (await take(OPEN, 'hefei.a.1')).expectData();
    w.clock.advance(60_000);
    const {openNotice} = (await take(OPEN, 'hefei.a.1')).expectData() as {openNotice: {openedAt: string}};
    expect(new Date(openNotice.openedAt).getTime()).toBe(w.clock.now().getTime() - 60_000);
    const {confirmNotice} = (await take(CONFIRM, 'hefei.a.1')).expectData() as {confirmNotice: {confirmedAt: string}};
    expect(confirmNotice.confirmedAt).toBe(w.clock.now().toISOString());
    w.clock.advance(60_000);
    expect((await take(CONFIRM, 'hefei.a.1')).expectData()).toEqual({confirmNotice});
    expect(await w.database.read.count(Receipt)).toBe(1);
  });

  it('only somebody of the unit itself takes it, and only where it is for the unit', async () => {
    (await take(OPEN, 'hefei.a.1', w.caller('UNIT_ADMIN', 'hefei.a'))).expectRefusal('NOT_PERMITTED');
    (await take(OPEN, 'hefei.a.1', w.caller('CAMPAIGN_OWNER', 'ah'))).expectRefusal('NOT_PERMITTED');
    await w.grow('elsewhere', null);
    (await take(CONFIRM, 'elsewhere')).expectRefusal('NOTICE_NOT_ADDRESSED');
  });

  it('is counted by the tree as it stands: who opened, who confirmed, who sent it on', async () => {
    for (const code of ['hefei.a', 'hefei.a.1', 'hefei.b.2']) (await take(OPEN, code)).expectData();
    (await take(CONFIRM, 'hefei.a.2')).expectData();
    const letter = {
      organisationId: id('hefei.a'),
      title: 't',
      instructions: '',
      notices: [{campaignId: plan, dates: []}],
    };
    await w.slices.forwardings.forward(system, letter);

    const city = await receipts('ah.hefei');
    expect(city.counts).toEqual({units: 9, opened: 4, confirmed: 2, forwarded: 1});
    expect(city.units.nodes.map(({organisation, below}) => [organisation.id, below])).toEqual([
      [id('hefei.a'), {units: 2, opened: 2, confirmed: 1, forwarded: 0}],
      [id('hefei.b'), {units: 2, opened: 1, confirmed: 0, forwarded: 0}],
      [id('hefei.c'), {units: 2, opened: 0, confirmed: 0, forwarded: 0}],
    ]);
    expect(city.units.nodes[0].forwardedAt).not.toBeNull();
    expect(city.units.nodes[2].openedAt).toBeNull();

    await w.move('hefei.a', 'ah.huaibei');
    await w.announce({...w.of('hefei.c.1'), closed: true});
    expect((await receipts('ah.hefei')).counts).toEqual({units: 5, opened: 1, confirmed: 0, forwarded: 0});
    expect((await receipts('ah.huaibei')).counts).toEqual({units: 3, opened: 3, confirmed: 2, forwarded: 1});
  });

  it('comes in pages, of the units below or of those the notice names', async () => {
    const first = await receipts('ah.hefei', {first: 2});
    const second = await receipts('ah.hefei', {first: 2, after: first.units.pageInfo.endCursor});
    expect([first.units.totalCount, first.units.pageInfo.hasNextPage, second.units.pageInfo.hasNextPage]).toEqual([
      3,
      true,
      false,
    ]);
    expect([...first.units.nodes, ...second.units.nodes].map(({organisation}) => organisation.id)).toEqual(
      ['hefei.a', 'hefei.b', 'hefei.c'].map(id),
    );
    const named =
      'notice:\n  addressees:\n    - {text: 甲, units: {units: [ah.hefei, ah.huaibei]}}\n    - {text: 乙, units: {below: ah, depth: 1, kinds: [MEDIA]}}\n    - {text: 丙}\n';
    await w.announce({...w.of('ah.workers-daily'), kind: 'MEDIA'});
    await w.change(planSource.replace(/notice:\n[\s\S]*? {2}annexes:/, `${named}  annexes:`), 'named');
    const all = await receipts(null);
    expect(all.units.nodes.map(({organisation}) => organisation.id).sort()).toEqual(
      ['ah.hefei', 'ah.huaibei', 'ah.workers-daily'].map(id).sort(),
    );
    const query = 'query ($id: ID!) {campaign(id: $id) {notice {addressees {text unitCount}}}}';
    expect((await ask(query, {id: plan}, accountWith())).expectData()).toEqual({
      campaign: {
        notice: {
          addressees: [
            {text: '甲', unitCount: 2},
            {text: '乙', unitCount: 1},
            {text: '丙', unitCount: null},
          ],
        },
      },
    });
  });

  it('is seen by the unit, those above it, and who runs the campaign', async () => {
    for (const one of [
      w.caller('CAMPAIGN_OWNER', 'ah'),
      w.caller('REVIEWER', 'ah.hefei'),
      w.caller('UNIT_ADMIN', 'hefei.a'),
    ])
      expect((await receipts('hefei.a', {first: 1}, one)).counts.units).toBe(2);
    const refused = (caller: Caller, unit: string | null) =>
      ask(RECEIPTS, {id: plan, unit: unit && id(unit), first: 1}, caller);
    (await refused(w.caller('UNIT_ADMIN', 'hefei.b'), 'hefei.a')).expectRefusal('NOT_PERMITTED');
    (await refused(w.caller('UNIT_ADMIN', 'ah.hefei'), null)).expectRefusal('NOT_PERMITTED');
    (await refused(accountWith(), 'hefei.a')).expectRefusal('NOT_PERMITTED');
  });
});
