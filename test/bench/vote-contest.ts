import {createHash} from 'node:crypto';
import {newId} from '@concours/kernel/ids';
import type {ScoringService} from '@concours/scoring/compose';

export const campaignId = '01J00000000000000000000CMP';
export const roundId = `${campaignId}:final`;
const owner = '01J00000000000000000000WNR';

/** What a round of the benchmarks has, as the database numbers it. */
export interface OpenRound {
  ref: number;
  entries: {id: string; ref: number}[];
}

export interface RoundShape {
  entries: number;
  perDay: number;
}

/** A round whose vote is open for ever, told to scoring by events as in life. Told once; an instance that starts later finds it. */
export async function openRound(service: ScoringService, {entries: count, perDay}: RoundShape): Promise<OpenRound> {
  const {rounds, entries} = service.slices;
  if (!(await rounds.find(roundId))) await tellAll(service, count, perDay);
  const [round, rows] = await Promise.all([rounds.find(roundId), entries.ofRound(roundId)]);
  if (!round?.entriesComplete || rows.length !== count) throw new Error(`${rows.length} entries in place of ${count}`);
  return {ref: round.ref, entries: rows.map(({id, ref}) => ({id, ref}))};
}

async function tellAll(service: ScoringService, count: number, perDay: number): Promise<void> {
  const tell = async (type: string, subject: string, payload: unknown): Promise<void> => {
    const event = {id: newId(), type, subject, version: 1, at: new Date().toISOString(), source: 'bench', payload};
    for (const {types, handle} of service.consumes ?? []) if (types.includes(type)) await handle(event);
  };
  await tell('DefinitionApplied', campaignId, {
    ...{campaignId, key: 'bench', definitionVersion: 1, definition: definition(perDay)},
    ...{ownerOrganisationId: owner, ownerPath: 'ah.', organisations: {ah: owner}, overrides: [], heldTracks: []},
    stages: [{key: 'vote', opensAt: '2020-01-01T00:00:00.000Z', closesAt: null}],
  });
  const works = Array.from({length: count}, (_, n) => `01J0000000000000000000W${String(n).padStart(3, '0')}`);
  for (const [n, id] of works.entries()) {
    await tell('SubmissionChanged', id, {
      ...{id, campaignId, trackKey: 'song', organisationId: newId(), recommendedById: null, number: `S${n + 1}`},
      ...{title: `作品 ${n + 1}`, author: `歌手 ${n + 1}`, state: 'SHORTLISTED', handedInAt: null},
    });
  }
  const digest = createHash('sha256').update(works.join('\n')).digest('hex');
  const closedAt = new Date().toISOString();
  await tell('ShortlistClosed', `${campaignId}:song`, {campaignId, trackKey: 'song', count, digest, closedAt});
}

function definition(perDay: number): unknown {
  const text = (zh: string, en: string) => ({zh, en});
  return {
    concours: 1,
    campaign: {key: 'bench', title: text('歌手大赛', 'Singers'), timezone: 'Asia/Shanghai', owner: 'ah', hosting: []},
    policies: {votes: 'ALLOWED', entryRanking: 'SHOWN', publicNotice: {workingDays: 5}},
    stages: [{key: 'vote', name: text('投票', 'Vote'), kind: 'VOTE'}],
    tracks: [{key: 'song', name: text('歌曲', 'Song'), kind: 'SONG', hosting: []}],
    rounds: [
      {
        ...{key: 'final', name: text('决赛', 'Final'), track: 'song', entries: {shortlist: true}, stage: 'vote'},
        ballot: {stage: 'vote', perDay, perEntryPerDay: perDay, visibility: 'LIVE', voters: ['PARTNER_APP']},
        components: [
          {key: 'vote', name: text('投票', 'Vote'), weight: 100, from: 'BALLOT', convert: {method: 'SHARE_OF_ALL'}},
        ],
        ties: ['LOT'],
      },
    ],
  };
}
