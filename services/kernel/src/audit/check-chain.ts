import type {AuditContent} from './audit-row.js';
import {GENESIS, hashOf} from './chain.js';

/** A row of a chain or of the trail, as it is found. */
export type FoundRow = AuditContent & {id: string; seq: number; prevHash: string | null; hash: string | null};

export interface Finding {
  service: string;
  /** The place in the chain. */
  seq: number;
  id: string | null;
  problem: string;
}

export interface CheckedChain {
  service: string;
  /** How far the service says that its chain reaches. */
  head: {seq: number; hash: string};
  /** In the order of the chain. */
  chain: AsyncIterable<FoundRow>;
  trail: {
    /** How far the trail reached before the chain was read. */
    last: number;
    /** In the order of the chain. */
    rows: AsyncIterable<FoundRow>;
    /** Whether the row is still to be handed over, or too young for it to be sure. */
    isExpected(row: FoundRow): boolean;
    /** Where a row of this service stands in the trail. */
    placeOf(id: string): Promise<number | null>;
  };
}

/**
 * Everything that is wrong with a chain, in its order. A row is held against its own hash, against the row before it, and
 * against its copy in the trail: who alters a row has to alter all that follow, in two databases.
 */
export async function* checkChain({service, head, chain, trail}: CheckedChain): AsyncGenerator<Finding> {
  const copies = trail.rows[Symbol.asyncIterator]();
  let copy = await copies.next();
  const finding = (seq: number, id: string | null, problem: string): Finding => ({service, seq, id, problem});
  let [last, lastHash, isBroken] = [0, GENESIS, false];

  /** Rows that the trail still has and the chain has not. */
  async function* removedBefore(seq: number): AsyncGenerator<Finding> {
    for (let missing = last + 1; missing < seq; missing++) {
      while (!copy.done && copy.value.seq < missing) copy = await copies.next();
      const known = !copy.done && copy.value.seq === missing ? copy.value : null;
      yield finding(
        missing,
        known?.id ?? null,
        `removed from the chain${known ? `; the trail has ${told(known)}` : ''}`,
      );
    }
  }

  for await (const row of chain) {
    if (row.seq <= last) {
      yield finding(row.seq, row.id, 'forged: its place in the chain is taken');
      continue;
    }
    const gap = row.seq > last + 1;
    yield* removedBefore(row.seq);
    while (!copy.done && copy.value.seq < row.seq) copy = await copies.next();
    const own = copy.done || copy.value.seq !== row.seq ? null : copy.value;
    const problem =
      (await againstTrail(service, row, own, trail)) ??
      againstItself(service, row) ??
      (row.prevHash !== lastHash && !gap && !isBroken
        ? 'reordered or replaced: it does not follow the row before it'
        : null) ??
      (row.seq > head.seq && !trail.isExpected(row) ? 'forged: it lies beyond the head of the chain' : null);
    if (problem) yield finding(row.seq, row.id, problem);
    isBroken = problem !== null;
    [last, lastHash] = [row.seq, row.hash ?? ''];
  }
  yield* removedBefore(Math.max(head.seq, trail.last) + 1);
  if (last === head.seq && lastHash !== head.hash && !isBroken) {
    yield finding(head.seq, null, 'the head of the chain has another hash than its last row');
  }
}

function againstItself(service: string, row: FoundRow): string | null {
  return row.hash === hashOf(service, row.prevHash ?? '', row) ? null : 'altered: it does not match its hash';
}

async function againstTrail(
  service: string,
  row: FoundRow,
  copy: FoundRow | null,
  trail: CheckedChain['trail'],
): Promise<string | null> {
  if (row.seq > trail.last) {
    return trail.isExpected(row)
      ? null
      : 'forged: it is neither in the trail nor on its way to it (if the bus has lost it, a replay brings it)';
  }
  if (!copy) return 'missing in the trail';
  if (copy.id !== row.id) {
    const place = await trail.placeOf(row.id);
    const instead = `the trail has ${told(copy)} here`;
    return place === null ? `forged: ${instead}` : `reordered: it was number ${place}; ${instead}`;
  }
  const fields = fieldsThatDiffer(row, copy);
  if (fields.length === 0) return null;
  const isOurs = againstItself(service, row) === null && againstItself(service, copy) !== null;
  return `altered${isOurs ? ' in the trail' : ''}: ${fields.join(', ')}`;
}

function fieldsThatDiffer(row: FoundRow, copy: FoundRow): string[] {
  const names = Object.keys(copy).filter((name) => name !== 'service') as (keyof FoundRow)[];
  const textOf = (value: unknown) => (value instanceof Date ? value.toISOString() : value);
  return names.filter((name) => textOf(row[name]) !== textOf(copy[name]));
}

function told({id, action, at}: FoundRow): string {
  return `${action} of ${at.toISOString()} (${id})`;
}
