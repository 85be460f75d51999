import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor, type PageArgs, type PageOf} from '@concours/kernel/page';
import {cursorInvalid} from '@concours/kernel/refusal';
import {signalKinds} from '@concours/schema/definition/ballot-integrity';
import {In} from 'typeorm';
import type {RoundBook, RoundBooks} from '../ballots/round-book.service.js';
import type {Entry} from '../entries/entry.js';
import {Complaint} from '../cases/complaint.js';
import {ComplaintState} from '../cases/case.kinds.js';
import {macBy} from '../ledger/hashes.js';
import type {LedgerSecrets} from '../ledger/ledger-secrets.js';
import type {Round} from '../rounds/round.js';
import type {Rounds} from '../rounds/round.service.js';
import {BallotHold, type HoldState, VoteCap} from '../withholding/ballot-hold.js';
import {ballotsAt} from './ballot-stream.js';
import {type FigureKind, SignalKind, SignalState} from './signal.kinds.js';
import {SignalBallot, SignalRow} from './signal-tables.js';
import {HeldBallot, HeldState, RoundIntegrity, SignalFigure, VoteSignal} from './vote-signal.js';

export interface SignalFilter {
  kind?: SignalKind | null;
  state?: SignalState | null;
  entryId?: string | null;
}

/** What the graph tells of signals, to those who may read them. */
export class SignalReading {
  constructor(
    private readonly parts: {database: Database; rounds: Rounds; books: RoundBooks; secrets: LedgerSecrets},
  ) {}

  /** Null where the caller may not see it. */
  async ofRound(caller: Caller, round: Round): Promise<RoundIntegrity | null> {
    const {rounds, database, books} = this.parts;
    const view = await rounds.view(round);
    if (!view.limits || !rounds.may(caller, 'integrity.read', view)) return null;
    const {read} = database;
    const count = (state: HoldState) => read.countBy(BallotHold, {round: round.ref, state});
    const [held, voided, released, flaggedSignals, openComplaints, caps, book] = await Promise.all([
      count('HELD'),
      count('VOID'),
      count('RELEASED'),
      read.countBy(SignalRow, {round: round.ref, state: SignalState.FLAGGED}),
      read.countBy(Complaint, {roundId: round.id, state: ComplaintState.OPEN}),
      read.findBy(VoteCap, {round: round.ref, constituency: -1}),
      books.find(round.id),
    ]);
    const hold = view.definition.ballot?.integrity?.hold ?? [];
    return Object.assign(new RoundIntegrity(), {
      ...{roundId: round.id, held, voided, released, flaggedSignals, openComplaints},
      suspended: entriesIn(
        book,
        caps.map(({entry}) => entry),
      ),
      heldByRule: signalKinds.filter((kind) => hold.includes(kind)).map((kind) => SignalKind[kind]),
    });
  }

  /** The newest first. */
  async page(roundId: string, {first, after}: PageArgs, filter: SignalFilter): Promise<PageOf<VoteSignal>> {
    const book = await this.parts.books.find(roundId);
    const before = after === undefined ? null : decodeCursor(after, 1)[0];
    if (typeof before === 'number') throw cursorInvalid();
    const query = this.parts.database.read
      .createQueryBuilder(SignalRow, 's')
      .where('s.round = :round', {round: book?.round.ref ?? 0});
    if (filter.kind) query.andWhere('s.kind = :kind', {kind: filter.kind});
    if (filter.state) query.andWhere('s.state = :state', {state: filter.state});
    if (filter.entryId) query.andWhere('s.entry = :entry', {entry: book?.byId.get(filter.entryId)?.ref ?? 0});
    const totalCount = await query.getCount();
    if (before !== null) query.andWhere('s.id < :before', {before});
    const found = await query
      .orderBy('s.id', 'DESC')
      .take(first + 1)
      .getMany();
    const rows = found.slice(0, first);
    const last = rows.at(-1);
    return {
      nodes: this.show(book, rows),
      totalCount,
      pageInfo: {endCursor: last ? encodeCursor([last.id]) : null, hasNextPage: found.length > first},
    };
  }

  async ofCase(roundId: string, caseId: string): Promise<VoteSignal[]> {
    const rows = await this.parts.database.read.find(SignalRow, {where: {caseId}, order: {id: 'ASC'}, take: 200});
    return this.show(await this.parts.books.find(roundId), rows);
  }

  async changed(roundId: string, rows: readonly SignalRow[]): Promise<VoteSignal[]> {
    return this.show(await this.parts.books.find(roundId), rows);
  }

  /** In the order in which they were stored. */
  async ballots(
    roundId: string,
    {first, after}: PageArgs,
    filter: {state?: HeldState | null; signalId?: string | null},
  ): Promise<PageOf<HeldBallot>> {
    const {database, books, secrets} = this.parts;
    const book = await books.find(roundId);
    const round = book?.round.ref ?? 0;
    const query = database.read.createQueryBuilder(BallotHold, 'h').where('h.round = :round', {round});
    if (filter.state) query.andWhere('h.state = :state', {state: filter.state});
    if (filter.signalId) {
      const own = 'b.round = h.round AND b.writer = h.writer AND b.batch = h.batch AND b.seq = h.seq';
      query.andWhere(`EXISTS (SELECT 1 FROM vote_signal_ballot b WHERE b.signalId = :signal AND ${own})`, {
        signal: filter.signalId,
      });
    }
    const totalCount = await query.getCount();
    if (after !== undefined) {
      const [writer, batch, seq] = decodeCursor(after, 3).map(Number);
      query.andWhere(
        '(h.writer > :writer OR (h.writer = :writer AND (h.batch > :batch OR (h.batch = :batch AND h.seq > :seq))))',
        {writer, batch, seq},
      );
    }
    const found = await query
      .orderBy('h.writer')
      .addOrderBy('h.batch')
      .addOrderBy('h.seq')
      .take(first + 1)
      .getMany();
    const rows = found.slice(0, first);
    const mac = macBy(await secrets.of(round));
    const [seen, kinds] = await Promise.all([ballotsAt(database.read, round, rows), this.kindsOf(round, rows)]);
    const nodes = rows.flatMap((row) => {
      const ballot = seen.get(keyOf(row));
      if (!ballot) return [];
      const {at, voter, device, app, entries} = ballot;
      return Object.assign(new HeldBallot(), {
        ...{id: keyOf(row), state: HeldState[row.state], at: new Date(at), app},
        voter: mac(`pseudonym\n${voter}`).slice(0, 8),
        device: device?.slice(0, 8) ?? null,
        entries: entriesIn(book, entries),
        signals: [...(kinds.get(keyOf(row)) ?? [])],
      });
    });
    const last = rows.at(-1);
    return {
      nodes,
      totalCount,
      pageInfo: {
        endCursor: last ? encodeCursor([last.writer, last.batch, last.seq]) : null,
        hasNextPage: found.length > first,
      },
    };
  }

  private async kindsOf(round: number, rows: readonly BallotHold[]): Promise<Map<string, Set<SignalKind>>> {
    const kinds = new Map<string, Set<SignalKind>>();
    if (rows.length === 0) return kinds;
    const {read} = this.parts.database;
    const batches = [...new Set(rows.map(({batch}) => batch))];
    const ballots = await read.findBy(SignalBallot, {round, batch: In(batches)});
    const signals = await read.findBy(SignalRow, {id: In([...new Set(ballots.map(({signalId}) => signalId))])});
    const kindOf = new Map(signals.map(({id, kind}) => [id, kind]));
    for (const ballot of ballots) {
      const own = kinds.get(keyOf(ballot)) ?? new Set<SignalKind>();
      kinds.set(keyOf(ballot), own.add(kindOf.get(ballot.signalId)!));
    }
    return kinds;
  }

  private show(book: RoundBook | null, rows: readonly SignalRow[]): VoteSignal[] {
    return rows.map(({id, kind, state, entry, evidence, ballots, marks, foundAt, firstAt, lastAt, caseId}) =>
      Object.assign(new VoteSignal(), {
        ...{id, kind, state, ballots, marks, foundAt, firstAt, lastAt, caseId, subject: evidence.subject},
        entry: entry === null ? null : (book?.byRef.get(entry) ?? null),
        pattern: entriesIn(book, evidence.pattern),
        figures: Object.entries(evidence.figures).map(([figure, value]) =>
          Object.assign(new SignalFigure(), {kind: figure as FigureKind, value}),
        ),
      }),
    );
  }
}

const keyOf = ({writer, batch, seq}: {writer: number; batch: number; seq: number}): string =>
  `${writer}:${batch}:${seq}`;

const entriesIn = (book: RoundBook | null, refs: readonly number[]): Entry[] =>
  refs.flatMap((ref) => book?.byRef.get(ref) ?? []);
