import {engines} from '@concours/kernel/testing/scratch-database';
import {type Proof, proof, type Shown} from '../../../testing/proof.js';
import type {Campaign} from '../../campaigns/campaign.js';

const TRACKS: [name: string, kind: string, host: string][] = [
  ['网络正能量歌曲', 'SONG', '六安市总工会'],
  ['网络正能量微视频', 'VIDEO', '宿州市总工会'],
  ['网络正能量动漫作品', 'ANIMATION', '阜阳市总工会'],
  ['网络正能量摄影作品', 'PHOTO', '宣城市总工会'],
  ['网络正能量诵读作品', 'RECITATION', '亳州市总工会'],
  ['正能量职工网络达人', 'PERSON', '滁州市总工会'],
  ['优秀网评文章', 'TEXT', '蚌埠市总工会'],
  ['互联网+工会普惠服务优秀平台', 'PLATFORM', '淮北市总工会'],
  ['AI应用案例', 'CASE', '合肥市总工会'],
  ['网络正能量创新活动', 'ACTIVITY', '安庆市总工会'],
];

describe.each(engines)('the campaign of Anhui of 2024 says what its notice says, on %s', (engine) => {
  let p: Proof;
  let campaign: Campaign;
  let shown: Shown;
  beforeAll(async () => {
    p = await proof(engine, '2024-05-10T10:00:00+08:00', 'anhui');
    campaign = await p.issue('anhui-2024');
    shown = await p.shown(campaign.id);
  });
  afterAll(() => p.close());
  const track = (key: string) => campaign.document.tracks.find((candidate) => candidate.key === key);

  it('number, day, theme, two joint hosts, one annex, the two directly-run counties among the addressees', () => {
    expect([shown.noticeNumber, shown.issuedOn, shown.theme]).toEqual([
      '皖工发〔2024〕11号',
      '2024-05-08',
      '皖美职工正能量 争做中国好网民',
    ]);
    expect(p.hosts(shown.hosting, 'SPONSORING')).toEqual(['安徽省总工会', '中共安徽省委网信办'].map(p.coded));
    expect(campaign.document.notice?.annexes).toHaveLength(1);
    expect(campaign.document.notice?.addressees?.[1].units?.units).toEqual(
      ['广德市总工会', '宿松县总工会'].map(p.coded),
    );
  });

  it('four stages, the first two of which overlap in May', () => {
    expect(campaign.file.stages.map(({kind, from, until}) => [kind, from, until])).toEqual([
      ['OTHER', '2024-05', '2024-05'],
      ['INTAKE', '2024-05', '2024-09'],
      ['JUDGING', '2024-10', '2024-11'],
      ['SUMMARY', '2024-12', '2024-12'],
    ]);
    expect(shown.stages.every(({opensAt}) => opensAt === null)).toBe(true);
  });

  it('ten tracks, each with one city as its host, a work plan to hand in, and one site for all', () => {
    expect(shown.tracks.map(({name, kind, hosting}) => [name, kind, p.hosts(hosting, 'ORGANISING')])).toEqual(
      TRACKS.map(([name, kind, host]) => [name, kind, [p.coded(host)]]),
    );
    expect(TRACKS).toHaveLength(10);
    const {tracks} = campaign.document;
    expect(tracks.every(({workPlan}) => workPlan !== undefined)).toBe(true);
    expect(tracks.every(({portals}) => portals?.length === 1 && portals[0].name === '安徽职工服务网')).toBe(true);
  });

  it('rules of tracks: originals and covers, two groups of AI cases, what goes on from two tracks', () => {
    expect(['song', 'animation', 'photo'].map((key) => track(key)?.originality)).toEqual([
      'EITHER',
      'ORIGINAL',
      'ORIGINAL',
    ]);
    expect(track('ai-case')?.categories).toHaveLength(2);
    expect(track('ai-case')?.onward?.map(({kind}) => kind)).toEqual(['SELECTION']);
    expect(track('innovative-activity')?.onward?.map(({kind}) => kind)).toEqual(['BOOKLET', 'SELECTION']);
    expect(track('service-platform')?.criteria?.[0]).toMatchObject({zh: expect.stringContaining('小程序')});
  });

  it('none of the four practices, no round, no plan', () => {
    expect(campaign.document.policies).toMatchObject({votes: 'OFF', likes: 'OFF', forwards: 'OFF', points: 'OFF'});
    expect([campaign.document.rounds, campaign.document.plan, shown.plan]).toEqual([undefined, undefined, null]);
  });

  it('commends outcomes, units and individuals in December', () => {
    expect(campaign.document.awards?.map(({to}) => to)).toEqual(['ENTRY', 'UNIT', 'PERSON']);
  });
});

describe.each(engines)('two years of one series, on %s', (engine) => {
  it('the same track has other hosts and rules: songs from 阜阳 to 六安, from originals to covers too', async () => {
    const p = await proof(engine, '2022-05-10T10:00:00+08:00', 'national', 'anhui');
    await p.apply('national-2022');
    const [before, after] = [await p.apply('anhui-2022'), await p.apply('anhui-2024')].map(({document}) => document);
    expect([before.campaign.series, after.campaign.series]).toEqual(['good-netizen-anhui', 'good-netizen-anhui']);
    expect([before, after].map(({tracks}) => [tracks[0].hosting[0].organisations[0], tracks[0].originality])).toEqual([
      ['ah.fuyang', 'ORIGINAL'],
      ['ah.luan', 'EITHER'],
    ]);
    await p.close();
  });
});
