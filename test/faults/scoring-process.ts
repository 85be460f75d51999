import {createHash} from 'node:crypto';
import {systemClock} from '@concours/kernel/clock';
import {inProcessBus} from '@concours/kernel/events/in-process-bus';
import {redisBus} from '@concours/kernel/events/redis-bus';
import {createLogger} from '@concours/kernel/log';
import {serve} from '@concours/kernel/serve';
import {compose} from '@concours/scoring/compose';

/** The scoring service as a process of its own that may be killed: on the database it is given, with one open round of three entries. */
const {DATABASE_URL: databaseUrl = '', SIGNING_SECRET: secret = '', PORT: port = '0', REDIS_URL: redis} = process.env;
const campaignId = '01J00000000000000000000CMP';
const owner = '01J00000000000000000000WNR';
const works = ['01J0000000000000000000W0K1', '01J0000000000000000000W0K2', '01J0000000000000000000W0K3'];

async function main(): Promise<void> {
  const log = createLogger('scoring', {level: 'error'});
  const bus = redis === undefined ? inProcessBus(log) : redisBus(redis, log);
  const settings = {reconcileEveryMs: 0, ledgerKeys: [{id: 'test', secret}]};
  const service = await compose({databaseUrl, bus, clock: systemClock, log, settings});
  const tell = async (type: string, subject: string, payload: unknown): Promise<void> => {
    const event = {id: subject, type, subject, version: 1, at: new Date().toISOString(), source: 'test', payload};
    for (const {types, handle} of service.consumes ?? []) if (types.includes(type)) await handle(event);
  };
  await tell('DefinitionApplied', campaignId, {
    campaignId,
    key: 'faults',
    definitionVersion: 1,
    definition: definition(),
    ownerOrganisationId: owner,
    ownerPath: 'ah.',
    organisations: {ah: owner},
    overrides: [],
    heldTracks: [],
    stages: [{key: 'vote', opensAt: '2020-01-01T00:00:00.000Z', closesAt: null}],
  });
  for (const id of works) {
    await tell('SubmissionChanged', id, {
      ...{id, campaignId, trackKey: 'song', organisationId: owner, recommendedById: null, number: id},
      ...{title: 'Song', author: 'Singer', state: 'SHORTLISTED', handedInAt: null},
    });
  }
  await tell('ShortlistClosed', `${campaignId}:song`, {
    campaignId,
    trackKey: 'song',
    count: works.length,
    digest: createHash('sha256').update(works.join('\n')).digest('hex'),
    closedAt: new Date().toISOString(),
  });
  await serve(service, {port: Number(port), keys: [{id: 'test', secret}]});
  process.stdout.write('ready\n');
}

function definition(): unknown {
  const text = (zh: string, en: string) => ({zh, en});
  return {
    concours: 1,
    campaign: {key: 'faults', title: text('歌手大赛', 'Singers'), timezone: 'Asia/Shanghai', owner: 'ah', hosting: []},
    policies: {votes: 'ALLOWED', entryRanking: 'SHOWN', publicNotice: {workingDays: 5}},
    stages: [{key: 'vote', name: text('投票', 'Vote'), kind: 'VOTE'}],
    tracks: [{key: 'song', name: text('歌曲', 'Song'), kind: 'SONG', hosting: []}],
    rounds: [
      {
        key: 'semi',
        name: text('复赛', 'Semi-final'),
        track: 'song',
        entries: {shortlist: true},
        stage: 'vote',
        ballot: {stage: 'vote', perDay: 3, perEntryPerDay: 1, visibility: 'LIVE', voters: ['PARTNER_APP']},
        components: [
          {key: 'vote', name: text('投票', 'Vote'), weight: 100, from: 'BALLOT', convert: {method: 'SHARE_OF_ALL'}},
        ],
        ties: ['LOT'],
      },
    ],
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  // what runs by now would hold it
  process.exit(1);
});
