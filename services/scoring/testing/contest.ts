import {createHash} from 'node:crypto';
import {SettableClock} from '@concours/kernel/clock';
import type {DomainEvent} from '@concours/kernel/events/event';
import {inProcessBus} from '@concours/kernel/events/in-process-bus';
import {newId} from '@concours/kernel/ids';
import {parseSigningKeys} from '@concours/kernel/identity';
import {createLogger} from '@concours/kernel/log';
import {scratchPlace, type TestEngine} from '@concours/kernel/testing/scratch-database';
import type {Definition} from '@concours/schema/definition/definition';
import type {BallotDefinition, RoundDefinition} from '@concours/schema/definition/round';
import type {DefinitionApplied, EventPayloads, EventType, SubmissionChanged} from '@concours/schema/events';
import {compose} from '../src/compose.js';
import {entities, migrations} from '../src/data-source.js';

export const silent = createLogger('scoring-test', {level: process.env.LOGLEVEL ?? 'silent'});

export const testLedgerKeys = parseSigningKeys(`test:${'l'.repeat(40)}`);

/** The semi-final of the singers' contest: ten days of votes in August. */
export const semiFinal: RoundDefinition = {
  key: 'semi-final',
  name: {zh: '复赛', en: 'Semi-final'},
  track: 'song',
  entries: {shortlist: true},
  stage: 'online-vote',
  ballot: {
    stage: 'online-vote',
    perDay: 5,
    perEntryPerDay: 1,
    marks: {atLeast: 1, atMost: 5},
    visibility: 'LIVE',
    voters: ['ACCOUNT', 'PARTNER_APP'],
  },
  components: [
    {
      key: 'vote',
      name: {zh: '网络投票', en: 'Online vote'},
      weight: '40',
      from: 'BALLOT',
      convert: {method: 'SHARE_OF_LEADER'},
    },
    {
      key: 'judges',
      name: {zh: '评委评分', en: 'Judges'},
      weight: '60',
      from: 'PANEL',
      criteria: [{key: 'singing', name: {zh: '演唱', en: 'Singing'}, most: '100'}],
    },
  ],
  ties: [{component: 'judges'}, 'SUBMITTED_EARLIER', 'LOT'],
  cut: {to: 30, mode: 'EXACTLY', next: 'final'},
};

export const opensAt = '2024-08-06T16:00:00.000Z';
export const closesAt = '2024-08-16T15:59:59.999Z';

export interface ContestOptions {
  engine: TestEngine;
  entries?: number;
  now?: string;
  ballot?: Partial<BallotDefinition>;
  rounds?: RoundDefinition[];
  awards?: Definition['awards'];
}

/** The scoring service on a scratch database with one campaign, one track and its shortlist; told by events as in life. */
export async function contest(i: ContestOptions) {
  const place = await scratchPlace(i.engine, {entities, migrations});
  const clock = new SettableClock(i.now ?? '2024-08-08T02:00:00.000Z');
  const bus = inProcessBus(silent);
  const settings = {reconcileEveryMs: 0, ledgerKeys: testLedgerKeys};
  const start = () => compose({databaseUrl: place.url, bus, clock, log: silent, settings});
  const service = await start();
  const campaignId = newId();
  const owner = newId();
  const versions = new Map<string, number>();

  async function tell<T extends EventType>(type: T, subject: string, payload: EventPayloads[T]): Promise<void> {
    const version = (versions.get(type + subject) ?? 0) + 1;
    versions.set(type + subject, version);
    const event: DomainEvent = {
      id: newId(),
      type,
      subject,
      version,
      at: clock.now().toISOString(),
      source: 'test',
      payload,
    };
    for (const consumer of service.consumes ?? []) if (consumer.types.includes(type)) await consumer.handle(event);
  }

  const ballot = {...semiFinal.ballot!, ...i.ballot};
  let definition: Definition = {
    concours: 1,
    campaign: {
      key: 'singers',
      title: {zh: '职工歌手大赛', en: 'Singers'},
      timezone: 'Asia/Shanghai',
      owner: 'ah',
      hosting: [{role: 'ORGANISING', organisations: ['ah']}],
    },
    policies: {votes: 'ALLOWED', entryRanking: 'SHOWN', publicNotice: {workingDays: 5}},
    stages: [{key: 'online-vote', name: {zh: '网络投票', en: 'Online vote'}, kind: 'VOTE'}],
    tracks: [{key: 'song', name: {zh: '歌曲', en: 'Song'}, kind: 'SONG', hosting: []}],
    rounds: i.rounds ?? [{...semiFinal, ballot}],
    awards: i.awards,
  };
  const apply = (change: Partial<DefinitionApplied> = {}) =>
    tell('DefinitionApplied', campaignId, {
      campaignId,
      key: 'singers',
      definitionVersion: 1,
      definition,
      ownerOrganisationId: owner,
      ownerPath: 'ah.',
      organisations: {ah: owner},
      overrides: [],
      heldTracks: [],
      stages: [{key: 'online-vote', opensAt, closesAt}],
      ...change,
    });

  const works: SubmissionChanged[] = Array.from({length: i.entries ?? 3}, (_, index) => ({
    id: newId(),
    campaignId,
    trackKey: 'song',
    organisationId: newId(),
    recommendedById: null,
    number: `S${String(index + 1).padStart(4, '0')}`,
    title: `作品${index + 1}`,
    author: `歌手${index + 1}`,
    state: 'SHORTLISTED',
    handedInAt: '2024-07-20T02:00:00.000Z',
  }));
  const closeShortlist = (ids = works.map(({id}) => id)) =>
    tell('ShortlistClosed', `${campaignId}:song`, {
      campaignId,
      trackKey: 'song',
      count: ids.length,
      digest: createHash('sha256')
        .update([...ids].sort().join('\n'))
        .digest('hex'),
      closedAt: clock.now().toISOString(),
    });

  return {
    service,
    clock,
    bus,
    campaignId,
    works,
    roundId: `${campaignId}:semi-final`,
    databaseUrl: place.url,
    tell,
    apply,
    closeShortlist,
    changeWork: (work: SubmissionChanged, change: Partial<SubmissionChanged> = {}) =>
      tell('SubmissionChanged', work.id, Object.assign(work, change)),
    changeBallot: (change: Partial<BallotDefinition>) => {
      definition = {...definition, rounds: [{...semiFinal, ballot: {...ballot, ...change}}]};
      return apply({definition});
    },
    /** The definition, all works and the closed shortlist. */
    async prepare() {
      await apply();
      for (const work of works) await tell('SubmissionChanged', work.id, work);
      await closeShortlist();
      return this;
    },
    async close() {
      await service.stop?.();
      await service.database.close();
      await bus.close();
      await place.remove();
    },
  };
}

export type Contest = Awaited<ReturnType<typeof contest>>;
