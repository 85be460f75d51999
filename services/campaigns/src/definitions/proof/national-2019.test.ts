import {engines} from '@concours/kernel/testing/scratch-database';
import {type Proof, proof, type Shown} from '../../../testing/proof.js';
import type {Campaign} from '../../campaigns/campaign.js';

/** 总工发〔2019〕17号, annex 1, as it is printed. */
const ANNEX: [string, number][] = [
  ['北京市', 100],
  ['天津市', 100],
  ['河北省', 100],
  ['山西省', 100],
  ['内蒙古', 100],
  ['辽宁省', 100],
  ['吉林省', 100],
  ['黑龙江', 100],
  ['上海市', 100],
  ['江苏省', 100],
  ['浙江省', 100],
  ['安徽省', 100],
  ['福建省', 100],
  ['江西省', 100],
  ['山东省', 100],
  ['河南省', 100],
  ['湖北省', 100],
  ['湖南省', 100],
  ['广东省', 100],
  ['广西省', 100],
  ['海南省', 50],
  ['重庆市', 100],
  ['四川省', 100],
  ['贵州省', 100],
  ['云南省', 100],
  ['西藏', 40],
  ['陕西省', 50],
  ['甘肃省', 50],
  ['青海省', 50],
  ['宁夏', 50],
  ['新疆', 50],
  ['铁路', 50],
  ['民航', 50],
  ['金融', 50],
  ['其他产业', 110],
];

const TRACKS: [name: string, kind: string, hosts: string[]][] = [
  ['网络正能量微视频', 'VIDEO', ['天津市总工会']],
  ['网络正能量专题活动', 'ACTIVITY', ['河北省总工会']],
  ['网络正能量摄影作品', 'PHOTO', ['安徽省总工会']],
  ['互联网+普惠服务优秀平台', 'PLATFORM', ['福建省总工会', '厦门市总工会']],
  ['网络正能量诵读作品', 'RECITATION', ['湖北省总工会']],
  ['网络正能量歌曲', 'SONG', ['中国金融工会']],
  ['网络正能量微课', 'VIDEO', ['中国工人出版社']],
];

describe.each(engines)('the national campaign of 2019 says what its notice says, on %s', (engine) => {
  let p: Proof;
  let campaign: Campaign;
  let shown: Shown;
  beforeAll(async () => {
    p = await proof(engine, '2019-06-01T10:00:00+08:00', 'national');
    campaign = await p.issue('national-2019');
    shown = await p.shown(campaign.id);
  });
  afterAll(() => p.close());

  it('number, day, two joint hosts, a zone, two annexes, five addressees', () => {
    expect([shown.noticeNumber, shown.issuedOn, shown.theme]).toEqual([
      '总工发〔2019〕17号',
      '2019-05-29',
      '网聚职工正能量 争做中国好网民',
    ]);
    expect(p.hosts(shown.hosting, 'SPONSORING')).toEqual(['中华全国总工会', '中央网信办'].map(p.coded));
    expect(campaign.document.campaign.timezone).toBe('Asia/Shanghai');
    expect(campaign.document.notice).toMatchObject({
      countersign: true,
      annexes: [{}, {}],
      addressees: [{}, {}, {}, {}, {}],
    });
  });

  it('three stages of months, none of which opens before its days are confirmed', () => {
    const written = campaign.file.stages.map(({key, kind, from, until}) => [key, kind, from, until]);
    expect(written.filter(([, kind]) => kind !== 'REPORTING')).toEqual([
      ['collection', 'INTAKE', '2019-05', '2019-09'],
      ['selection', 'JUDGING', '2019-10', '2019-10'],
      ['summary', 'SHOWCASE', '2019-11', '2019-11'],
    ]);
    expect(campaign.file.dates?.map(({kind, at}) => [kind, at])).toEqual([['WORKS', '2019-09']]);
    expect(shown.stages.every(({opensAt}) => opensAt === null)).toBe(true);
    expect(Object.keys(campaign.held.stages)).toEqual(expect.arrayContaining(['collection', 'selection', 'summary']));
  });

  it('seven tracks with eight hosts, two of them equal', () => {
    expect(shown.tracks.map(({name, kind, hosting}) => [name, kind, p.hosts(hosting, 'ORGANISING')])).toEqual(
      TRACKS.map(([name, kind, hosts]) => [name, kind, hosts.map(p.coded)]),
    );
    expect(TRACKS.flatMap(([, , hosts]) => hosts)).toHaveLength(8);
    const {tracks} = campaign.document;
    expect(tracks.every(({duties}) => duties?.length === 5)).toBe(true);
    expect(tracks.every(({portals}) => (portals ?? []).length > 0)).toBe(true);
    expect(tracks.every(({handedInBy}) => handedInBy?.join() === 'WORKER,UNIT')).toBe(true);
    expect(tracks[2].originality).toBe('ORIGINAL');
  });

  it('limits of a video that are strict: below 3 minutes, below 50 MB, MP4 alone', () => {
    expect(campaign.document.tracks[0].assets).toMatchObject([
      {types: ['mp4'], duration: {below: 180}, size: {below: 50_000_000}},
    ]);
  });

  it('targets at the root, one of two ways, one of words alone', () => {
    const metrics = campaign.document.plan?.metrics ?? [];
    expect(metrics.map(({key, target}) => [key, target])).toEqual([
      ['unions', 1000],
      ['publicists', 20_000],
      ['events', 3000],
      ['workers', 500_000],
      ['netizens', 100_000_000],
      ['second-hand', undefined],
    ]);
    const {count} = metrics[2];
    expect('either' in count && count.either.map((side) => side.count)).toEqual([
      {distinct: 'enterprise'},
      {each: 'report'},
    ]);
    expect(metrics[5].stated).toMatchObject({zh: '影响数亿网民'});
  });

  it('an allocation of 35 rows, 3000 in all, the last of them no organisation', () => {
    const allocation = campaign.document.plan?.allocation;
    expect(allocation).toMatchObject({columns: ['events'], sums: [3000]});
    expect(allocation?.rows.map((row) => ['unit' in row ? row.unit : row.bucket, ...row.quotas])).toEqual(
      ANNEX.map(([name, quota]) => [name === '其他产业' ? 'other-industries' : p.coded(name), quota]),
    );
    expect(ANNEX).toHaveLength(35);
    expect(ANNEX.reduce((sum, [, quota]) => sum + quota, 0)).toBe(3000);
    // 24 × 100, 9 × 50, 40 and 110
    const times = (quota: number) => ANNEX.filter((row) => row[1] === quota).length;
    expect([100, 50, 40, 110].map(times)).toEqual([24, 9, 1, 1]);
    expect(shown.plan?.sums).toEqual([3000]);
  });

  it('no vote, no round', () => {
    expect([campaign.document.policies.votes, campaign.document.rounds]).toEqual(['OFF', undefined]);
  });
});
