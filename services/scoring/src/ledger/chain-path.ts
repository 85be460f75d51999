import {type EntityManager, In} from 'typeorm';
import {sha256} from './hashes.js';
import {LedgerBlock} from './ledger-tables.js';
import {pathOf} from './tree.rules.js';

/** The path of a block to the root over the first `size` blocks of its chain; each node lies with the block that made it full. */
export async function pathInChain(
  reader: EntityManager,
  {round, writer, number, size}: {round: number; writer: number; number: number; size: number},
): Promise<string[]> {
  const wanted = new Set<number>();
  // once to see which nodes it takes, once with them: a few dozen of perhaps a million
  pathOf(number, size, (level, index) => (wanted.add(holder(level, index)), ''), sha256);
  const blocks = await reader.find(LedgerBlock, {
    select: {number: true, hash: true, nodes: true},
    where: {round, writer, number: In([...wanted])},
  });
  const byNumber = new Map(blocks.map((block) => [block.number, block]));
  return pathOf(
    number,
    size,
    (level, index) => {
      const block = byNumber.get(holder(level, index));
      const node = level === 0 ? block?.hash : block?.nodes[level - 1];
      if (node === undefined) throw new Error('the ledger lacks a block: npm run ledger:verify names it');
      return node;
    },
    sha256,
  );
}

/** The block after which a part of the tree is full. */
const holder = (level: number, index: number): number => (index + 1) * 2 ** level - 1;
