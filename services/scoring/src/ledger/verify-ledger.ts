import type {EntityManager} from 'typeorm';
import {VoteReading} from '../ballots/vote-reading.js';
import {type BallotPlace, checkChain, type CheckedChain, commitmentIn, type Loose} from './check-chain.js';
import {checkVoids} from './check-voids.js';
import {checkHeads, headsOf, sizesOf} from './check-heads.js';
import {LedgerBlock, LedgerChain, LedgerCursor, LedgerSecret} from './ledger-tables.js';
import {seqOf} from './line.rules.js';
import {withheldDifferences} from '../withholding/withheld-differences.js';
import {ballotsIn, readVotes, VoteLines} from './vote-lines.js';

type Say = (line: string) => void;

/** More of them tell nothing new. */
const MOST = 1_000;
const SHOWN = 20;

/**
 * Recomputes the whole ledger from the votes, and names every ballot that was changed, removed, moved or added since it was sealed.
 * Reads only, also beside a running platform. True where nothing is wrong.
 */
export async function verifyLedger(reader: EntityManager, publicKeys: readonly string[], say: Say): Promise<boolean> {
  const lines = new VoteLines(reader);
  const problems: string[] = [];
  const lost: Loose[] = [];
  const extra: Loose[] = await unsealed(reader, lines, say);
  for (const {round, writers} of await rounds(reader)) {
    const roundId = await lines.roundId(round);
    const secret = (await reader.findOneBy(LedgerSecret, {round}))?.secret;
    if (secret === undefined) {
      problems.push(`${roundId}: its secret is gone: nothing of it can be recomputed`);
      continue;
    }
    const heads = await headsOf(reader, round);
    const sizes = sizesOf(heads);
    const chains = new Map<number, CheckedChain>();
    for (const writer of new Set([...writers, ...sizes.keys()])) {
      const checked = await checkChain({reader, lines, round, writer, secret, sizes: sizes.get(writer) ?? new Set()});
      chains.set(writer, checked);
      problems.push(...checked.problems);
      lost.push(...checked.lost.slice(0, MOST));
      extra.push(...checked.extra.slice(0, MOST));
    }
    problems.push(...checkHeads({roundId, heads, chains, publicKeys}));
    problems.push(...(await checkVoids({reader, round, roundId, chains})));
    for (const {entry, votes, counted} of await withheldDifferences(reader, {round})) {
      problems.push(
        `${roundId}: entry ${entry}: ${counted.votes} votes are put aside or void, and ${votes} are not counted`,
      );
    }
    const ballots = [...chains.values()].reduce((sum, chain) => sum + chain.ballots, 0);
    const last = heads.at(-1);
    say(
      `${roundId}: ${ballots} ballots in ${chains.size} chains; ${last ? `head ${last.number} ${last.hash}` : 'no head yet'}`,
    );
  }
  problems.unshift(...named(lost, extra));
  for (const found of await new VoteReading({read: reader}).discrepancies()) {
    const {round, entry, writer, ledger, tally, constituency} = found;
    const from = constituency === undefined ? '' : ` from constituency ${constituency}`;
    problems.push(
      `${await lines.roundId(round)}: writer ${writer}: entry ${entry} has ${ledger} votes${from} and a tally of ${tally}`,
    );
  }
  for (const problem of problems.slice(0, SHOWN)) say(problem);
  if (problems.length > SHOWN) say(`${problems.length - SHOWN} more`);
  say(problems.length === 0 ? 'nothing was changed since it was sealed' : `${problems.length} problems`);
  return problems.length === 0;
}

async function rounds(reader: EntityManager): Promise<{round: number; writers: number[]}[]> {
  const found = new Map<number, Set<number>>();
  for (const entity of [LedgerChain, LedgerBlock]) {
    const rows = await reader
      .createQueryBuilder(entity, 'c')
      .select('c.round', 'round')
      .addSelect('c.writer', 'writer')
      .distinct()
      .getRawMany<{round: number; writer: number}>();
    for (const {round, writer} of rows) found.set(round, (found.get(round) ?? new Set()).add(writer));
  }
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([round, writers]) => ({round, writers: [...writers].sort((a, b) => a - b)}));
}

/** Ballots without a block. Those beyond what was sealed wait for it; the others came from nowhere. */
async function unsealed(reader: EntityManager, lines: VoteLines, say: Say): Promise<Loose[]> {
  const without = `NOT EXISTS (SELECT 1 FROM ledger_block b WHERE b.writer = v.writer AND b.batch = v.batch AND b.round = v.round)`;
  const rows = await readVotes(reader, `${without} ORDER BY v.writer, v.batch, v.seq LIMIT ${MOST}`, []);
  const cursors = new Map((await reader.find(LedgerCursor)).map(({writer, batch}) => [writer, batch]));
  const secrets = new Map((await reader.find(LedgerSecret)).map(({round, secret}) => [round, secret]));
  const loose: Loose[] = [];
  let waiting = 0;
  for (const ballot of ballotsIn(rows)) {
    const [{writer, batch}] = ballot.rows;
    const waits = batch > (cursors.get(writer) ?? 0);
    if (waits) waiting++;
    const [line] = await lines.linesOf([ballot], secrets.get(ballot.round) ?? '');
    const roundId = await lines.roundId(ballot.round);
    loose.push({roundId, writer, batch, seq: seqOf(line), commitment: commitmentIn(line), waits});
  }
  if (waiting > 0) say(`${rows.length < MOST ? waiting : `${waiting} or more`} ballots wait to be sealed`);
  return loose;
}

/** What became of each: by what it commits to it is known again in another place, by its place in another shape. */
function named(lost: readonly Loose[], extra: readonly Loose[]): string[] {
  const placeOf = ({roundId, writer, batch, seq}: BallotPlace): string =>
    `${roundId}: writer ${writer}, batch ${batch}, ballot ${seq}`;
  const rest = new Set(extra.filter(({waits}) => !waits));
  const [byCommitment, byPlace] = [new Map<string, Loose>(), new Map<string, Loose>()];
  for (const each of extra) {
    byCommitment.set(each.commitment, each);
    byPlace.set(placeOf(each), each);
  }
  const told = lost.map((each) => {
    const moved = byCommitment.get(each.commitment);
    if (moved) {
      rest.delete(moved);
      return `${placeOf(each)}: moved: it is now in writer ${moved.writer}, batch ${moved.batch}, ballot ${moved.seq}`;
    }
    const changed = byPlace.get(placeOf(each));
    if (!changed) return `${placeOf(each)}: missing: it was removed`;
    rest.delete(changed);
    return `${placeOf(each)}: changed: it is not what was sealed`;
  });
  return [...told, ...[...rest].map((each) => `${placeOf(each)}: added: it was never sealed`)];
}
