import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {type Caller, ENVELOPE_HEADER, signEnvelope} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {serve} from '@concours/kernel/serve';
import {csv, xlsx} from '@concours/kernel/testing/tables';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {html, jpegWithPosition, png} from '@concours/kernel/testing/sample-media';
import {planSource, type World, world} from '../../testing/world.js';

const RULES = `
    topics: [{key: security, name: {zh: 网络安全, en: Security}}]
    channels: [{key: live, name: {zh: 新媒体直播, en: Live stream}}]
    evidence: {why: {zh: 供抽查, en: For spot checks}, photos: 1}
    confirm: [{key: safety, text: {zh: 已做好安全预案, en: A safety plan was in place}}]
    due: {within: 5}
    table: {by: 2022-08-30}
`;
const source = planSource.replace(/\n {2}reports:[^\n]*\n/, (line) => `${line.trimEnd()}${RULES}`);

describe.each(engines)('reports in full on %s', (engine) => {
  let w: World;
  let campaignId: string;
  let me: Caller;
  beforeEach(async () => {
    w = await world(engine);
    await w.growFor(planSource);
    await w.grow('ah.hefei.plant', 'ah.hefei', {kind: 'GRASSROOTS_UNION', level: 'UNIT'});
    await w.grow('ah.wuhu.mill', 'ah.wuhu', {kind: 'GRASSROOTS_UNION', level: 'UNIT'});
    campaignId = (await w.slices.definitions.apply(w.caller('CAMPAIGN_OWNER', 'ah'), source, null)).id;
    me = w.caller('UNIT_REPORTER', 'ah.hefei.plant');
  });
  afterEach(() => w.close());

  // one account: an upload is its own
  const reporter = () => me;
  const city = () => w.caller('REVIEWER', 'ah.hefei');
  const input = (more: object = {}) => ({
    ...{organisationId: w.of('ah.hefei.plant').id, title: '网络安全知识竞赛', heldOn: '2022-06-10', form: 'quiz'},
    ...{place: '礼堂', content: '竞赛', participants: 200, workersReached: 150, publicists: 12, audience: 3000},
    ...{enterprise: null, links: [], topics: ['security'], channels: ['live'], confirmed: ['safety']},
    ...more,
  });
  const run = (caller: Caller, query: string, variables: object = {}) =>
    execute(w.service, {query, variables: {...variables}, caller});
  const upload = async (caller: Caller, content: Buffer, filename: string): Promise<string> => {
    const id = newId();
    const folder = join(w.settings.filesDir, 'campaigns/uploads');
    await mkdir(folder, {recursive: true});
    const metadata = {filename, account: caller.id ?? ''};
    await writeFile(join(folder, id), content);
    const info = {id, size: content.length, offset: 0, metadata, creation_date: new Date().toISOString()};
    await writeFile(join(folder, `${id}.json`), JSON.stringify(info));
    return id;
  };
  const draft = async (more: object = {}, caller = reporter()): Promise<string> =>
    (await w.slices.reports.draft(caller, campaignId, input(more))).id;
  const photo = (caller: Caller, reportId: string, uploadId: string) =>
    run(
      caller,
      'mutation ($r: ID!, $u: ID!) { attachReportPhoto(reportId: $r, uploadId: $u) { photos { id url type size } } }',
      {r: reportId, u: uploadId},
    );
  const handedIn = async (more: object = {}, caller = reporter()): Promise<string> => {
    const id = await draft(more, caller);
    (await photo(caller, id, await upload(caller, png(), 'a.png'))).expectData();
    await w.slices.reports.submit(caller, id);
    return id;
  };
  const approved = async (more: object = {}, caller = reporter(), by = city()): Promise<string> => {
    const id = await handedIn(more, caller);
    await w.slices.reports.approve(by, id);
    return id;
  };
  const correct = (id: string, more: object, caller = city()) =>
    w.slices.reporting.correcting.correct(caller, {
      ...{id, version: 3, reason: '漏算一个班组'},
      counted: {...input(), ...more} as never,
    });
  const done = async () =>
    (
      await run(reporter(), 'query ($id: ID!) { campaign(id: $id) { plan { totals { metric { key } done } } } }', {
        id: campaignId,
      })
    )
      .expectData()
      .campaign.plan.totals.map(({done: figure}: {done: number}) => figure);

  it('say what the plan lets them say, and are handed in once they are whole', async () => {
    await expect(draft({topics: ['dancing']})).rejects.toMatchObject({extensions: {facts: {field: 'input.topics'}}});
    const id = await draft({confirmed: []});
    await expect(w.slices.reports.submit(reporter(), id)).rejects.toMatchObject({
      extensions: {code: 'REPORT_UNCONFIRMED', facts: {keys: ['safety']}},
    });
    await w.slices.reports.amend(reporter(), id, 1, input());
    await expect(w.slices.reports.submit(reporter(), id)).rejects.toMatchObject({
      extensions: {code: 'REPORT_EVIDENCE_MISSING', facts: {asked: 1, has: 0}},
    });
    (await photo(reporter(), id, await upload(reporter(), html, 'a.jpg'))).expectRefusal('ASSET_TYPE_WRONG');
    (await photo(reporter(), id, newId())).expectRefusal('UPLOAD_NOT_FOUND');
    const {photos} = (
      await photo(reporter(), id, await upload(reporter(), jpegWithPosition().file, 'p.jpg'))
    ).expectData().attachReportPhoto;
    expect(photos).toMatchObject([
      {type: 'image/jpeg', url: expect.stringMatching(/^\/attachments\/a\/[0-9A-Z]{26}\?t=/)},
    ]);
    await w.slices.reports.submit(reporter(), id);
    const fields = `query ($id: ID!) { report(id: $id) { topics { key name } channels { name } confirmed awaits { id } mayReview photos { id } } }`;
    expect((await run(reporter(), fields, {id})).expectData().report).toMatchObject({
      ...{topics: [{key: 'security', name: '网络安全'}], channels: [{name: '新媒体直播'}], confirmed: ['safety']},
      ...{awaits: {id: w.of('ah.hefei').id}, mayReview: false},
    });
    expect((await run(city(), fields, {id})).expectData().report.mayReview).toBe(true);
    expect((await run(w.caller('REVIEWER', 'ah.wuhu'), fields, {id})).expectData().report).toBeNull();
    (
      await run(reporter(), 'mutation ($r: ID!, $p: ID!) { removeReportPhoto(reportId: $r, photoId: $p) { id } }', {
        r: id,
        p: photos[0].id,
      })
    ).expectRefusal('REPORT_STATE_FORBIDS');
  });

  it('have photos that lose the place they were taken at, and come out behind their link alone', async () => {
    const {file, place} = jpegWithPosition();
    const id = await draft();
    const {url} = (await photo(reporter(), id, await upload(reporter(), file, 'p.jpg'))).expectData().attachReportPhoto
      .photos[0];
    const key = {id: 'test', secret: 'k'.repeat(40)};
    const running = await serve(w.service, {keys: [key]});
    try {
      const get = (path: string) =>
        fetch(running.url + path, {
          headers: {[ENVELOPE_HEADER]: signEnvelope({caller: reporter(), key, request: {method: 'GET', path}})},
        });
      const answer = await get(url);
      expect([answer.status, answer.headers.get('content-security-policy')]).toEqual([200, 'sandbox']);
      expect(Buffer.from(await answer.arrayBuffer()).includes(place)).toBe(false);
      expect((await get(url.replace(/\?t=.*/, ''))).status).toBe(403);
    } finally {
      await running.close();
    }
  });

  it('that look like one event know of each other, and the inbox finds them', async () => {
    const [one, other] = [await handedIn(), await handedIn({title: '网络安全 知识竞赛活动'})];
    await handedIn({heldOn: '2022-06-11'});
    const query = `query ($c: ID!, $f: ReportFilter) { reports(campaignId: $c, filter: $f) { totalCount nodes { id duplicates { id } } } }`;
    const found = async (filter: object, caller = city()) =>
      (await run(caller, query, {c: campaignId, f: filter})).expectData().reports;
    const {nodes} = await found({duplicates: true});
    expect(nodes).toEqual([
      {id: other, duplicates: [{id: one}]},
      {id: one, duplicates: [{id: other}]},
    ]);
    expect((await found({awaitingMe: true})).totalCount).toBe(3);
    expect((await found({awaitingMe: true}, reporter())).totalCount).toBe(0);
    expect((await found({heldFrom: '2022-06-11', forms: ['quiz']})).totalCount).toBe(1);
    expect((await found({heldUntil: '2022-06-10', forms: ['speech']})).totalCount).toBe(0);
  });

  it('are approved many at once, and each says what became of it', async () => {
    const ids = [await handedIn(), await draft({title: '演讲'}), newId()];
    const {approveReports} = (
      await run(city(), 'mutation ($ids: [ID!]!) { approveReports(ids: $ids) { id code reason report { state } } }', {
        ids,
      })
    ).expectData();
    expect(approveReports).toMatchObject([
      {id: ids[0], code: null, report: {state: 'APPROVED'}},
      {id: ids[1], code: 'REPORT_STATE_FORBIDS', report: null},
      {id: ids[2], code: 'NOT_FOUND', reason: expect.any(String)},
    ]);
    expect((await done())[2]).toBe(1);
  });

  it('are corrected by lines of their own, from above and with a reason; a struck one counts no more', async () => {
    const id = await approved();
    await expect(correct(id, {}, city())).rejects.toMatchObject({extensions: {code: 'REPORT_NOTHING_CORRECTED'}});
    await expect(correct(id, {workersReached: 160}, reporter())).rejects.toMatchObject({
      extensions: {code: 'NOT_PERMITTED'},
    });
    await correct(id, {workersReached: 160});
    expect(await done()).toEqual([1, 12, 1, 160, 3000]);
    await expect(correct(id, {workersReached: 170})).rejects.toMatchObject({extensions: {code: 'VERSION_CONFLICT'}});
    const struck = await run(
      city(),
      'mutation ($id: ID!) { strikeReport(id: $id, version: 4, reason: "重复") { state corrections { kind reason before { workersReached } after { workersReached } } } }',
      {id},
    );
    expect(struck.expectData().strikeReport).toEqual({
      state: 'STRUCK',
      corrections: [
        {kind: 'CHANGED', reason: '漏算一个班组', before: {workersReached: 150}, after: {workersReached: 160}},
        {kind: 'STRUCK', reason: '重复', before: {workersReached: 160}, after: null},
      ],
    });
    expect(await done()).toEqual([0, 0, 0, 0, 0]);
  });

  describe('from a statistics table', () => {
    const rows = [
      ['单位代码', '活动名称', '活动日期', '活动形式', '地点', '活动简况', '参加人数', '主题'],
      ['ah.hefei.plant', '主题演讲', '2022年6月2日', '主题演讲', '礼堂', '演讲', '120人', '网络安全'],
      ['ah.hefei.plant', '主题演讲活动', '2022-06-02', '主题演讲', '礼堂', '演讲', '120', ''],
      ['ah.hefei.plant', '竞赛', '2022-06-31', '跳舞', '礼堂', '竞赛', '-3', ''],
      ['ah.wuhu.mill', '竞赛', '2022-06-03', '知识竞赛', '礼堂', '竞赛', '3', ''],
    ];
    const take = async (file: Buffer, dryRun: boolean) =>
      (
        await run(
          reporter(),
          `mutation ($c: ID!, $u: ID!, $dry: Boolean!) { importReports(campaignId: $c, uploadId: $u, dryRun: $dry, handIn: true, confirmed: ["safety"]) {
            taken rows { row outcome unit title heldOn reportId problems } } }`,
          {c: campaignId, u: await upload(reporter(), file, '统计表.xlsx'), dry: dryRun},
        )
      ).expectData().importReports;

    it.each([
      ['CSV', async () => csv(rows)],
      ['XLSX', async () => xlsx(rows)],
    ])(
      'as %s: each row says what became of it, a trial keeps nothing, and a second time brings nothing',
      async (_, make) => {
        const file = await make();
        const expected = ['DRAFTED', 'DUPLICATE', 'REFUSED', 'REFUSED'];
        const trial = await take(file, true);
        expect(trial.rows.map(({outcome}: {outcome: string}) => outcome)).toEqual(expected);
        expect(trial.rows[0]).toMatchObject({
          row: 2,
          heldOn: '2022-06-02',
          reportId: null,
          problems: ['还需 1 张照片。'],
        });
        expect(trial.rows[2].problems).toHaveLength(3);
        expect(trial.rows[3].problems).toEqual(['找不到该单位，或无权为它填报。']);
        expect((await w.slices.reading.page(reporter(), {campaignId, first: 10})).totalCount).toBe(0);
        const real = await take(file, false);
        expect([real.taken, real.rows[0].reportId]).toEqual([1, expect.any(String)]);
        expect((await take(file, false)).rows[0].outcome).toBe('DUPLICATE');
      },
    );

    it('is refused whole when it is none, or has no headings', async () => {
      const refused = async (file: Buffer, code: string) =>
        (
          await run(
            reporter(),
            'mutation ($c: ID!, $u: ID!) { importReports(campaignId: $c, uploadId: $u, dryRun: true, handIn: false, confirmed: []) { taken } }',
            {c: campaignId, u: await upload(reporter(), file, 'x.xlsx')},
          )
        ).expectRefusal(code);
      await refused(png(), 'REPORT_TABLE_REFUSED');
      await refused(csv([['甲', '乙']]), 'REPORT_TABLE_WITHOUT_HEADINGS');
      await refused(csv([rows[0]!, ...Array.from({length: 201}, () => rows[1]!)]), 'REPORT_TABLE_REFUSED');
    });
  });

  it('that are late are listed for who reviews them, in the order of the tree', async () => {
    await draft({heldOn: '2022-06-01'});
    await draft({heldOn: '2022-06-14', title: '新'});
    const query = `query ($c: ID!) { overdueUnits(campaignId: $c) { totalCount nodes { organisation { id } drafts returned since table } } }`;
    const late = async (caller: Caller) => (await run(caller, query, {c: campaignId})).expectData().overdueUnits;
    expect((await late(city())).nodes).toEqual([
      {organisation: {id: w.of('ah.hefei.plant').id}, drafts: 1, returned: 0, since: '2022-06-01', table: false},
    ]);
    expect((await late(w.caller('REVIEWER', 'ah.wuhu'))).totalCount).toBe(0);
    await approved({heldOn: '2022-06-14', title: '另一场'});
    w.clock.set('2022-08-30T23:59:59.999+08:00');
    expect((await late(w.caller('REVIEWER', 'ah'))).totalCount).toBe(1);
    w.clock.set('2022-08-31T00:00:00+08:00');
    const {totalCount, nodes} = await late(w.caller('REVIEWER', 'ah'));
    // fifteen cities of sixteen have handed in nothing, and the plant still has its drafts
    expect([totalCount, nodes.filter(({table}: {table: boolean}) => table).length]).toEqual([16, 15]);
  });
});
