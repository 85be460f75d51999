import {AuditRow} from '@concours/kernel/audit/audit-row';
import {systemCaller} from '@concours/kernel/identity';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {datedFile, sourceOf, stageOf} from '../../testing/dated-definition.js';
import {type World, world} from '../../testing/world.js';

const FIELDS =
  'place status moment instant earliest latest confirmable name written history {kind before after reason followed}';
const CONFIRM = `mutation ($campaignId: ID!, $place: String!, $moment: String, $reason: String) {
  confirmDate(campaignId: $campaignId, place: $place, moment: $moment, reason: $reason) {${FIELDS}}
}`;
const DATES = `query ($id: ID!) {campaign(id: $id) {
  dates {${FIELDS}}
  stages {key state opensAt plannedAt heldBy {id text(language: EN)}}
  deadlines {place kind trackKey at status binding}
  openPoints {id code stageKeys trackKeys}
}}`;

describe.each(engines)('dates that a notice leaves open, on %s', (engine) => {
  let w: World;
  beforeEach(async () => {
    w = await world(engine, '2022-06-15T10:00:00+08:00');
    await w.grow('ah', null, {level: 'PROVINCE'});
  });
  afterEach(() => w.close());

  const apply = (file: ReturnType<typeof datedFile>, reason: string | null = null) =>
    w.slices.definitions.apply(systemCaller(), sourceOf(file), reason);
  const owner = () => w.caller('CAMPAIGN_OWNER', 'ah');
  const confirm = (campaignId: string, place: string, moment: string | null, reason: string | null = null) =>
    execute(w.service, {query: CONFIRM, variables: {campaignId, place, moment, reason}, caller: owner()});
  const read = async (id: string) => {
    const {campaign} = (await execute(w.service, {query: DATES, variables: {id}})).expectData();
    return {
      ...campaign,
      date: (place: string) => campaign.dates.find((date: {place: string}) => date.place === place),
      stage: (key: string) => campaign.stages.find((stage: {key: string}) => stage.key === key),
    };
  };

  const open = datedFile('anhui', {
    stages: [stageOf('intake', {from: '2022-05', until: '2022-08-mid', stated: '5月至8月中旬'})],
    tracks: [{key: 'song', name: 'Song', kind: 'SONG', hosting: [], deadline: 'TBA'}],
  });

  it('hold what they begin and end, and say so; confirmed, they release it, and the history stays', async () => {
    const {id} = await apply(open);
    const before = await read(id);
    expect(before.stage('intake')).toMatchObject({state: 'UNRESOLVED', opensAt: null});
    expect(before.stage('intake').heldBy.map((point: {text: string}) => point.text)).toEqual([
      '"intake": the beginning is not known yet (in the notice: 5月至8月中旬).',
      '"intake": the end is not known yet (in the notice: 5月至8月中旬).',
    ]);
    expect(before.date('stages[intake].until')).toMatchObject({
      ...{status: 'UNRESOLVED', moment: null, earliest: '2022-08-11', latest: '2022-08-20', written: '2022年8月中旬'},
    });
    expect(
      before.openPoints.map(({code, trackKeys}: {code: string; trackKeys: string[]}) => [code, trackKeys]),
    ).toEqual([
      ['DATE_UNRESOLVED', []],
      ['DATE_UNRESOLVED', []],
      ['DATE_UNRESOLVED', ['song']],
    ]);

    (await confirm(id, 'stages[intake].from', '2022-05-09')).expectData();
    const held = await read(id);
    expect(held.stage('intake')).toMatchObject({state: 'HELD', opensAt: null, plannedAt: '2022-05-08T16:00:00.000Z'});
    const {confirmDate} = (await confirm(id, 'stages[intake].until', '2022-08-20T24:00')).expectData();
    expect(confirmDate).toMatchObject({
      ...{status: 'CONFIRMED', moment: '2022-08-20', instant: '2022-08-20T15:59:59.999Z'},
      history: [{kind: 'CONFIRMED', before: null, after: '2022-08-20', reason: null, followed: null}],
    });
    expect((await read(id)).stage('intake')).toMatchObject({state: 'OPEN', heldBy: []});

    // it has opened: another end needs a reason, and the first one stays in the history
    (await confirm(id, 'stages[intake].until', '2022-08-19')).expectRefusal('DATE_REASON_REQUIRED');
    const again = (await confirm(id, 'stages[intake].until', '2022-08-19', 'the hosts asked')).expectData();
    expect(again.confirmDate.history.map(({after}: {after: string}) => after)).toEqual(['2022-08-19', '2022-08-20']);
    const back = (await confirm(id, 'stages[intake].until', null, 'a mistake')).expectData();
    expect(back.confirmDate).toMatchObject({
      status: 'UNRESOLVED',
      history: [{kind: 'WITHDRAWN', before: '2022-08-19'}, {}, {}],
    });
    const rows = await w.database.read.findBy(AuditRow, {action: 'confirmDate'});
    expect(rows).toHaveLength(4);
  });

  it.each([
    ['stages[intake].nothing', '2022-05-09', 'NOT_FOUND'],
    ['stages[intake].from', '2022-02-30', 'INPUT_INVALID'],
    ['stages[intake].from', '2022-05', 'INPUT_INVALID'],
    ['stages[intake].from', '2022-06-02', 'DATE_OUTSIDE_STATED'],
    ['stages[intake].from', null, 'DATE_NOT_CONFIRMED'],
  ])('refuse %s at %s with %s', async (place, moment, code) => {
    const {id} = await apply(open);
    (await confirm(id, place, moment)).expectRefusal(code);
  });

  it('are not the business of those who may not steer, and never end before they begin', async () => {
    const {id} = await apply(open);
    const asked = {campaignId: id, place: 'stages[intake].from', moment: '2022-05-09'};
    const reporter = w.caller('UNIT_REPORTER', 'ah');
    (await execute(w.service, {query: CONFIRM, variables: asked, caller: reporter})).expectRefusal('NOT_PERMITTED');
    (await confirm(id, 'stages[intake].until', '2022-08-15')).expectData();
    (await confirm(id, 'stages[intake].from', '2022-08-16', 'whatever the notice says')).expectRefusal('DATE_REVERSED');
    const written = await apply(datedFile('exact'));
    (await confirm(written.id, 'stages[intake].from', '2022-05-10', 'because')).expectRefusal('DATE_WRITTEN');
  });

  it('that are written but tentative can be confirmed too, and are tentative no more (A37)', async () => {
    const stages = [stageOf('final', {kind: 'FINAL', from: '2022-09-01', until: '2022-09-20', tentative: true})];
    const {id} = await apply(datedFile('final', {stages}));
    expect((await read(id)).date('stages[final].from')).toMatchObject({status: 'TENTATIVE', confirmable: true});
    for (const edge of ['from', 'until']) (await confirm(id, `stages[final].${edge}`, '2022-09-12')).expectData();
    const campaign = await w.slices.campaigns.one(systemCaller(), id);
    expect(campaign.document.stages[0]).toMatchObject({from: '2022-09-12', until: '2022-09-12'});
    expect(campaign.document.stages[0].tentative).toBeUndefined();
  });

  it('hold until the definition says something else at their place', async () => {
    const {id} = await apply(open);
    (await confirm(id, 'stages[intake].until', '2022-08-20')).expectData();
    await apply({...open, tracks: [{...open.tracks[0], name: 'Songs'}]}, 'a better name');
    expect((await read(id)).date('stages[intake].until')).toMatchObject({status: 'CONFIRMED', moment: '2022-08-20'});
    await apply({...open, stages: [{...open.stages[0], until: '2022-08-late'}]}, 'later');
    expect((await read(id)).date('stages[intake].until')).toMatchObject({
      status: 'UNRESOLVED',
      history: [{kind: 'LAPSED', before: '2022-08-20', after: null}, {kind: 'CONFIRMED'}],
    });
  });

  describe('that hang on those of a campaign above', () => {
    const above = datedFile('national', {
      stages: [stageOf('collect', {from: '2022-05', until: 'TBA'})],
      tracks: [{key: 'song', name: 'Song', kind: 'SONG', hosting: []}],
    });
    const province = datedFile('province', {
      parents: ['national'],
      stages: [
        stageOf('intake', {from: '2022-05-09', until: {days: -10, after: {campaign: 'national', track: 'song'}}}),
        stageOf('review', {kind: 'JUDGING', from: {days: 1, after: {stage: 'intake'}}, until: '2022-09-30'}),
      ],
    });
    const district = datedFile('district', {
      parents: ['province'],
      stages: [
        stageOf('intake', {from: '2022-05-09', until: {days: -5, after: {campaign: 'province', stage: 'intake'}}}),
      ],
    });

    it('move with them through every level, in the same unit of work, with history and audit (R25)', async () => {
      const top = await apply(above);
      const middle = await apply(province);
      const bottom = await apply(district);
      expect((await read(middle.id)).stage('intake')).toMatchObject({state: 'HELD'});
      expect((await read(bottom.id)).date('stages[intake].until')).toMatchObject({
        status: 'UNRESOLVED',
        written: '上级活动 province 的“intake”截止前 5 天',
      });

      (await confirm(top.id, 'stages[collect].until', '2022-09-20')).expectData();
      expect((await read(middle.id)).stage('intake')).toMatchObject({state: 'OPEN'});
      expect((await read(middle.id)).date('stages[review].from')).toMatchObject({
        moment: '2022-09-11',
        status: 'FOLLOWING',
      });
      expect((await read(bottom.id)).date('stages[intake].until')).toMatchObject({
        ...{moment: '2022-09-05', status: 'FOLLOWING'},
        history: [{kind: 'FOLLOWED', before: null, after: '2022-09-05', followed: 'province'}],
      });

      // the parent's definition moves them as well
      const later = {...above, stages: [{...above.stages[0], until: '2022-09-25'}]};
      await apply(later, 'the ministry has decided');
      expect((await read(bottom.id)).date('stages[intake].until')).toMatchObject({moment: '2022-09-10'});
      const rows = await w.database.read.findBy(AuditRow, {action: 'date.follow', subjectId: bottom.id});
      expect(rows).toHaveLength(2);
      expect(JSON.parse(rows[1].afterText ?? '')).toMatchObject({
        'stages[intake].until': '2022-09-10',
        followed: 'province',
      });
    });

    it('do not move where the owner has confirmed another, nor does what hangs on that', async () => {
      const top = await apply(above);
      const middle = await apply(province);
      const bottom = await apply(district);
      (await confirm(middle.id, 'stages[intake].until', '2022-08-31')).expectData();
      const version = (await w.slices.campaigns.one(systemCaller(), bottom.id)).version;
      (await confirm(top.id, 'stages[collect].until', '2022-09-20')).expectData();
      expect((await read(middle.id)).date('stages[intake].until')).toMatchObject({
        status: 'CONFIRMED',
        moment: '2022-08-31',
      });
      expect((await read(bottom.id)).date('stages[intake].until')).toMatchObject({moment: '2022-08-26'});
      expect((await w.slices.campaigns.one(systemCaller(), bottom.id)).version).toBe(version);
    });

    it('are refused where they would hang on themselves', async () => {
      const ring = datedFile('ring', {
        stages: [
          stageOf('a', {from: {days: 1, after: {stage: 'b'}}, until: '2022-08-20'}),
          stageOf('b', {from: '2022-05-01', until: {days: 1, after: {stage: 'a', edge: 'FROM'}}}),
        ],
      });
      await expect(apply(ring)).rejects.toMatchObject({code: 'DEFINITION_INVALID'});
    });
  });

  it('are listed as deadlines: the earliest first, of several for the same the earliest binds (A13, R26)', async () => {
    const {id} = await apply(
      datedFile('binhai', {
        stages: [
          stageOf('intake', {from: '2022-07-01', until: '2022-09-30'}),
          stageOf('reports', {kind: 'REPORTING', from: '2022-07-01', until: '2022-09-30'}),
        ],
        dates: [
          {key: 'works', name: 'Works', kind: 'WORKS', at: '2022-08-31'},
          {key: 'table', name: 'Table', kind: 'TABLE', at: '2022-08-30'},
          {key: 'onward', name: 'Onward', kind: 'ONWARD', at: '2022-09'},
        ],
        tracks: [
          {key: 'song', name: 'Song', kind: 'SONG', hosting: []},
          {key: 'poster', name: 'Poster', kind: 'POSTER', hosting: [], deadline: '2022-08-10'},
        ],
      }),
    );
    const {deadlines} = await read(id);
    expect(
      deadlines.map(({place, kind, binding}: {place: string; kind: string; binding: boolean}) => [
        place,
        kind,
        binding,
      ]),
    ).toEqual([
      ['tracks[poster].deadline', 'WORKS', true],
      ['dates[table].at', 'TABLE', true],
      ['dates[works].at', 'WORKS', true],
      ['stages[intake].until', 'WORKS', false],
      ['stages[reports].until', 'REPORTS', true],
      ['dates[onward].at', 'ONWARD', false],
    ]);
  });
});
