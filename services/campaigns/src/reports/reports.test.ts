import {newId} from '@concours/kernel/ids';
import type {Caller} from '@concours/kernel/identity';
import {grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {planSource, singerSource, type World, world} from '../../testing/world.js';

const FIELDS =
  'id state title heldOn version returnReason submittedAt decidedAt organisation { id } form { key name } links enterprise';

describe.each(engines)('activity reports on %s', (engine) => {
  let w: World;
  let campaignId: string;
  const input = (more: object = {}) => ({
    ...{
      organisationId: w.of('ah.hefei.plant').id,
      title: '网络安全知识竞赛',
      heldOn: '2022-06-10',
      form: 'quiz',
      place: '厂区礼堂',
      content: '两百名职工参加了竞赛。',
    },
    ...{
      participants: 200,
      workersReached: 150,
      publicists: 12,
      audience: 3000,
      enterprise: null,
      links: ['https://example.org/a'],
    },
    ...more,
  });
  const run = (caller: Caller | undefined, query: string, variables: object = {}) =>
    execute(w.service, {query, variables: {...variables}, ...(caller ? {caller} : {})});
  const draft = (more: object = {}, caller = w.caller('UNIT_REPORTER', 'ah.hefei.plant')) =>
    run(caller, `mutation ($c: ID!, $i: ReportInput!) { draftReport(campaignId: $c, input: $i) { ${FIELDS} } }`, {
      c: campaignId,
      i: input(more),
    });
  const act = (name: 'submitReport' | 'approveReport', id: string, caller: Caller) =>
    run(caller, `mutation ($id: ID!) { ${name}(id: $id) { ${FIELDS} } }`, {id});
  const giveBack = (id: string, reason: string, caller: Caller) =>
    run(caller, `mutation ($id: ID!, $r: String!) { returnReport(id: $id, reason: $r) { ${FIELDS} } }`, {
      id,
      r: reason,
    });
  const amend = (id: string, version: number, more: object, caller = w.caller('UNIT_REPORTER', 'ah.hefei.plant')) =>
    run(
      caller,
      `mutation ($id: ID!, $v: Int!, $i: ReportInput!) { amendReport(id: $id, version: $v, input: $i) { ${FIELDS} } }`,
      {id, v: version, i: input(more)},
    );
  const list = (caller: Caller | undefined, filter: object = {}, page: object = {}) =>
    run(
      caller,
      `query ($c: ID!, $f: ReportFilter, $n: Int! = 50, $a: String) { reports(campaignId: $c, filter: $f, first: $n, after: $a) { totalCount nodes { id title } pageInfo { endCursor hasNextPage } } }`,
      {c: campaignId, f: filter, ...page},
    );
  const figures = async () => {
    const query =
      'query ($id: ID!, $plant: ID!) { campaign(id: $id) { plan { totals { done metric { key done } } row(organisationId: $plant) { cells { done target } } rows { organisation { id } cells { target done } } unallocated { done } } } }';
    return (await run(undefined, query, {id: campaignId, plant: w.of('ah.hefei.plant').id})).expectData().campaign.plan;
  };
  const reporter = () => w.caller('UNIT_REPORTER', 'ah.hefei.plant');
  const city = () => w.caller('REVIEWER', 'ah.hefei');

  beforeEach(async () => {
    w = await world(engine);
    await w.growFor(planSource);
    await w.grow('ah.hefei.plant', 'ah.hefei', {kind: 'GRASSROOTS_UNION', level: 'UNIT'});
    await w.grow('ah.hefei.shop', 'ah.hefei', {kind: 'GRASSROOTS_UNION', level: 'UNIT'});
    await w.grow('ah.wuhu.plant', 'ah.wuhu', {kind: 'GRASSROOTS_UNION', level: 'UNIT'});
    await w.grow('js', null, {level: 'PROVINCE'});
    campaignId = (await w.slices.definitions.apply(w.caller('CAMPAIGN_OWNER', 'ah'), planSource, null)).id;
  });
  afterEach(() => w.close());

  it('go from draft over a return to approval, and count then, at the unit and all above it', async () => {
    const drafted = (await draft()).expectData().draftReport;
    expect(drafted).toMatchObject({
      state: 'DRAFT',
      version: 1,
      form: {key: 'quiz', name: '知识竞赛'},
      organisation: {id: w.of('ah.hefei.plant').id},
    });
    expect((await act('submitReport', drafted.id, reporter())).expectData().submitReport).toMatchObject({
      state: 'SUBMITTED',
      submittedAt: '2022-06-15T02:00:00.000Z',
    });
    expect((await giveBack(drafted.id, '请补充参加人数', city())).expectData().returnReport).toMatchObject({
      state: 'RETURNED',
      returnReason: '请补充参加人数',
      version: 3,
    });
    (await amend(drafted.id, 3, {participants: 210})).expectData();
    (await act('submitReport', drafted.id, reporter())).expectData();
    expect((await figures()).totals.map(({done}: {done: number}) => done)).toEqual([0, 0, 0, 0, 0]);
    expect((await act('approveReport', drafted.id, city())).expectData().approveReport).toMatchObject({
      state: 'APPROVED',
      version: 6,
    });
    const plan = await figures();
    expect(plan.totals).toMatchObject([
      {done: 1, metric: {key: 'unions', done: 1}},
      {done: 12},
      {done: 1},
      {done: 150},
      {done: 3000},
    ]);
    expect(plan.row.cells).toEqual([
      {done: 1, target: null},
      {done: 12, target: null},
      {done: 1, target: null},
      {done: 150, target: null},
      {done: 3000, target: null},
    ]);
    expect(plan.rows[0]).toEqual({
      organisation: {id: w.of('ah.hefei').id},
      cells: [
        {target: 7, done: 1},
        {target: 140, done: 12},
        {target: 20, done: 1},
        {target: null, done: 150},
        {target: null, done: 3000},
      ],
    });
    expect(plan.rows).toHaveLength(16);
    expect(plan.unallocated.map(({done}: {done: number}) => done)).toEqual([0, 0, 0, 0, 0]);
  });

  it('count a unit once, however often it reports, and a unit outside of the rows in the rest', async () => {
    const approve = async (more: object, caller = reporter(), reviewer = city()) => {
      const {id} = (await draft(more, caller)).expectData().draftReport;
      (await act('submitReport', id, caller)).expectData();
      (await act('approveReport', id, reviewer)).expectData();
    };
    await approve({});
    await approve({publicists: 3});
    await approve(
      {organisationId: w.of('ah.workers-daily').id},
      w.caller('UNIT_REPORTER', 'ah.workers-daily'),
      w.caller('REVIEWER', 'ah'),
    );
    const plan = await figures();
    expect(plan.totals.map(({done}: {done: number}) => done)).toEqual([2, 27, 3, 450, 9000]);
    expect(plan.rows[0].cells.map(({done}: {done: number}) => done)).toEqual([1, 15, 2, 300, 6000]);
    expect(plan.unallocated.map(({done}: {done: number}) => done)).toEqual([1, 12, 1, 150, 3000]);
  });

  it('count once when ten approve at the same time', async () => {
    const {id} = (await draft()).expectData().draftReport;
    (await act('submitReport', id, reporter())).expectData();
    const answers = await Promise.all(Array.from({length: 10}, () => act('approveReport', id, city())));
    const codes = answers.map(({errors}) => errors?.[0]?.extensions?.code ?? 'approved').sort();
    expect(codes).toEqual([...Array(9).fill('REPORT_STATE_FORBIDS'), 'approved'].sort());
    expect((await figures()).totals[1].done).toBe(12);
  });

  it('are approved by a level above, never by the unit itself or by the one who handed in', async () => {
    const {id} = (await draft()).expectData().draftReport;
    const both = {...city(), grants: [grantOf('UNIT_ADMIN', w.of('ah.hefei').path)]};
    (await act('submitReport', id, both)).expectData();
    (await act('approveReport', id, both)).expectRefusal('REPORT_OWN');
    (await act('approveReport', id, w.caller('UNIT_ADMIN', 'ah.hefei.plant'))).expectRefusal('NOT_PERMITTED');
    (await act('approveReport', id, w.caller('REVIEWER', 'ah.hefei.plant'))).expectRefusal('NOT_PERMITTED');
    (await act('approveReport', id, w.caller('AUDITOR', 'ah'))).expectRefusal('NOT_PERMITTED');
    (await giveBack(id, 'r', w.caller('REVIEWER', 'ah.hefei.plant'))).expectRefusal('NOT_PERMITTED');
    (await act('approveReport', id, w.caller('CAMPAIGN_OWNER', 'ah', newId()))).expectRefusal('NOT_FOUND');
    (await act('approveReport', id, w.caller('CAMPAIGN_OWNER', 'ah', campaignId))).expectData();
  });

  it('exist only for those who may read them', async () => {
    const {id} = (await draft()).expectData().draftReport;
    const read = async (caller?: Caller) =>
      (await run(caller, 'query ($id: ID!) { report(id: $id) { id campaign { key } } }', {id})).expectData().report;
    const entity = async (caller?: Caller) =>
      (
        await run(caller, 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ActivityReport { id } } }', {
          r: [{__typename: 'ActivityReport', id}],
        })
      ).expectData()._entities[0];
    for (const caller of [
      reporter(),
      city(),
      w.caller('AUDITOR', 'ah'),
      w.caller('CAMPAIGN_OWNER', 'ah', campaignId),
    ]) {
      expect(await read(caller)).toEqual({id, campaign: {key: 'anhui-2022'}});
      expect(await entity(caller)).toEqual({id});
      expect((await list(caller)).expectData().reports.totalCount).toBe(1);
    }
    for (const caller of [
      undefined,
      w.caller('UNIT_REPORTER', 'ah.hefei.shop'),
      w.caller('REVIEWER', 'ah.wuhu'),
      w.caller('JUDGE', 'ah'),
      w.caller('AUDITOR', 'ah', newId()),
      w.caller('TRACK_HOST', 'ah', `${campaignId}/song`),
    ]) {
      expect(await read(caller)).toBeNull();
      expect(await entity(caller)).toBeNull();
      expect((await list(caller)).expectData().reports.totalCount).toBe(0);
    }
    (await act('submitReport', id, w.caller('UNIT_REPORTER', 'ah.hefei.shop'))).expectRefusal('NOT_FOUND');
    (await act('submitReport', newId(), reporter())).expectRefusal('NOT_FOUND');
    (await act('submitReport', id, w.caller('AUDITOR', 'ah'))).expectRefusal('NOT_PERMITTED');
  });

  it('are amended by whoever read the newest version', async () => {
    const {id} = (await draft()).expectData().draftReport;
    expect((await amend(id, 1, {title: 'B'})).expectData().amendReport).toMatchObject({title: 'B', version: 2});
    expect((await amend(id, 1, {title: 'C'})).expectRefusal('VERSION_CONFLICT')).toEqual({current: 2});
    const answers = await Promise.all(['D', 'E', 'F'].map((title) => amend(id, 2, {title})));
    expect(answers.filter(({errors}) => !errors)).toHaveLength(1);
    (await act('submitReport', id, reporter())).expectData();
    (await amend(id, 4, {title: 'G'})).expectRefusal('REPORT_STATE_FORBIDS');
  });

  it('are handed in while their stage is open, to its last millisecond in the zone of the campaign', async () => {
    const {id} = (await draft()).expectData().draftReport;
    w.clock.set('2022-12-21T00:00:00+08:00');
    expect((await act('submitReport', id, reporter())).expectRefusal('REPORT_STAGE_CLOSED')).toMatchObject({
      stage: 'offline-events',
      closesAt: '2022-12-20T15:59:59.999Z',
    });
    w.clock.set('2022-12-20T23:59:59.999+08:00');
    (await act('submitReport', id, reporter())).expectData();
  });

  it('are handed in only while nothing holds the plan, and say in words what does', async () => {
    const {id} = (await draft()).expectData().draftReport;
    await w.change(
      planSource.replace(
        /- \{key: allocation,(.*)\}\n/,
        '- {key: allocation,$1, pending: true, holds: {plan: true}}\n',
      ),
      'the annex comes later',
    );
    const refused = await act('submitReport', id, reporter());
    const annex = {zh: '附件“计划任务分配表”尚未收到。', en: 'The annex "Allocation of the plan" has not arrived yet.'};
    expect(refused.expectRefusal('PLAN_HELD')).toEqual({points: [{id: 'ANNEX_PENDING:allocation', text: annex}]});
    expect(refused.errors?.[0].extensions?.text).toEqual({
      zh: `计划尚未启用，暂不能提交填报：${annex.zh}`,
      en: `The plan is held, so no reports are handed in: ${annex.en}`,
    });
    await w.change(planSource, 'the annex is there');
    expect((await act('submitReport', id, reporter())).expectData().submitReport.state).toBe('SUBMITTED');
  });

  it('may be of today in Shanghai, and not of tomorrow', async () => {
    w.clock.set('2022-06-15T23:30:00+08:00');
    (await draft({heldOn: '2022-06-15'})).expectData();
    (await draft({heldOn: '2022-06-16'})).expectRefusal('INPUT_INVALID');
    w.clock.set('2022-06-16T00:30:00+08:00');
    (await draft({heldOn: '2022-06-16'})).expectData();
  });

  const bad: [string, object, string][] = [
    ['30 February', {heldOn: '2024-02-30'}, 'input.heldOn'],
    ['a day of another form', {heldOn: '2022-6-1'}, 'input.heldOn'],
    ['no title', {title: '  '}, 'input.title'],
    ['a title of 121', {title: 'x'.repeat(121)}, 'input.title'],
    ['a text of a megabyte', {content: 'x'.repeat(1_000_000)}, 'input.content'],
    ['no place', {place: ''}, 'input.place'],
    ['a negative number', {participants: -1}, 'input.participants'],
    ['too many publicists', {publicists: 100_001}, 'input.publicists'],
    ['an audience of two thousand million', {audience: 2_000_000_000}, 'input.audience'],
    ['an unknown form', {form: 'party'}, 'input.form'],
    ['a form named like a prototype', {form: '__proto__'}, 'input.form'],
    ['a script as a link', {links: ['javascript:alert(1)']}, 'input.links'],
    ['eleven links', {links: Array(11).fill('https://example.org')}, 'input.links'],
    ['a long enterprise', {enterprise: 'x'.repeat(121)}, 'input.enterprise'],
  ];
  it('refuse whatever is wrong in a field, naming it, and keep nothing of it', async () => {
    for (const [what, more, field] of bad) {
      const facts = (await draft(more)).expectRefusal('INPUT_INVALID');
      expect([what, facts.field]).toEqual([what, field]);
    }
    expect((await list(reporter())).expectData().reports.totalCount).toBe(0);
  });

  it('refuse what the graph itself can not hold', async () => {
    for (const more of [
      {participants: 2 ** 31},
      {participants: 1.5},
      {participants: '7'},
      {title: null},
      {organisationId: {}},
    ]) {
      const {errors} = await draft(more);
      expect(errors).toHaveLength(1);
      expect(errors?.[0].extensions?.code).not.toBe('INTERNAL');
    }
  });

  it('refuse units that are unknown, elsewhere, closed or not theirs, and campaigns without a plan', async () => {
    const all = w.caller('UNIT_ADMIN', 'ah');
    expect((await draft({organisationId: newId()}, all)).expectRefusal('ORGANISATION_UNKNOWN')).toBeTruthy();
    (await draft({organisationId: w.of('js').id}, w.caller('UNIT_ADMIN', 'js'))).expectRefusal(
      'REPORT_UNIT_OUTSIDE_PLAN',
    );
    (await draft({organisationId: w.of('ah.wuhu.plant').id})).expectRefusal('NOT_PERMITTED');
    await w.announce({...w.of('ah.hefei.shop'), closed: true});
    (await draft({organisationId: w.of('ah.hefei.shop').id}, all)).expectRefusal('REPORT_UNIT_CLOSED');
    campaignId = newId();
    (await draft({}, all)).expectRefusal('NOT_FOUND');
    await w.growFor(singerSource);
    campaignId = (await w.slices.definitions.apply(w.caller('CAMPAIGN_OWNER', 'ah'), singerSource, null)).id;
    (await draft({}, all)).expectRefusal('CAMPAIGN_WITHOUT_PLAN');
  });

  it('of a unit that was closed meanwhile are still decided on, and no longer handed in', async () => {
    const [first, second] = [(await draft()).expectData().draftReport.id, (await draft()).expectData().draftReport.id];
    (await act('submitReport', first, reporter())).expectData();
    await w.announce({...w.of('ah.hefei.plant'), closed: true});
    (await act('submitReport', second, reporter())).expectRefusal('REPORT_UNIT_CLOSED');
    expect((await act('approveReport', first, city())).expectData().approveReport).toMatchObject({state: 'APPROVED'});
  });

  it('belong to a campaign that an organisation knows it is part of', async () => {
    const of = async (code: string) => {
      const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Organisation {
        campaigns { campaign { id } owns roles hasQuota tracks { role track { key } } } } } }`;
      const r = [{__typename: 'Organisation', id: w.of(code).id}];
      return (await run(undefined, query, {r})).expectData()._entities[0].campaigns as Record<string, unknown>[];
    };
    expect(await of('ah')).toMatchObject([{campaign: {id: campaignId}, owns: true}]);
    const [hefei] = await of('ah.hefei');
    expect(hefei).toMatchObject({owns: false, hasQuota: true});
    expect(hefei!.tracks).not.toEqual([]);
    expect(await of('js')).toEqual([]);
  });

  it('keep scripts, formulas and any script of the world as text', async () => {
    for (const title of [
      '<script>alert(1)</script>',
      '=cmd|calc',
      '𠮷野家 🎤 ‮ \u200b',
      "'; DROP TABLE activity_report; --",
    ]) {
      const {draftReport} = (await draft({title, content: title, place: title})).expectData();
      expect(draftReport.title).toBe(title.trim());
    }
  });

  it('are listed newest first, page by page, by state, by unit and by words', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      w.clock.advance(1_000);
      ids.unshift((await draft({title: `Report ${i}_100%`})).expectData().draftReport.id);
    }
    const other = (
      await draft({organisationId: w.of('ah.wuhu.plant').id, title: '其他'}, w.caller('UNIT_REPORTER', 'ah.wuhu.plant'))
    ).expectData().draftReport.id;
    (await act('submitReport', ids[0], reporter())).expectData();
    const all = w.caller('AUDITOR', 'ah');
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const {reports} = (await list(all, {}, {n: 2, a: after})).expectData();
      expect(reports.totalCount).toBe(6);
      seen.push(...reports.nodes.map(({id}: {id: string}) => id));
      after = reports.pageInfo.hasNextPage ? reports.pageInfo.endCursor : null;
    } while (after);
    expect([...seen].sort()).toEqual([...ids, other].sort());
    expect(seen).toEqual([...seen].sort().reverse());
    const found = async (filter: object) => (await list(all, filter)).expectData().reports.totalCount;
    expect(await found({states: ['SUBMITTED']})).toBe(1);
    expect(await found({states: []})).toBe(0);
    expect(await found({organisationId: w.of('ah.hefei').id})).toBe(5);
    expect(await found({organisationId: w.of('ah.hefei').id, states: ['DRAFT']})).toBe(4);
    expect(await found({organisationId: newId()})).toBe(0);
    expect(await found({search: 'report 3'})).toBe(1);
    expect(await found({search: '_100%'})).toBe(5);
    expect(await found({search: '%'})).toBe(5);
    expect(await found({search: "' OR 1=1"})).toBe(0);
    (await list(all, {}, {n: 0})).expectRefusal('PAGE_SIZE_INVALID');
    (await list(all, {}, {a: 'forged'})).expectRefusal('CURSOR_INVALID');
  });
});
