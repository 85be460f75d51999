import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {type Answer, execute} from '@concours/kernel/testing/execute';
import type {Contest} from './contest.js';

export const voter = (id: string, organisation?: string): Partial<Caller> => ({
  kind: 'voter',
  voter: {app: '01J0000000000000000000PART', id, ...(organisation === undefined ? {} : {organisation})},
});

const CAST = `mutation ($input: BallotInput!) { castBallot(input: $input) {
  requestId remainingToday remainingInRound remainingNow nextAt ballotsLeftToday ballotsLeftInRound replayed at accepted { entry { id } day slot } } }`;

export interface CastInput {
  caller: Partial<Caller>;
  entryIds: string[];
  requestId?: string;
  roundId?: string;
}

export function castIn(
  game: Contest,
  {caller, entryIds, requestId = newId(), roundId = game.roundId}: CastInput,
): Promise<Answer> {
  return execute(game.service, {query: CAST, variables: {input: {roundId, requestId, entryIds}}, caller});
}

/** The ids of a round's entries, by number. */
export async function entryIdsOf(game: Contest, roundId = game.roundId): Promise<string[]> {
  const query = 'query ($id: ID!) { round(id: $id) { entries(first: 200) { nodes { id } } } }';
  const {round} = (await execute(game.service, {query, variables: {id: roundId}})).expectData();
  return round.entries.nodes.map(({id}: {id: string}) => id);
}

const number = (value: unknown): number => Number(value ?? 0);

/** What is stored and what is tallied. */
export async function countsIn({service: {database}}: Contest): Promise<{stored: number; tallied: number}> {
  const [{stored}] = await database.read.query('SELECT COUNT(*) AS stored FROM vote');
  const [{tallied}] = await database.read.query('SELECT SUM(votes) AS tallied FROM vote_tally');
  return {stored: number(stored), tallied: number(tallied)};
}

/** The number of a voter, who has one from now on. */
export async function numberOfVoter({write}: Pick<Database, 'write'>, round: number, name: string): Promise<number> {
  return write(async (manager) => {
    const [{next}] = await manager.query('SELECT COALESCE(MAX(id), 0) + 1 AS next FROM vote_voter');
    const id = number(next);
    await manager.query('INSERT INTO vote_voter (id, round, name) VALUES (?, ?, ?)', [id, round, Buffer.from(name)]);
    return id;
  });
}
