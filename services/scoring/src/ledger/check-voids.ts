import {type EntityManager, IsNull} from 'typeorm';
import {BallotHold} from '../withholding/ballot-hold.js';
import {commitmentsOf} from './ballot-commitments.js';
import {LedgerOrder} from './ledger-order.js';
import {LedgerBlock} from './ledger-tables.js';
import {readVoidLine, type VoidLine, voidedBy} from './void.rules.js';

/** The lines of a block of voids; each has to name a ballot of its chain as that was sealed. */
export async function checkVoidLines(
  reader: EntityManager,
  at: {round: number; writer: number; place: string},
  lines: readonly string[],
): Promise<{voids: VoidLine[]; problems: string[]}> {
  const read = lines.map(readVoidLine);
  const voids = read.filter((line) => line !== null);
  const commitments = await commitmentsOf(reader, {...at, ballots: voids.map(({batch, seq}) => [batch, seq])});
  const problems = voids
    .filter(({batch, seq, commitment}) => commitments.get(`${batch}:${seq}`) !== commitment)
    .map(({batch, seq}) => `${at.place}: it names a ballot that was never sealed: batch ${batch}, ballot ${seq}`);
  if (voids.length < read.length) problems.unshift(`${at.place}: altered: it has lines that are none`);
  return {voids, problems};
}

/** The line by which the ledger says of a ballot that it is void; null where it says nothing, or that it counts again. */
export async function voidLineFor(
  reader: EntityManager,
  {round, writer, batch, seq}: {round: number; writer: number; batch: number; seq: number},
): Promise<{line: VoidLine; block: number} | null> {
  const blocks = await reader.find(LedgerBlock, {where: {round, writer, kind: 'VOIDS'}, order: {number: 'ASC'}});
  const own = blocks.flatMap(({number, lines}) =>
    lines
      .map(readVoidLine)
      .filter((line) => line?.batch === batch && line.seq === seq)
      .map((line) => ({line: line!, block: number})),
  );
  const last = own.at(-1);
  return last?.line.kind === 'VOID' ? last : null;
}

/** What is not counted for good has to be exactly what the ledger says so of, and what waits to be said there. */
export async function checkVoids(i: {
  reader: EntityManager;
  round: number;
  roundId: string;
  /** By writer, the lines of its chain in their order. */
  chains: ReadonlyMap<number, {voids: readonly VoidLine[]}>;
}): Promise<string[]> {
  const {reader, round, roundId} = i;
  const problems: string[] = [];
  const told = new Set<string>();
  for (const [writer, {voids}] of i.chains) {
    const {voided, problems: own} = voidedBy(voids);
    problems.push(...own.map((problem) => `${roundId}: writer ${writer}, ${problem}`));
    for (const place of voided.keys()) told.add(`${writer}:${place}`);
  }
  const orders = await reader.find(LedgerOrder, {where: {round, block: IsNull()}, order: {id: 'ASC'}});
  for (const {writer, kind, ballots} of orders) {
    for (const [batch, seq] of ballots) {
      if (kind === 'VOID') told.add(`${writer}:${batch}:${seq}`);
      else told.delete(`${writer}:${batch}:${seq}`);
    }
  }
  const place = (key: string): string => {
    const [writer, batch, seq] = key.split(':');
    return `${roundId}: writer ${writer}, batch ${batch}, ballot ${seq}`;
  };
  for (const {writer, batch, seq} of await reader.findBy(BallotHold, {round, state: 'VOID'})) {
    const key = `${writer}:${batch}:${seq}`;
    if (!told.delete(key)) problems.push(`${place(key)}: not counted, and the ledger does not say that it is void`);
  }
  for (const key of told) problems.push(`${place(key)}: void by the ledger, and counted`);
  return problems;
}
