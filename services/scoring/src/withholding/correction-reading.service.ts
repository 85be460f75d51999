import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor, type PageArgs, type PageOf} from '@concours/kernel/page';
import {cursorInvalid} from '@concours/kernel/refusal';
import {LessThan} from 'typeorm';
import type {RoundBooks} from '../ballots/round-book.service.js';
import type {Round} from '../rounds/round.js';
import type {Rounds} from '../rounds/round.service.js';
import type {Tallies} from '../tallies/tally.service.js';
import {CorrectedEntry, TallyCorrection} from './tally-correction.js';
import {TallyCorrectionRow} from './tally-correction-row.js';

/** What the graph tells of corrections. */
export class CorrectionReading {
  constructor(private readonly parts: {database: Database; rounds: Rounds; books: RoundBooks; tallies: Tallies}) {}

  /** The newest first. */
  async page(caller: Caller, round: Round, {first, after}: PageArgs): Promise<PageOf<TallyCorrection>> {
    const before = after === undefined ? null : decodeCursor(after, 1)[0];
    if (typeof before === 'number') throw cursorInvalid();
    const repository = this.parts.database.read.getRepository(TallyCorrectionRow);
    const [found, totalCount] = await Promise.all([
      repository.find({
        where: {round: round.ref, ...(before !== null && {id: LessThan(before)})},
        order: {id: 'DESC'},
        take: first + 1,
      }),
      repository.countBy({round: round.ref}),
    ]);
    const rows = found.slice(0, first);
    const last = rows.at(-1);
    return {
      nodes: await this.show(caller, round, rows),
      totalCount,
      pageInfo: {endCursor: last ? encodeCursor([last.id]) : null, hasNextPage: found.length > first},
    };
  }

  async show(caller: Caller, round: Round, rows: readonly TallyCorrectionRow[]): Promise<TallyCorrection[]> {
    const {rounds, books, tallies} = this.parts;
    if (rows.length === 0) return [];
    const [view, book] = await Promise.all([rounds.view(round), books.find(round.id)]);
    const mayRead = rounds.may(caller, 'integrity.read', view);
    return Promise.all(
      rows.map(async (row) => {
        const maySee = await tallies.maySee(round.id, row.at, caller);
        const entries = row.entries.flatMap(({entry, votes}) => {
          const known = book?.byRef.get(entry);
          return known ? [Object.assign(new CorrectedEntry(), {entry: known, votes})] : [];
        });
        return Object.assign(new TallyCorrection(), {
          ...{id: row.id, kind: row.kind, at: row.at, rule: row.rule, reason: row.reason, ballots: row.ballots},
          by: mayRead ? row.byName : null,
          entries: maySee ? entries : null,
        });
      }),
    );
  }
}
