import {writeFileSync} from 'node:fs';
import path from 'node:path';
import type {SeedWork} from '@concours/submissions/demo/seed-work';
import {SignJWT} from 'jose';
import {png} from '../../services/kernel/testing/sample-media.js';
import {until} from '../support/child.js';
import {graphClient, type GraphClient} from '../support/graphql.js';
import type {Person, Siege} from './siege.js';

const roundOf = (key: string, name: string, visibility: 'HIDDEN' | 'LIVE'): string => `  - key: ${key}
    name: ${name}
    track: song
    entries: {shortlist: true}
    stage: judging
    ballot:
      stage: vote
      perDay: 10
      perEntryPerDay: 1
      marks: {atLeast: 1, atMost: 10}
      visibility: ${visibility}
      voters: [ACCOUNT, PARTNER_APP]
    components:
      - {key: vote, name: {zh: 投票, en: Vote}, weight: 40, from: BALLOT, convert: {method: SHARE_OF_LEADER}}
      - key: judges
        name: {zh: 评委, en: Judges}
        weight: 60
        from: PANEL
        criteria: [{key: voice, name: {zh: 音色, en: Voice}, most: 100}]
        judges: {atLeast: 2, trim: 0}
    ties: [{component: judges}, SUBMITTED_EARLIER, LOT]
`;

/** A vote that nobody may see, a panel of judges, and a plan with reports: everything that has something to hide. */
export const definition = `
concours: 1
campaign:
  key: siege
  title: {zh: 攻防演练, en: Siege}
  timezone: Asia/Shanghai
  owner: ah
  hosting: [{role: SPONSORING, organisations: [ah]}]
policies: {votes: ALLOWED, entryRanking: SHOWN, publicNotice: {workingDays: 5}}
classes:
  - {key: city, name: {zh: 市总工会, en: City federation}, kinds: [FEDERATION], levels: [CITY]}
stages:
  - {key: intake, name: {zh: 征集, en: Intake}, kind: INTAKE, from: 2024-06-01, until: 2024-12-31}
  - {key: events, name: {zh: 活动填报, en: Reports}, kind: REPORTING, from: 2024-06-01, until: 2024-12-31}
  - {key: screening, name: {zh: 初评, en: Screening}, kind: SCREENING, from: 2024-06-01, until: 2024-12-31}
  - {key: vote, name: {zh: 投票, en: Vote}, kind: VOTE, from: 2024-08-01, until: 2024-08-31}
  - {key: judging, name: {zh: 评审, en: Judging}, kind: JUDGING, from: 2024-08-01, until: 2024-08-31}
tracks:
  - key: song
    name: {zh: 歌曲, en: Songs}
    kind: PERFORMANCE
    hosting: [{role: ORGANISING, organisations: [ah]}]
    intake: intake
    worksPerAuthor: 1
    fields:
      - {key: contact, name: {zh: 联系方式, en: Contact}, required: false, maxCharacters: 40, personal: true}
    assets:
      - {key: cover, name: {zh: 封面, en: Cover}, role: COVER, required: true, types: [png], severity: REJECT}
      - {key: video, name: {zh: 视频, en: Video}, role: VIDEO, required: false, types: [mp4, mov], severity: REJECT}
    recommendation: {caps: [{class: city, most: 20}]}
    screening: {stage: screening, atMost: 300}
rounds:
${roundOf('vote', '{zh: 投票, en: Vote}', 'HIDDEN')}${roundOf('open', '{zh: 公开投票, en: Open vote}', 'LIVE')}plan:
  name: {zh: 计划, en: Plan}
  root: ah
  metrics:
    - {key: events, name: {zh: 活动, en: Events}, unit: {zh: 场, en: events}, target: 20, count: {each: report}}
  allocation:
    columns: [events]
    sums: [20]
    rows: [{unit: ah.hefei, quotas: [10]}, {unit: ah.bengbu, quotas: [10]}]
  reports: {stage: events, forms: [{key: talk, name: {zh: 宣讲, en: Talk}}]}
`;

/** What the two judges gave, and nobody sees but each the own. */
export const points = ['91.25', '37.75'] as const;
/** What nobody but its owners may ever be shown. */
export const PHONE = '10000000001';
export const HIDDEN_TITLE = '没有公开的草稿';

export interface Contest {
  campaignId: string;
  /** The hidden one, and one beside it whose counts everybody sees. */
  roundId: string;
  openRoundId: string;
  planId: string;
  owner: Person;
  /** Of Hefei, whose works and reports the others are after. */
  hefei: Person;
  /** Of Bengbu: the same role in the next city. */
  bengbu: Person;
  judges: [Person, Person];
  /** Signed in, and nothing else. */
  nobody: Person;
  /** Works of Hefei: on the shortlist, and in its draft. */
  shown: string;
  draft: string;
  entries: string[];
  openEntries: string[];
  app: {id: string; secret: string};
  voterToken(
    claims?: object,
    i?: {secret?: string; sub?: string; audience?: string; expires?: string | number},
  ): Promise<string>;
  voter(n: number): Promise<GraphClient>;
}

export const units: [string, string, string, string][] = [
  ['ah', 'FEDERATION', 'PROVINCE', 'acftu'],
  ['ah.hefei', 'FEDERATION', 'CITY', 'ah'],
  ['ah.bengbu', 'FEDERATION', 'CITY', 'ah'],
];

/** Eight works on the shortlist of a hidden vote that is running, a sheet of each judge, and votes that only the ledger knows. */
export async function openContest(siege: Siege): Promise<Contest> {
  const {services, clock, idOf} = siege;
  await siege.organise(units);
  const owner = await siege.person('owner', 'CAMPAIGN_OWNER', 'ah');
  const {applyDefinition} = await owner.ask<{applyDefinition: {id: string; plan: {id: string}}}>(
    'mutation ($source: String!) {applyDefinition(source: $source) {id plan {id}}}',
    {source: definition},
  );
  const campaignId = applyDefinition.id;
  const roundId = `${campaignId}:vote`;
  const openRoundId = `${campaignId}:open`;
  await until('the definition in force', async () => {
    const query = 'query ($id: ID!) {campaign(id: $id) {definition {inForce}}}';
    return (await owner.ask<{campaign: {definition: {inForce: boolean}}}>(query, {id: campaignId})).campaign.definition
      .inForce;
  });
  const cover = path.join(siege.dataDir, 'cover.png');
  writeFileSync(cover, png(90, 160));
  const work = (city: string, n: number, state: SeedWork['state']): SeedWork => ({
    trackKey: 'song',
    organisationId: idOf(city),
    title: state === 'DRAFT' ? HIDDEN_TITLE : `歌曲 ${city} ${n}`,
    author: `歌手 ${city} ${n}`,
    fields: [{key: 'contact', value: PHONE}],
    files: [{rule: 'cover', fileName: 'cover.png', path: cover}],
    at: new Date('2024-07-20T00:00:00Z'),
    state,
    ...(state === 'DRAFT' ? {} : {recommendedById: idOf(city)}),
  });
  const works = ['ah.hefei', 'ah.bengbu'].flatMap((city) => [1, 2, 3, 4].map((n) => work(city, n, 'SHORTLISTED')));
  const [draft = '', shown = ''] = await services.submissions.seed.works(campaignId, [
    work('ah.hefei', 9, 'DRAFT'),
    ...works,
  ]);
  await owner.ask('mutation ($id: ID!) {closeShortlist(campaignId: $id, trackKey: "song") {chosen}}', {id: campaignId});
  clock.set('2024-08-08T10:00:00+08:00');
  const entriesOf = (id: string): Promise<string[]> =>
    until('the entries', async () => {
      const query = 'query ($id: ID!) {round(id: $id) {entriesComplete entries {nodes {id}}}}';
      const {round} = await owner.ask<{round: {entriesComplete: boolean; entries: {nodes: {id: string}[]}}}>(query, {
        id,
      });
      return round.entriesComplete && round.entries.nodes.map((entry) => entry.id);
    });
  const entries = await entriesOf(roundId);
  const openEntries = await entriesOf(openRoundId);

  const judges: [Person, Person] = [
    await siege.person('judge-a', 'JUDGE', 'ah', {campaignId}),
    await siege.person('judge-b', 'JUDGE', 'ah', {campaignId}),
  ];
  for (const [id, entryId] of [
    [roundId, entries[0]],
    [openRoundId, openEntries[0]],
  ]) {
    await owner.ask('mutation ($input: PanelInput!) {assignJudges(input: $input) {judges}}', {
      input: {roundId: id, judges: judges.map((judge) => ({accountId: judge.id, name: judge.name}))},
    });
    for (const [n, judge] of judges.entries()) {
      await judge.ask('mutation ($input: ScoreInput!) {saveScore(input: $input) {version}}', {
        input: {roundId: id, entryId, scores: [{criterion: 'voice', points: points[n]}]},
      });
    }
  }

  const {registerPartnerApp} = await siege.admin.ask<{registerPartnerApp: {app: {id: string}; secret: string}}>(
    'mutation ($at: ID!) {registerPartnerApp(name: "工会 App", organisationId: $at) {app {id} secret}}',
    {at: idOf('ah')},
  );
  const app = {id: registerPartnerApp.app.id, secret: registerPartnerApp.secret};
  const voterToken: Contest['voterToken'] = (claims = {}, i = {}) =>
    new SignJWT({...claims})
      .setProtectedHeader({alg: 'HS256'})
      .setIssuer(app.id)
      .setAudience(i.audience ?? 'concours')
      .setSubject(i.sub ?? 'worker-1')
      .setExpirationTime(i.expires ?? '5m')
      .sign(Buffer.from(i.secret ?? app.secret));
  const voter = async (n: number): Promise<GraphClient> =>
    graphClient(`${siege.url}/graphql`, {headers: {'x-concours-voter': await voterToken({}, {sub: `worker-${n}`})}});
  for (let n = 0; n < 3; n++) {
    await (
      await voter(n)
    ).ask('mutation ($input: BallotInput!) {castBallot(input: $input) {replayed}}', {
      input: {roundId, requestId: `request-${n}`, entryIds: entries.slice(0, 4 - n)},
    });
  }
  return {
    ...{
      campaignId,
      roundId,
      openRoundId,
      planId: applyDefinition.plan.id,
      owner,
      judges,
      shown,
      draft,
      entries,
      openEntries,
      app,
      voterToken,
      voter,
    },
    hefei: await siege.person('hefei', 'UNIT_ADMIN', 'ah.hefei'),
    bengbu: await siege.person('bengbu', 'UNIT_ADMIN', 'ah.bengbu'),
    nobody: await siege.person('nobody'),
  };
}
