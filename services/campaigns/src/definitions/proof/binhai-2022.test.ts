import {engines} from '@concours/kernel/testing/scratch-database';
import {type Proof, proof, type Shown} from '../../../testing/proof.js';
import type {Campaign} from '../../campaigns/campaign.js';

/** The ten tracks of the national list, which the notice of Binhai names. */
const TRACKS = [
  '喜迎二十大网络正能量歌曲',
  '网络正能量微视频',
  '网络正能量摄影作品',
  '网络正能量诵读作品',
  '正能量职工网络达人',
  '互联网+工会普惠服务优秀平台',
  '网络正能量新媒体账号',
  '互联网+工会维权服务案例',
  '小程序应用优秀案例',
  '网络正能量创新活动',
];

describe.each(engines)('the campaign of Binhai of 2022 says what its notice says, on %s', (engine) => {
  let p: Proof;
  let [national, city, campaign]: Campaign[] = [];
  let shown: Shown;
  beforeAll(async () => {
    p = await proof(engine, '2022-07-01T10:00:00+08:00', 'national', 'tianjin');
    national = await p.apply('national-2022');
    city = await p.apply('tianjin-2022');
    campaign = await p.apply('binhai-2022');
    shown = await p.shown(campaign.id);
  });
  afterAll(() => p.close());

  it('a district’s campaign under the city’s and the national one, with neither number nor day', () => {
    expect([shown.noticeNumber, shown.issuedOn]).toEqual([null, null]);
    expect(p.hosts(shown.hosting, 'SPONSORING')).toEqual([p.coded('天津市滨海新区总工会')]);
    expect(campaign.file.campaign.parents?.map(({campaign: key}) => key)).toEqual(['tianjin-2022', 'national-2022']);
    expect(campaign.document.notice?.addressees).toHaveLength(4);
  });

  it('can not be applied before the campaigns above it', async () => {
    const bare = await proof(engine, '2022-07-01T10:00:00+08:00', 'tianjin');
    await expect(bare.apply('binhai-2022')).rejects.toThrow('没有上级活动“tianjin-2022”');
    await bare.close();
  });

  it('the ten tracks of the national list, taken over through the city, each handed in elsewhere and copied here', () => {
    expect(shown.tracks.map(({name}) => name)).toEqual(TRACKS);
    expect([national, city].map(({document}) => document.tracks.length)).toEqual([10, 10]);
    for (const {channels, fields, hosting} of campaign.document.tracks) {
      // unit and contact beside the name and the title that every work has; the hosts are in an annex that is missing
      expect([channels, fields?.map(({key, required}) => [key, required]), hosting]).toEqual([
        ['EXTERNAL'],
        [
          ['unit', true],
          ['contact', true],
        ],
        [],
      ]);
    }
  });

  it('July to September, October and November, December; and the three dates, two of which disagree with the first stage', () => {
    expect(campaign.file.stages.map(({key, from, until}) => [key, from, until])).toEqual([
      ['offline-events', '2022-07', '2022-08-30'],
      ['national-selection', '2022-10', '2022-11'],
      ['showcase', '2022-12', '2022-12'],
      ['collection', '2022-07', '2022-09'],
    ]);
    expect(campaign.file.dates?.map(({kind, at}) => [kind, at])).toEqual([
      ['WORKS', '2022-08-31'],
      ['TABLE', '2022-08-30'],
      ['ONWARD', '2022-09'],
    ]);
    expect(campaign.document.plan?.reports.table).toEqual({by: '2022-08-30'});
  });

  it('three annexes that are missing hold the plan, the reports and the tracks', () => {
    expect(campaign.document.notice?.annexes?.map(({pending, holds}) => [pending, holds])).toEqual([
      [true, {plan: true}],
      [true, {stages: ['offline-events']}],
      [true, {tracks: campaign.document.tracks.map(({key}) => key)}],
    ]);
  });

  it('targets at three levels: 3000 for the nation, 100 for each district of the city, 3 for each unit of the area', () => {
    expect(national.document.plan?.metrics.map(({key, target}) => [key, target])).toEqual([
      ['unions', 1000],
      ['publicists', 20_000],
      ['events', 3000],
      ['workers', 500_000],
      ['netizens', 100_000_000],
    ]);
    expect(city.document.plan?.floors).toMatchObject([{metric: 'events', atLeast: 100, basis: 'EACH'}]);
    expect(campaign.document.plan?.floors).toMatchObject([{metric: 'events', atLeast: 3, basis: 'EACH'}]);
    expect(campaign.document.plan?.metrics).toMatchObject([{key: 'events', target: 100, count: {each: 'report'}}]);
    expect([city.document.plan?.root, campaign.document.plan?.root]).toEqual(['tj', 'tj.binhai']);
  });

  it('reports of seven topics, in six forms, with two ways of going online and a word on safety', () => {
    const {topics, forms, channels, confirm} = campaign.document.plan?.reports ?? {};
    expect([topics, forms, channels, confirm].map((list) => list?.length)).toEqual([7, 6, 2, 1]);
  });

  it('the department has two names', () => {
    expect(p.coded('宣教网络部')).toBe(p.coded('宣传网络部'));
  });
});
