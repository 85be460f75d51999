import {engines} from '@concours/kernel/testing/scratch-database';
import {type Proof, proof, type Shown} from '../../../testing/proof.js';
import type {Campaign} from '../../campaigns/campaign.js';

describe.each(engines)('the first singer contest of Anhui says what its notice says, on %s', (engine) => {
  let p: Proof;
  let campaign: Campaign;
  let shown: Shown;
  beforeAll(async () => {
    p = await proof(engine, '2024-06-26T10:00:00+08:00', 'anhui');
    campaign = await p.apply('anhui-singer-2024');
    shown = await p.shown(campaign.id);
  });
  afterAll(() => p.close());
  const singing = () => campaign.document.tracks[0];

  it('number, day, four hosting roles, a tentative venue', () => {
    expect([shown.noticeNumber, shown.issuedOn, shown.title]).toEqual([
      '皖工协字〔2024〕2号',
      '2024-06-25',
      '安徽省首届职工歌手大赛',
    ]);
    const roles = ['GUIDING', 'SPONSORING', 'ORGANISING', 'ASSISTING'].map((role) => p.hosts(shown.hosting, role));
    expect(roles).toEqual(
      ['安徽省总工会', '安徽省职工文化体育协会', '示例文化', '示例门户'].map((name) => [p.coded(name)]),
    );
    expect(campaign.document.campaign.venue).toMatchObject({name: {zh: '合肥市工人文化宫'}, tentative: true});
  });

  it('closes at 23:59 on 31 July, votes from 7 to 16 August, and has no day for the final yet', () => {
    const at = (key: string) => shown.stages.find((stage) => stage.key === key);
    expect(at('intake')?.closesAt).toBe('2024-07-31T15:59:59.999Z');
    expect(at('semi-final-vote')).toMatchObject({
      opensAt: '2024-08-06T16:00:00.000Z',
      closesAt: '2024-08-16T15:59:59.999Z',
    });
    expect(campaign.file.stages.find(({key}) => key === 'final')).toMatchObject({
      ...{from: '2024-09-early', until: '2024-09-mid', stated: '9月上中旬'},
    });
    expect(at('final')).toMatchObject({opensAt: null, closesAt: null});
    expect(campaign.file.dates?.map(({key, at: when}) => [key, when])).toEqual([
      ['vote-site', 'TBA'],
      ['awards-evening', {days: 0, after: {stage: 'final'}}],
    ]);
  });

  it('20 for a city or an industry union, 8 for a directly-run county, 3 for any other member unit', () => {
    expect(singing().recommendation?.caps).toEqual([
      {class: 'city', most: 20},
      {class: 'industry', most: 20},
      {class: 'direct-county', most: 8},
      {class: 'member', most: 3},
    ]);
    expect(singing()).toMatchObject({soloOnly: true, worksPerAuthor: 1, screening: {atMost: 300}});
    expect(singing().eligibility).toHaveLength(2);
  });

  it('videos as MP4 or MOV, upright, up to and including 5 minutes and 30 M, with a cover', () => {
    expect(singing().assets).toMatchObject([
      {
        ...{role: 'VIDEO', required: true, types: ['mp4', 'mov']},
        ...{aspect: {width: 9, height: 16}, duration: {most: 300}, size: {most: 31_457_280}},
      },
      {role: 'COVER', required: true},
    ]);
    expect(singing().channels).toEqual(['UPLOAD', 'ARCHIVE', 'EMAIL']);
  });

  it('a semi-final of 40 and 60 that sends exactly 30 to a final of 80, 6, 7 and 7', () => {
    const [semi, final] = campaign.document.rounds ?? [];
    const weights = (round: typeof semi) => round.components.map(({from, weight}) => [from, weight]);
    expect(weights(semi)).toEqual([
      ['BALLOT', 40],
      ['PANEL', 60],
    ]);
    expect(weights(final)).toEqual([
      ['PANEL', 80],
      ['ROUND', 6],
      ['CLERK', 7],
      ['CLERK', 7],
    ]);
    expect(semi.cut).toEqual({to: 30, mode: 'EXACTLY', next: 'final'});
    expect(final.components[1]).toMatchObject({round: 'semi-final', carry: {component: 'vote'}});
    for (const {ties} of [semi, final]) expect(ties.at(-1)).toBe('LOT');
  });

  it('ten best, several of merit, the most popular by the vote alone, five organising units never by votes', () => {
    expect(campaign.document.awards?.map(({to, count, by}) => [to, count, by])).toEqual([
      ['ENTRY', 10, {round: 'final'}],
      ['ENTRY', undefined, {round: 'final', after: 'ten-best'}],
      ['ENTRY', 1, {round: 'semi-final', component: 'vote'}],
      ['UNIT', 5, undefined],
    ]);
  });

  it('votes, without a ranking of units: there is none to switch on', () => {
    expect(campaign.document.policies.votes).toBe('ALLOWED');
    expect(JSON.stringify(campaign.file)).not.toContain('unitRanking');
  });
});
