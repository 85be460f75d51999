import {type EntityManager, MoreThanOrEqual} from 'typeorm';
import {checkVoidLines} from './check-voids.js';
import {sha256} from './hashes.js';
import {LedgerBlock, LedgerChain} from './ledger-tables.js';
import {blockHash, genesisOf, linesRoot, seqOf} from './line.rules.js';
import {grow, rootOfPeaks} from './tree.rules.js';
import type {VoidLine} from './void.rules.js';
import {ballotsIn, readVotes, type VoteLines, type VoteRow} from './vote-lines.js';

/** A ballot's place: the number of its first row in a batch of a writer. */
export interface BallotPlace {
  roundId: string;
  writer: number;
  batch: number;
  seq: number;
}

/** A line that no ballot has, or a ballot that has no line. */
export interface Loose extends BallotPlace {
  commitment: string;
  /** It lies beyond what was sealed: nothing is wrong with it, unless it was sealed elsewhere. */
  waits?: boolean;
}

/** How far a chain had come after some number of blocks. */
export interface Reach {
  hash: string;
  root: string;
  ballots: number;
  marks: number;
}

export interface CheckedChain {
  problems: string[];
  lost: Loose[];
  extra: Loose[];
  reached: Map<number, Reach>;
  /** In their order. */
  voids: VoidLine[];
  blocks: number;
  ballots: number;
}

const PAGE = 20;

/**
 * Recomputes the chain of a round and writer from the votes as they lie there. Each block is held against its own hash with the one
 * before it as it is stored, so that one harm is told once.
 */
export async function checkChain(i: {
  reader: EntityManager;
  lines: VoteLines;
  round: number;
  writer: number;
  secret: string;
  /** After how many blocks to say how far it had come. */
  sizes: ReadonlySet<number>;
}): Promise<CheckedChain> {
  const roundId = await i.lines.roundId(i.round);
  const checked: CheckedChain = {
    problems: [],
    lost: [],
    extra: [],
    reached: new Map(),
    voids: [],
    blocks: 0,
    ballots: 0,
  };
  const name = `${roundId}: writer ${i.writer}`;
  let previous: string | null = genesisOf({roundId, writer: i.writer, secret: i.secret}, sha256);
  let [next, marks, peaks]: [number, number, string[]] = [0, 0, []];
  let isWhole = true;
  for await (const {block, rows} of pages(i)) {
    const {number, kind, batch, lines, hash} = block;
    const place = `${name}, block ${number} (batch ${batch})`;
    if (number !== next) {
      checked.problems.push(`${name}, block ${next}${number > next + 1 ? ` to ${number - 1}` : ''}: missing`);
      [previous, isWhole] = [null, false];
    }
    const facts = {kind, roundId, writer: i.writer, number, batch, ballots: block.ballots, marks: block.marks};
    if (previous !== null && hash !== blockHash(previous, facts, linesRoot(lines, sha256), sha256)) {
      checked.problems.push(`${place}: altered, or it does not follow the block before: it does not match its hash`);
    }
    const grown = grow(peaks, next, hash, sha256);
    if (isWhole && grown.made.join() !== block.nodes.join()) {
      checked.problems.push(`${place}: altered: its nodes of the tree are not those of the blocks below`);
    }
    if (kind === 'VOIDS') {
      const {voids, problems} = await checkVoidLines(i.reader, {...i, place}, lines);
      checked.voids.push(...voids);
      checked.problems.push(...problems);
    } else {
      compare({...facts, seq: 0}, lines, await i.lines.linesOf(ballotsIn(rows), i.secret), checked);
      checked.ballots += lines.length;
    }
    [previous, peaks, next] = [hash, grown.peaks, number + 1];
    marks += block.marks;
    if (isWhole && i.sizes.has(next)) {
      checked.reached.set(next, {hash, root: rootOfPeaks(peaks, sha256), ballots: checked.ballots, marks});
    }
  }
  checked.blocks = next;
  const chain = await i.reader.findOneBy(LedgerChain, {round: i.round, writer: i.writer});
  if (!chain) checked.problems.push(`${name}: it is not noted how far the chain reaches`);
  else if (chain.blocks > next) {
    checked.problems.push(`${name}, block ${next} to ${chain.blocks - 1}: missing at the end of the chain`);
  } else if (isWhole && (chain.blocks !== next || chain.hash !== previous || chain.peaks.join() !== peaks.join())) {
    checked.problems.push(`${name}: what is noted of how far the chain reaches is not its last block`);
  }
  return checked;
}

/** Lines against ballots; what fits nowhere is put aside, to be looked for elsewhere. */
function compare(at: BallotPlace, stored: readonly string[], found: readonly string[], to: CheckedChain): void {
  const {roundId, writer, batch} = at;
  const [storedLines, foundLines] = [new Set(stored), new Set(found)];
  const loose = (line: string): Loose => ({roundId, writer, batch, seq: seqOf(line), commitment: commitmentIn(line)});
  to.lost.push(...stored.filter((line) => !foundLines.has(line)).map(loose));
  to.extra.push(...found.filter((line) => !storedLines.has(line)).map(loose));
}

export const commitmentIn = (line: string): string => line.slice(line.indexOf(':') + 1);

async function* pages({
  reader,
  round,
  writer,
}: {
  reader: EntityManager;
  round: number;
  writer: number;
}): AsyncGenerator<{block: LedgerBlock; rows: VoteRow[]}> {
  for (let from = 0; ;) {
    const where = {round, writer, number: MoreThanOrEqual(from)};
    const blocks = await reader.find(LedgerBlock, {where, order: {number: 'ASC'}, take: PAGE});
    if (blocks.length === 0) return;
    const batches = [...new Set(blocks.map(({batch}) => batch))];
    const list = batches.map(() => '?').join(', ');
    const rows = await readVotes(
      reader,
      `v.writer = ? AND v.batch IN (${list}) AND v.round = ? ORDER BY v.batch, v.seq`,
      [writer, ...batches, round],
    );
    for (const block of blocks) yield {block, rows: rows.filter(({batch}) => batch === block.batch)};
    from = blocks[blocks.length - 1].number + 1;
  }
}
