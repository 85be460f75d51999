import {systemCaller} from '@concours/kernel/identity';
import {engines} from '@concours/kernel/testing/scratch-database';
import {type Proof, proof, type Shown} from '../../../testing/proof.js';
import type {Campaign} from '../../campaigns/campaign.js';

/** 皖工发〔2022〕16号, annex 1: grassroots unions mobilised, publicists, offline events. */
const ANNEX: [string, number, number, number][] = [
  ['合肥', 7, 140, 20],
  ['淮北', 5, 120, 18],
  ['亳州', 6, 120, 18],
  ['宿州', 6, 120, 20],
  ['蚌埠', 7, 130, 20],
  ['阜阳', 7, 130, 20],
  ['淮南', 7, 130, 18],
  ['滁州', 7, 130, 20],
  ['六安', 6, 120, 18],
  ['马鞍山', 6, 120, 18],
  ['芜湖', 6, 120, 18],
  ['宣城', 5, 120, 18],
  ['铜陵', 6, 120, 18],
  ['池州', 6, 130, 18],
  ['安庆', 7, 130, 20],
  ['黄山', 6, 120, 18],
];

const TRACKS: [name: string, kind: string, hosts: string[], assisting?: string[]][] = [
  ['网络正能量歌曲', 'SONG', ['阜阳市总工会', '安徽工人日报社', '阜阳市委网信办']],
  ['网络正能量微视频', 'VIDEO', ['六安市总工会', '六安市委网信办']],
  ['网络正能量摄影作品', 'PHOTO', ['淮北市总工会', '淮北市委网信办']],
  ['网络正能量诵读作品', 'RECITATION', ['蚌埠市总工会', '蚌埠市委网信办']],
  ['正能量职工网络达人', 'PERSON', ['芜湖市总工会', '芜湖市委网信办']],
  ['互联网+工会普惠服务优秀平台', 'PLATFORM', ['合肥市总工会', '合肥市委网信办']],
  ['网络正能量新媒体账号', 'ACCOUNT', ['淮南市总工会', '淮南市委网信办']],
  // a company and a bank branch assist; the trees of the tests name none
  ['互联网+工会维权服务案例', 'CASE', ['滁州市总工会', '滁州市委网信办'], ['示例网络']],
  ['小程序应用优秀案例', 'CASE', ['亳州市总工会', '亳州市委网信办'], ['示例银行']],
  ['网络正能量创新活动', 'ACTIVITY', ['宿州市总工会', '宿州市委网信办']],
  ['网络文明公益海报', 'POSTER', ['安徽新媒体集团']],
];

describe.each(engines)('the campaign of Anhui of 2022 says what its notice says, on %s', (engine) => {
  let p: Proof;
  let campaign: Campaign;
  let shown: Shown;
  beforeAll(async () => {
    p = await proof(engine, '2022-05-10T10:00:00+08:00', 'national', 'anhui');
    await p.apply('national-2022');
    campaign = await p.issue('anhui-2022');
    shown = await p.shown(campaign.id);
  });
  afterAll(() => p.close());
  const track = (key: string) => campaign.document.tracks.find((candidate) => candidate.key === key);

  it('number, day, theme, two joint hosts who sign, two annexes', () => {
    expect([shown.noticeNumber, shown.issuedOn, shown.theme]).toEqual([
      '皖工发〔2022〕16号',
      '2022-05-09',
      '网聚职工正能量 建功献礼二十大',
    ]);
    expect(p.hosts(shown.hosting, 'SPONSORING')).toEqual(['安徽省总工会', '中共安徽省委网信办'].map(p.coded));
    expect(campaign.document.notice).toMatchObject({countersign: true, annexes: [{}, {}]});
  });

  it('eleven tracks with their hosts and assisting bodies', () => {
    expect(
      shown.tracks.map(({name, kind, hosting}) => [
        name,
        kind,
        p.hosts(hosting, 'ORGANISING'),
        p.hosts(hosting, 'ASSISTING'),
      ]),
    ).toEqual(
      TRACKS.map(([name, kind, hosts, assisting = []]) => [name, kind, hosts.map(p.coded), assisting.map(p.coded)]),
    );
    expect(TRACKS).toHaveLength(11);
    expect(campaign.document.tracks.every(({handedInBy}) => handedInBy?.join() === 'WORKER,UNIT')).toBe(true);
  });

  it('rules of tracks: originals, criteria, choices, three kinds of recitation and of poster', () => {
    expect(['song', 'photo'].map((key) => track(key)?.originality)).toEqual(['ORIGINAL', 'ORIGINAL']);
    expect(track('online-talent')?.criteria).toHaveLength(3);
    expect(track('media-account')?.criteria).toHaveLength(5);
    expect(
      track('media-account')
        ?.fields?.find(({key}) => key === 'platform')
        ?.choices?.slice(0, 5),
    ).toEqual(['微信公众号', '微博', '抖音', '快手', '今日头条']);
    expect(['recitation', 'poster'].map((key) => track(key)?.categories?.length)).toEqual([3, 3]);
    expect(track('service-platform')?.standard).toMatchObject({title: {zh: expect.stringContaining('评价指标体系')}});
  });

  it('the poster: by mail, until the end of 30 August, 200 characters, with author, unit, contact and postal address', () => {
    const poster = shown.tracks[10];
    // after the stage that takes the other works in has ended (A11)
    expect(poster.deadline).toBe('2022-08-30T15:59:59.999Z');
    expect(shown.tracks[0].deadline).toBe('2022-08-20T15:59:59.999Z');
    expect(track('poster')).toMatchObject({channels: ['EMAIL'], deadline: '2022-08-30'});
    expect(track('poster')?.fields?.map(({key, required, maxCharacters}) => [key, required, maxCharacters])).toEqual([
      ['description', true, 200],
      ['author-unit', true, 60],
      ['contact', true, 60],
      ['postal-address', true, 120],
    ]);
  });

  it('the dates as the notice words them, and those that open nothing before they are confirmed', () => {
    expect(campaign.file.stages.map(({key, from, until, stated}) => [key, from, until, stated])).toEqual([
      ['launch-and-collection', '2022-05-09', '2022-08-20', '5月至8月中旬'],
      ['offline-events', '2022-05-09', '2022-12-20', undefined],
      ['selection-vote', '2022-08-late', '2022-09-early', '8月底至9月初'],
      ['selection', '2022-08-late', '2022-09-early', '8月底至9月初'],
      ['summary-material', '2022-10', '2022-11', '10月至11月'],
      ['showcase', '2022-12', '2022-12-mid', '12月中旬前'],
    ]);
    expect(campaign.file.dates?.map(({key, kind, at, tentative}) => [key, kind, at, tentative])).toEqual([
      ['launch', 'EVENT', '2022-05-late', undefined],
      ['onward-recommendation', 'ONWARD', '2022-09-15', true],
      ['showcase-event', 'EVENT', '2022-12', undefined],
    ]);
    expect(shown.stages.map(({key, opensAt}) => [key, opensAt !== null])).toEqual([
      ['launch-and-collection', true],
      ['offline-events', true],
      ['selection-vote', false],
      ['selection', false],
      ['summary-material', false],
      ['showcase', false],
    ]);
  });

  it('a selection by expert panel and vote at once, which waits for the weights that the notice does not give', () => {
    const rounds = campaign.file.rounds ?? [];
    expect(rounds.map(({track: key}) => key)).toEqual(campaign.document.tracks.map(({key}) => key));
    for (const {components} of rounds)
      expect(components.map(({from, weight}) => [from, weight])).toEqual([
        ['BALLOT', 'TBA'],
        ['PANEL', 'TBA'],
      ]);
    expect(campaign.document.rounds).toEqual([]);
    const why = campaign.held.stages.selection;
    expect(why.filter((id) => id.startsWith('WEIGHT_UNSET:'))).toHaveLength(11);
    expect(campaign.held.stages['selection-vote']).toEqual(
      why.map((id) => id.replace('[selection]', '[selection-vote]')),
    );
  });

  it('ten tracks go on to the national campaign by 15 September, the poster does not', () => {
    const [parent] = campaign.file.campaign.parents ?? [];
    expect(parent).toMatchObject({campaign: 'national-2022', tracks: [{track: 'poster', to: null}]});
    const onward = campaign.document.tracks.filter((candidate) => candidate.onward !== undefined);
    expect(onward).toHaveLength(10);
    expect(onward.every((candidate) => candidate.onward?.[0].by === '2022-09-15')).toBe(true);
  });

  it('five targets, three of them allocated to 16 cities in 16 rows that add up', () => {
    const plan = campaign.document.plan;
    expect(plan?.metrics.map(({key, target}) => [key, target])).toEqual([
      ['unions', 100],
      ['publicists', 2000],
      ['events', 300],
      ['workers', 50_000],
      ['netizens', 10_000_000],
    ]);
    const count = plan?.metrics[2].count;
    expect(count && 'either' in count && count.either.map((side) => side.count)).toEqual([
      {distinct: 'enterprise'},
      {each: 'report'},
    ]);
    expect(plan?.allocation).toMatchObject({columns: ['unions', 'publicists', 'events'], sums: [100, 2000, 300]});
    const rows = shown.plan?.rows.map(({organisation, cells}) => [
      organisation && p.codeById(organisation.id),
      ...cells.slice(0, 3).map(({target}) => target),
    ]);
    expect(rows).toEqual(ANNEX.map(([name, ...quotas]) => [p.coded(name), ...quotas]));
    expect(ANNEX).toHaveLength(16);
    const sum = (column: 1 | 2 | 3) => ANNEX.reduce((total, row) => total + row[column], 0);
    expect([sum(1), sum(2), sum(3)]).toEqual([100, 2000, 300]);
    // no row is unknown, which is not nought (A17)
    expect(shown.plan?.rows.every(({cells}) => cells.slice(3).every(({target}) => target === null))).toBe(true);
  });

  it('commends outcomes, organising units and individuals, by hand', () => {
    expect(campaign.document.awards?.map(({to, by, count}) => [to, by, count])).toEqual(
      ['ENTRY', 'UNIT', 'PERSON'].map((to) => [to, undefined, undefined]),
    );
  });
});

describe.each(engines)('a campaign that its bodies have not signed, on %s', (engine) => {
  it('gives nothing to take over to those who may not see it, as if it were not there', async () => {
    const p = await proof(engine, '2022-05-10T10:00:00+08:00', 'national', 'anhui');
    await p.apply('national-2022');
    const campaign = await p.apply('anhui-2022');
    const below = `concours: 1
campaign:
  key: hefei-2022
  title: Hefei
  timezone: Asia/Shanghai
  owner: ah.hefei
  hosting: [{role: SPONSORING, organisations: [ah.hefei]}]
  parents: [{campaign: anhui-2022, inherit: [{section: stages}, {section: tracks, only: [photo]}, {section: ruleSets}]}]
policies: {votes: OFF, entryRanking: HIDDEN, publicNotice: {workingDays: 5}}
tracks: [{key: photo, onward: []}]
dates: [{key: onward-recommendation, name: Onward, kind: ONWARD, at: 2022-09-01}]
`;
    const codes = async () => {
      const {problems} = await p.w.slices.definitions.check(p.w.caller('CAMPAIGN_OWNER', 'ah.hefei'), below);
      return problems.map(({code}) => code);
    };
    expect(await codes()).toEqual(['PARENT_UNKNOWN']);
    for (const body of campaign.bodyIds())
      await p.w.slices.signing.sign(systemCaller(), campaign.id, body, campaign.definitionVersion);
    expect(await codes()).toEqual([]);
    await p.close();
  });
});
