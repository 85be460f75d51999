import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor, type PageArgs, type PageOf} from '@concours/kernel/page';
import {cursorInvalid} from '@concours/kernel/refusal';
import {LessThan} from 'typeorm';
import type {BallotReceipt} from '../ballots/ballot.js';
import type {Round} from '../rounds/round.js';
import type {Tallies} from '../tallies/tally.service.js';
import {macBy} from './hashes.js';
import type {HeadBody} from './head.rules.js';
import {LedgerHead} from './ledger-head.js';
import type {LedgerSecrets} from './ledger-secrets.js';
import {openingOf} from './line.rules.js';
import {receiptOf} from './receipt.js';

/** What voters are given, and what everybody is told of the ledger. */
export class Ledger {
  constructor(private readonly parts: {database: Database; tallies: Tallies; secrets: LedgerSecrets}) {}

  /** Worked out when it is asked for: casting does nothing for it. */
  async receipt({requestId, at, counted, accepted}: BallotReceipt): Promise<string> {
    const mac = macBy(await this.parts.secrets.of(counted.round));
    const marks = counted.marks.map(
      ({slot, roundSlot, entrySlot}, index) => [accepted[index].entry.id, slot, roundSlot, entrySlot] as const,
    );
    const {roundId, voter} = counted;
    const {day, origin} = counted.marks[0];
    return receiptOf(openingOf({roundId, voter, request: requestId, day, at: at.getTime(), marks, origin}, mac));
  }

  /** The newest first. */
  async heads(round: Round, {first, after}: PageArgs): Promise<PageOf<LedgerHead>> {
    const before = after === undefined ? null : decodeCursor(after, 1)[0];
    if (typeof before === 'string') throw cursorInvalid();
    const repository = this.parts.database.read.getRepository(LedgerHead);
    const [found, totalCount] = await Promise.all([
      repository.find({
        where: {round: round.ref, ...(before !== null && {number: LessThan(before)})},
        order: {number: 'DESC'},
        take: first + 1,
      }),
      repository.countBy({round: round.ref}),
    ]);
    const nodes = found.slice(0, first);
    const last = nodes.at(-1);
    return {
      nodes,
      totalCount,
      pageInfo: {endCursor: last ? encodeCursor([last.number]) : null, hasNextPage: found.length > first},
    };
  }

  /** Null while the caller may not see the counts of that instant: they are in it. */
  async body(caller: Caller, head: LedgerHead): Promise<{text: string; body: HeadBody} | null> {
    const roundId = (JSON.parse(head.statement) as {round: string}).round;
    if (!(await this.parts.tallies.maySee(roundId, head.at, caller))) return null;
    return {text: head.body.text, body: JSON.parse(head.body.text) as HeadBody};
  }
}
