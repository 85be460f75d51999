import type {EntityManager} from 'typeorm';
import {sha256} from './hashes.js';
import {LedgerBlock, LedgerChain} from './ledger-tables.js';
import {type BlockFacts, blockHash, genesisOf, linesRoot} from './line.rules.js';
import {grow} from './tree.rules.js';

/** How far the chain of a round and writer reaches; of a new one, what its first block follows. */
export async function chainEnd(
  reader: EntityManager,
  i: {round: number; roundId: string; writer: number; secret: string},
): Promise<LedgerChain> {
  const {round, writer} = i;
  const found = await reader.findOneBy(LedgerChain, {round, writer});
  if (found) return found;
  const hash = genesisOf(i, sha256);
  return Object.assign(new LedgerChain(), {round, writer, blocks: 0, ballots: 0, marks: 0, hash, peaks: []});
}

/** The next block of a chain, and how far it reaches with it. */
export function blockAfter(
  chain: LedgerChain,
  i: Pick<BlockFacts, 'kind' | 'roundId' | 'batch' | 'marks'> & {lines: string[]},
): {block: LedgerBlock; chain: LedgerChain} {
  const {round, writer, blocks: number} = chain;
  const {roundId, lines, ...rest} = i;
  const facts = {...rest, writer, number, ballots: lines.length};
  const hash = blockHash(chain.hash, {...facts, roundId}, linesRoot(lines, sha256), sha256);
  const {peaks, made} = grow(chain.peaks, number, hash, sha256);
  // voids are lines about ballots that were counted when they came in
  const isBallots = i.kind === 'BALLOTS';
  return {
    block: Object.assign(new LedgerBlock(), {round, ...facts, lines, hash, nodes: made}),
    chain: Object.assign(new LedgerChain(), {
      ...{round, writer, hash, peaks, blocks: number + 1},
      ...{ballots: chain.ballots + (isBallots ? lines.length : 0), marks: chain.marks + (isBallots ? i.marks : 0)},
    }),
  };
}
