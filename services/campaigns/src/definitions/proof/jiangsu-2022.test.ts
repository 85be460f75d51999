import {engines} from '@concours/kernel/testing/scratch-database';
import {type Proof, proof, type Shown} from '../../../testing/proof.js';
import type {Campaign} from '../../campaigns/campaign.js';
import {trackAbove} from '../parent.rules.js';

const TRACKS: [name: string, kind: string, hosts: string[], assisting: string[], above: string | null][] = [
  ['互联网+工会维权服务案例', 'CASE', ['江苏省总工会'], ['南京市总工会'], 'rights-case'],
  ['网络正能量微视频', 'VIDEO', ['无锡市总工会'], [], 'micro-video'],
  ['网络正能量摄影作品', 'PHOTO', ['南通市总工会'], [], 'photo'],
  ['网络正能量诵读作品', 'RECITATION', ['徐州市总工会'], [], 'recitation'],
  ['正能量网评作品', 'TEXT', ['省总工会网络与信息中心'], [], null],
  ['互联网+普惠服务优秀平台', 'PLATFORM', ['江阴市总工会'], [], 'service-platform'],
];

describe.each(engines)('the campaign of Jiangsu of 2022 says what its notice says, on %s', (engine) => {
  let p: Proof;
  let campaign: Campaign;
  let national: Campaign;
  let shown: Shown;
  beforeAll(async () => {
    p = await proof(engine, '2022-06-08T10:00:00+08:00', 'national', 'jiangsu');
    national = await p.apply('national-2022');
    campaign = await p.issue('jiangsu-2022');
    shown = await p.shown(campaign.id);
  });
  afterAll(() => p.close());

  it('a day and no number, a theme, two joint hosts, two annexes', () => {
    expect([shown.noticeNumber, shown.issuedOn, shown.theme]).toEqual([
      null,
      '2022-06-07',
      '网聚职工正能量 争做中国好网民',
    ]);
    expect(p.hosts(shown.hosting, 'SPONSORING')).toEqual(['江苏省总工会', '中共江苏省委网信办'].map(p.coded));
    expect(campaign.document.notice?.annexes).toHaveLength(2);
  });

  it('three stages of months', () => {
    expect(campaign.file.stages.map(({kind, from, until}) => [kind, from, until])).toEqual([
      ['INTAKE', '2022-06', '2022-08'],
      ['JUDGING', '2022-09', '2022-10'],
      ['SHOWCASE', '2022-11', '2022-11'],
    ]);
  });

  it('six tracks, hosted from the province to a county-level city and a department', () => {
    expect(
      shown.tracks.map(({name, kind, hosting}) => [
        name,
        kind,
        p.hosts(hosting, 'ORGANISING'),
        p.hosts(hosting, 'ASSISTING'),
      ]),
    ).toEqual(TRACKS.map(([name, kind, hosts, assisting]) => [name, kind, hosts.map(p.coded), assisting.map(p.coded)]));
    expect(p.w.of('js.wuxi.jiangyin').level).toBe('COUNTY');
    expect(p.w.of('js.network-centre').kind).toBe('DEPARTMENT');
  });

  it('six tracks that lead to five of the ten national ones', () => {
    const [parent] = campaign.file.campaign.parents ?? [];
    expect(campaign.file.tracks.map(({key}) => trackAbove(parent, key, national.file))).toEqual(
      TRACKS.map(([, , , , above]) => above),
    );
  });

  it('cases from the whole country in one track, and from the province in the others', () => {
    expect(campaign.document.tracks.map(({openTo}) => openTo)).toEqual([
      'EVERYWHERE',
      ...Array<undefined>(5).fill(undefined),
    ]);
  });

  it('rules of tracks: originals, three kinds of recitation, publication with a link, an index system', () => {
    const {tracks} = campaign.document;
    expect(tracks.map(({originality}) => originality === 'ORIGINAL')).toEqual([false, false, true, false, true, false]);
    expect(tracks[3].categories).toHaveLength(3);
    expect(tracks[4].fields).toMatchObject([{key: 'link', required: true}]);
    expect(tracks[5].standard).toMatchObject({annex: 'index-system'});
    expect(tracks.every(({handedInBy}) => handedInBy?.join() === 'WORKER,UNIT')).toBe(true);
  });

  it('one platform for all, by app and WeChat account; it may take votes; no plan', () => {
    const kinds = campaign.document.tracks.map(({portals}) => portals?.map(({kind}) => kind).join());
    expect(new Set(kinds)).toEqual(new Set(['APP,WECHAT']));
    expect([campaign.document.policies.votes, shown.plan]).toEqual(['ALLOWED', null]);
  });
});
