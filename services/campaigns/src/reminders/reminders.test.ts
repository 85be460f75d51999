import type {Caller} from '@concours/kernel/identity';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {planSource, type World, world} from '../../testing/world.js';
import {Reminder} from './reminder.js';

const SEND = `mutation ($c: ID!, $i: ReminderInput!) { sendReminder(campaignId: $c, input: $i) {
  sent { id about text sentBy organisation { id } campaign { key } } refused { organisation { id } code nextAt message(language: EN) } } }`;

describe.each(engines)('reminders on %s', (engine) => {
  let w: World;
  let campaignId: string;
  const run = (caller: Caller | undefined, query: string, variables: object = {}) =>
    execute(w.service, {query, variables: {...variables}, ...(caller ? {caller} : {})});
  const send = (codes: string[], caller: Caller, text = '请及时填报') =>
    run(caller, SEND, {
      c: campaignId,
      i: {organisationIds: codes.map((code) => w.of(code).id), about: 'REPORTS', text},
    });
  const city = () => w.caller('REVIEWER', 'ah.hefei');
  const province = () => w.caller('CAMPAIGN_OWNER', 'ah');
  const alerts = async (caller?: Caller) =>
    (await run(caller, '{ alerts { id text organisation { id } } }')).expectData().alerts;
  const listed = async (caller: Caller | undefined, more: object = {}) =>
    (
      await run(
        caller,
        'query ($c: ID!, $o: ID, $n: Int! = 50, $a: String) { reminders(campaignId: $c, organisationId: $o, first: $n, after: $a) { totalCount nodes { id organisation { id } acknowledgedAt } pageInfo { endCursor hasNextPage } } }',
        {c: campaignId, ...more},
      )
    ).expectData().reminders;
  let others = 0;
  /** Another campaign with other rules: that of the test has opened, and changes by two persons only. */
  const begin = async (more: string): Promise<void> => {
    const other = planSource.replace('key: anhui-2022', `key: other-${(others += 1)}`);
    const {id} = await w.slices.definitions.apply(province(), other.replace('policies:', `policies:\n  ${more}`), null);
    campaignId = id;
  };

  beforeEach(async () => {
    // Wednesday
    w = await world(engine, '2022-06-15T10:00:00+08:00');
    await w.growFor(planSource);
    await w.grow('ah.hefei.plant', 'ah.hefei', {kind: 'GRASSROOTS_UNION', level: 'UNIT'});
    await w.grow('ah.hefei.shop', 'ah.hefei', {kind: 'GRASSROOTS_UNION', level: 'UNIT'});
    await w.grow('js', null, {level: 'PROVINCE'});
    await w.grow('js.plant', 'js', {level: 'UNIT'});
    campaignId = (await w.slices.definitions.apply(province(), planSource, null)).id;
  });
  afterEach(() => w.close());

  it('reach the units that are meant, once in seven days; the answer names the rule for the others', async () => {
    const {sent, refused} = (await send(['ah.hefei.plant', 'ah.hefei.shop'], city())).expectData().sendReminder;
    expect(sent).toHaveLength(2);
    expect(sent[0]).toMatchObject({
      about: 'REPORTS',
      text: '请及时填报',
      sentBy: 'Somebody',
      campaign: {key: 'anhui-2022'},
    });
    expect(refused).toEqual([]);
    await w.grow('ah.hefei.mill', 'ah.hefei', {level: 'UNIT'});
    const again = (await send(['ah.hefei.plant', 'ah.hefei.mill'], province())).expectData().sendReminder;
    expect(again.sent.map(({organisation}: {organisation: {id: string}}) => organisation.id)).toEqual([
      w.of('ah.hefei.mill').id,
    ]);
    expect(again.refused).toEqual([
      {
        organisation: {id: w.of('ah.hefei.plant').id},
        code: 'REMINDER_LIMIT',
        nextAt: '2022-06-22T02:00:00.000Z',
        message:
          'By the burden rules (policies.reminders.perUnitPerWeek: 1) a unit gets at most 1 in seven days, and has had them.',
      },
    ]);
    w.clock.set('2022-06-22T10:00:00+08:00');
    expect((await send(['ah.hefei.plant'], city())).expectData().sendReminder.refused).toEqual([]);
  });

  it('are one for a unit, however many ask at the same time', async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => send(['ah.hefei.plant'], city())));
    const counts = answers.map((answer) => answer.expectData().sendReminder.sent.length);
    expect(counts.reduce((sum: number, n: number) => sum + n, 0)).toBe(1);
    expect(await w.database.read.count(Reminder)).toBe(1);
  });

  it('are as many as the definition says, in the hours it says, or none', async () => {
    await begin('reminders: {perUnitPerWeek: 2, from: 09:00, until: 11:30}');
    for (const left of [1, 1, 0])
      expect((await send(['ah.hefei.plant'], city())).expectData().sendReminder.sent).toHaveLength(left);
    w.clock.set('2022-06-16T12:00:00+08:00');
    expect((await send(['ah.hefei.plant'], city())).expectRefusal('REMINDER_NOT_WORKING_HOURS')).toEqual({
      ...{rule: 'policies.reminders', from: '09:00', until: '11:30', zone: 'Asia/Shanghai'},
      nextAt: '2022-06-17T01:00:00.000Z',
    });
    await begin('reminders: {perUnitPerWeek: 0}');
    expect((await send(['ah.hefei.plant'], city())).expectRefusal('REMINDERS_OFF')).toEqual({
      ...{rule: 'policies.reminders.perUnitPerWeek', perUnitPerWeek: 0},
    });
    const query = 'query ($id: ID!) { campaign(id: $id) { reminderPolicy { perUnitPerWeek from until nextAt } } }';
    const {reminderPolicy} = (await run(undefined, query, {id: campaignId})).expectData().campaign;
    expect(reminderPolicy).toEqual({perUnitPerWeek: 0, from: '08:30', until: '17:30', nextAt: null});
  });

  it('wait for the next working day', async () => {
    w.clock.set('2022-06-18T10:00:00+08:00');
    expect((await send(['ah.hefei.plant'], city())).expectRefusal('REMINDER_NOT_WORKING_DAY')).toEqual({
      ...{rule: 'policies.reminders', nextAt: '2022-06-20T00:30:00.000Z'},
    });
  });

  it('come from above the unit, for all units or for none, and are 1 to 200 characters', async () => {
    const own = w.caller('UNIT_ADMIN', 'ah.hefei.plant');
    (await send(['ah.hefei.plant'], own)).expectRefusal('NOT_PERMITTED');
    (await send(['ah.hefei.plant'], w.caller('REVIEWER', 'ah.wuhu'))).expectRefusal('NOT_PERMITTED');
    (await send(['ah.hefei.plant', 'ah.wuhu'], city())).expectRefusal('NOT_PERMITTED');
    (await send(['ah.hefei.plant'], w.caller('UNIT_REPORTER', 'ah'))).expectRefusal('NOT_PERMITTED');
    (await send(['ah.hefei.plant'], w.caller('REVIEWER', 'ah.hefei', 'another'))).expectRefusal('NOT_PERMITTED');
    (await send(['ah.hefei.plant'], city(), '  ')).expectRefusal('INPUT_INVALID');
    (await send(['ah.hefei.plant'], city(), '字'.repeat(201))).expectRefusal('INPUT_INVALID');
    (await send(['ah.hefei.plant'], city(), '字'.repeat(200))).expectData();
    expect(await w.database.read.count(Reminder)).toBe(1);
  });

  it('go to no unit that is closed or has no part in the campaign', async () => {
    const both = [w.grant('UNIT_ADMIN', 'ah.hefei'), w.grant('UNIT_ADMIN', 'js')];
    const caller = {...city(), grants: both};
    await w.grow('ah.hefei.old', 'ah.hefei', {level: 'UNIT', closed: true});
    const {sent, refused} = (await send(['ah.hefei.old', 'js.plant'], caller)).expectData().sendReminder;
    expect(sent).toEqual([]);
    expect(refused.map(({code}: {code: string}) => code).sort()).toEqual([
      'REMINDER_UNIT_CLOSED',
      'REMINDER_UNIT_OUTSIDE',
    ]);
  });

  it('are alerts at the unit itself until somebody there puts them away', async () => {
    const {sent} = (await send(['ah.hefei.plant', 'ah.hefei.shop'], city())).expectData().sendReminder;
    const plant = w.caller('UNIT_REPORTER', 'ah.hefei.plant');
    expect((await alerts(plant)).map(({organisation}: {organisation: {id: string}}) => organisation.id)).toEqual([
      w.of('ah.hefei.plant').id,
    ]);
    expect(await alerts(w.caller('UNIT_ADMIN', 'ah.hefei'))).toEqual([]);
    expect(await alerts()).toEqual([]);
    const mine = sent.find(
      ({organisation}: {organisation: {id: string}}) => organisation.id === w.of('ah.hefei.plant').id,
    );
    const acknowledge = (caller: Caller) =>
      run(caller, 'mutation ($id: ID!) { acknowledgeReminder(id: $id) { id acknowledgedAt } }', {id: mine.id});
    (await acknowledge(w.caller('UNIT_REPORTER', 'ah.hefei.shop'))).expectRefusal('NOT_FOUND');
    (await acknowledge(city())).expectRefusal('NOT_PERMITTED');
    const {acknowledgedAt} = (await acknowledge(plant)).expectData().acknowledgeReminder;
    expect(acknowledgedAt).toBe('2022-06-15T02:00:00.000Z');
    w.clock.advance(60_000);
    expect((await acknowledge(plant)).expectData().acknowledgeReminder.acknowledgedAt).toBe(acknowledgedAt);
    expect(await alerts(plant)).toEqual([]);
    expect((await listed(plant)).totalCount).toBe(1);
  });

  it('are listed to those who may see them, page by page', async () => {
    await send(['ah.hefei.plant', 'ah.hefei.shop'], city());
    await send(['ah.wuhu'], province());
    expect((await listed(w.caller('AUDITOR', 'ah'))).totalCount).toBe(3);
    expect((await listed(w.caller('AUDITOR', 'ah'), {o: w.of('ah.hefei').id})).totalCount).toBe(2);
    expect((await listed(city())).totalCount).toBe(2);
    expect((await listed(w.caller('SCREENER', 'ah'))).totalCount).toBe(0);
    expect((await listed(undefined)).totalCount).toBe(0);
    const first = await listed(w.caller('AUDITOR', 'ah'), {n: 2});
    const second = await listed(w.caller('AUDITOR', 'ah'), {n: 2, a: first.pageInfo.endCursor});
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage, second.nodes.length]).toEqual([true, false, 1]);
  });
});
