import {AuditRow} from '@concours/kernel/audit/audit-row';
import {systemCaller, type Caller} from '@concours/kernel/identity';
import {accountWith} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {planSource, singerSource, type World, world} from '../../testing/world.js';

const POSTER = 'tracks[poster].deadline';
const FORWARD = `mutation ($input: ForwardingInput!) {forwardNotice(input: $input) {id version campaign {key} together {key}
  above {organisation {id}} dates {place written at setBy {id}}}}`;
const AMEND = `mutation ($id: ID!, $version: Int!, $input: LetterInput!, $dates: [OwnDateInput!]!) {
  amendForwarding(id: $id, version: $version, input: $input, dates: $dates) {version instructions dates {written at setBy {id}}}}`;
const LIST = 'query ($id: ID!) {forwardings(campaignId: $id) {totalCount nodes {organisation {id} dates {place}}}}';
const BINDING =
  'query ($id: ID!, $unit: ID!) {bindingDates(campaignId: $id, organisationId: $unit) {place at setBy {id} name(language: EN)}}';

describe.each(engines)('a notice goes down the tree, on %s', (engine) => {
  let w: World;
  let plan: string;
  let singers: string;
  const system = systemCaller();
  beforeEach(async () => {
    w = await world(engine);
    await w.growFor(planSource);
    await w.growFor(singerSource);
    for (const [code, parent] of [
      ['hefei.yaohai', 'ah.hefei'],
      ['hefei.yaohai.mill', 'hefei.yaohai'],
      ['hefei.luyang', 'ah.hefei'],
      ['elsewhere', null],
    ] as const)
      await w.grow(code, parent);
    const addressed = singerSource.replace(
      'notice:\n',
      'notice:\n  addressees: [{text: All, units: {below: ah, depth: 1}}]\n',
    );
    plan = (await w.slices.definitions.apply(system, planSource, null)).id;
    singers = (await w.slices.definitions.apply(system, addressed, null)).id;
  });
  afterEach(() => w.close());

  const id = (code: string) => w.of(code).id;
  const ask = (query: string, variables: Record<string, unknown>, caller: Caller) =>
    execute(w.service, {query, variables, caller});
  const admin = (code: string) => w.caller('UNIT_ADMIN', code);
  const letter = (code: string, dates: object[], campaigns = [plan]) => ({
    input: {
      ...{organisationId: id(code), title: '转发', instructions: '请按时完成', number: null},
      notices: campaigns.map((campaignId) => ({campaignId, dates: campaignId === plan ? dates : []})),
    },
  });
  const forward = (code: string, at: string | null, caller = admin(code)) =>
    ask(FORWARD, letter(code, at === null ? [] : [{place: POSTER, at}]), caller);
  type Sent = {
    id: string;
    version: number;
    above: {organisation: {id: string}} | null;
    dates: object[];
    together: object[];
  };
  const sent = async (code: string, at: string | null) =>
    ((await forward(code, at)).expectData() as {forwardNotice: [Sent]}).forwardNotice[0];
  const binds = async (code: string): Promise<{at: string; setBy: {id: string} | null}> => {
    const {bindingDates} = (await ask(BINDING, {id: plan, unit: id(code)}, system)).expectData() as {
      bindingDates: {place: string; at: string; setBy: {id: string} | null}[];
    };
    return bindingDates.find(({place}) => place === POSTER)!;
  };
  const shanghai = (day: string) => new Date(`${day}T23:59:59.999+08:00`).toISOString();

  it('one letter carries several notices, and the chain of who had it from whom stays', async () => {
    const {forwardNotice} = (
      await ask(FORWARD, letter('ah.hefei', [], [plan, singers]), admin('ah.hefei'))
    ).expectData() as {
      forwardNotice: Sent[];
    };
    expect(forwardNotice).toHaveLength(2);
    expect(forwardNotice[0].together).toEqual([{key: 'anhui-2022'}, {key: 'anhui-singer-2024'}]);
    expect(forwardNotice[0].above).toBeNull();
    const next = await sent('hefei.yaohai', null);
    expect(next.above?.organisation.id).toBe(id('ah.hefei'));
    await w.move('hefei.yaohai', 'ah.huaibei');
    const {forwardings} = (await ask(LIST, {id: plan}, system)).expectData() as {forwardings: {nodes: object[]}};
    expect(forwardings.nodes).toHaveLength(2);
    expect(await w.slices.forwardingReading.one(system, next.id)).toMatchObject({aboveId: forwardNotice[0].id});
  });

  it('all notices of a letter go, or none', async () => {
    (await forward('ah.hefei', null)).expectData();
    const both = letter('ah.hefei', [], [singers, plan]);
    (await ask(FORWARD, both, admin('ah.hefei'))).expectRefusal('FORWARDING_EXISTS');
    expect((await w.slices.forwardingReading.page(system, singers, {first: 10})).totalCount).toBe(0);
  });

  it('a deadline of its own is never later than what binds above, at every level', async () => {
    expect(await binds('hefei.yaohai.mill')).toMatchObject({at: shanghai('2022-08-30'), setBy: null});
    expect((await forward('ah.hefei', '2022-08-31')).expectRefusal('FORWARDING_DATE_LATER')).toMatchObject({
      ...{place: POSTER, above: shanghai('2022-08-30'), by: null},
    });
    await sent('ah.hefei', '2022-08-25');
    expect((await forward('hefei.yaohai', '2022-08-26')).expectRefusal('FORWARDING_DATE_LATER')).toMatchObject({
      ...{above: shanghai('2022-08-25'), by: id('ah.hefei')},
    });
    await sent('hefei.yaohai', '2022-08-20T12:00');
    expect(await binds('hefei.yaohai.mill')).toMatchObject({setBy: {id: id('hefei.yaohai')}});
    // what one body asks of those below it does not reach those beside it
    expect(await binds('hefei.luyang')).toMatchObject({at: shanghai('2022-08-25'), setBy: {id: id('ah.hefei')}});
    expect(await binds('ah.huaibei')).toMatchObject({at: shanghai('2022-08-30'), setBy: null});
  });

  it('a unit finds its own earlier deadline first among what is due, and nobody else learns of it', async () => {
    const due = async (code: string, caller: Caller) => {
      const query =
        'query ($id: ID!, $unit: ID!) {campaign(id: $id) {deadlines(organisationId: $unit) {place kind trackKey at binding}}}';
      const {campaign} = (await ask(query, {id: plan, unit: id(code)}, caller)).expectData() as {
        campaign: {deadlines: {place: string}[]};
      };
      return campaign.deadlines.filter(({place}) => place === POSTER);
    };
    const [city, campaign] = ['2022-08-15', '2022-08-30'].map((day) => ({
      ...{place: POSTER, kind: 'WORKS', trackKey: 'poster', at: shanghai(day)},
    }));
    await sent('ah.hefei', '2022-08-15');
    const mill = w.caller('UNIT_REPORTER', 'hefei.yaohai.mill');
    expect(await due('hefei.yaohai.mill', mill)).toEqual([
      {...city, binding: true},
      {...campaign, binding: false},
    ]);
    expect(await due('ah.huaibei', admin('ah.huaibei'))).toEqual([{...campaign, binding: true}]);
    for (const stranger of [admin('elsewhere'), accountWith()])
      expect(await due('hefei.yaohai.mill', stranger)).toEqual([{...campaign, binding: true}]);
  });

  it("what binds moves with the campaign's own date and with the bodies above, whatever was set below", async () => {
    const city = await sent('ah.hefei', '2022-08-25');
    await sent('hefei.yaohai', '2022-08-20');
    const amend = (dates: object[], version: number) =>
      ask(
        AMEND,
        {id: city.id, version, input: {title: '转发', instructions: '', number: '1'}, dates},
        admin('ah.hefei'),
      );
    (await amend([{place: POSTER, at: '2022-08-10'}], city.version)).expectData();
    expect(await binds('hefei.yaohai.mill')).toMatchObject({at: shanghai('2022-08-10'), setBy: {id: id('ah.hefei')}});
    await w.change(planSource.replace('deadline: 2022-08-30', 'deadline: 2022-08-05'), 'earlier');
    expect(await binds('hefei.yaohai.mill')).toMatchObject({at: shanghai('2022-08-05'), setBy: null});
    (await amend([{place: POSTER, at: '2022-08-10'}], 2)).expectRefusal('FORWARDING_DATE_LATER');
    (await amend([], 1)).expectRefusal('VERSION_CONFLICT');
    (await amend([], 2)).expectData();
  });

  it('a date is one of the calendar, real, and set once', async () => {
    const refusal = async (dates: object[]) => {
      const answer = await ask(FORWARD, letter('ah.hefei', dates), admin('ah.hefei'));
      return answer.errors?.[0].extensions?.code as string;
    };
    expect(await refusal([{place: 'tracks[none].deadline', at: '2022-08-01'}])).toBe('FORWARDING_DATE_UNKNOWN');
    expect(await refusal([{place: 'stages[offline-events].from', at: '2022-08-01'}])).toBe('FORWARDING_DATE_UNKNOWN');
    expect(await refusal([{place: POSTER, at: '2022-02-30'}])).toBe('INPUT_INVALID');
    expect(await refusal([POSTER, POSTER].map((place) => ({place, at: '2022-08-01'})))).toBe('INPUT_INVALID');
  });

  it('is sent by the unit, to whom the notice is for', async () => {
    (await forward('ah.hefei', null, admin('ah.huaibei'))).expectRefusal('NOT_PERMITTED');
    (await forward('ah.hefei', null, w.caller('UNIT_REPORTER', 'ah.hefei'))).expectRefusal('NOT_PERMITTED');
    (await forward('elsewhere', null)).expectRefusal('NOTICE_NOT_ADDRESSED');
    // the association's contest goes to all below the province, not below the association
    (await ask(FORWARD, letter('hefei.yaohai', [], [singers]), admin('hefei.yaohai'))).expectData();
    const rows = await w.database.read.findBy(AuditRow, {action: 'forwardNotice'});
    expect(rows).toMatchObject([{organisationId: id('hefei.yaohai'), campaignId: singers}]);
  });

  it('is read by the unit, those below and those above it, and who runs the campaign', async () => {
    await sent('ah.hefei', null);
    await sent('hefei.yaohai', null);
    const seen = async (caller: Caller) => {
      const {forwardings} = (await ask(LIST, {id: plan}, caller)).expectData() as {
        forwardings: {totalCount: number; nodes: {organisation: {id: string}}[]};
      };
      expect(forwardings.totalCount).toBe(forwardings.nodes.length);
      return forwardings.nodes.map(({organisation}) => [...w.tree].find(([, {id: of}]) => of === organisation.id)?.[0]);
    };
    const both = ['ah.hefei', 'hefei.yaohai'];
    expect(await seen(w.caller('CAMPAIGN_OWNER', 'ah'))).toEqual(both);
    expect(await seen(w.caller('UNIT_REPORTER', 'hefei.yaohai.mill'))).toEqual(both);
    expect(await seen(admin('ah.hefei'))).toEqual(both);
    expect(await seen(w.caller('REVIEWER', 'hefei.luyang'))).toEqual(['ah.hefei']);
    expect(await seen(admin('ah.huaibei'))).toEqual([]);
    expect(await seen(accountWith(w.grant('UNIT_ADMIN', 'ah.hefei', singers)))).toEqual([]);
    expect(await seen(accountWith())).toEqual([]);
  });
});
