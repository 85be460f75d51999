import type {Database} from '@concours/kernel/database';
import {type Origin, originIn, type OriginRow} from './origin.js';
import {SPAN_MS} from './vote-store.js';
import {byNumber, type Bytes, numbersOf, textOf} from './voters-in.js';

export interface StoredMark {
  position: number;
  entry: number;
  day: number;
  slot: number | null;
  roundSlot: number | null;
  entrySlot: number | null;
  at: number;
  origin: Origin;
}

/** One mark of a voter's day. */
export interface UsedMark {
  voter: string;
  slot: number | null;
  entry: number;
  entrySlot: number | null;
  request: string;
}

export interface EntryCount {
  entry: number;
  votes: number;
  /** Without those that came after the freeze. */
  shown: number;
}

/** What one constituency gave an entry; `constituency` is its number. */
export interface GroupCount extends EntryCount {
  constituency: number;
}

/** A tally row that does not say what the ledger says. */
export interface Discrepancy {
  round: number;
  entry: number;
  writer: number;
  ledger: number;
  tally: number;
  /** Where it is the tally of a constituency. */
  constituency?: number;
}

type StoredRow = Pick<StoredMark, 'position' | 'entry' | 'day' | 'slot'> &
  OriginRow & {
    voter: number | string;
    request: Bytes;
    round_slot: number | null;
    entry_slot: number | null;
    at: number | string;
  };
type UsedRow = Pick<StoredRow, 'voter' | 'slot' | 'entry' | 'entry_slot' | 'request'>;
const PAIRS = 100;

/** A request id is of printable characters, so the first space ends it. */
export const ballotKey = (voter: string, request: string): string => `${request} ${voter}`;

/** A count stands still where its entry is suspended. */
const atMost = (count: number | string, most: number | null): number =>
  most === null ? Number(count) : Math.min(Number(count), most);

/** What is read of votes. The statements are the same on both engines; sums come back as text from one of them. */
export class VoteReading {
  constructor(private readonly database: Pick<Database, 'read'>) {}

  /** In the order of their slots, those without one first. */
  async usedOnDay(round: number, day: number, voters: readonly string[]): Promise<UsedMark[]> {
    const rows = await byNumber<UsedRow>(
      this.database.read,
      {round, voters},
      (some) =>
        `SELECT voter, slot, entry, entry_slot, request FROM vote
         WHERE voter IN (${some}) AND round = ? AND day = ? ORDER BY slot, entry_slot`,
      [round, day],
    );
    return rows.map(({voter, slot, entry, entry_slot: entrySlot, request}) => {
      return {voter, slot, entry, entrySlot, request: textOf(request)};
    });
  }

  async usedInRound(round: number, voters: readonly string[]): Promise<Map<string, number>> {
    const rows = await byNumber<{voter: number | string; used: number}>(
      this.database.read,
      {round, voters},
      (some) =>
        `SELECT voter, MAX(round_slot) AS used FROM vote WHERE voter IN (${some}) AND round_slot IS NOT NULL GROUP BY voter`,
      [],
    );
    return new Map(rows.map(({voter, used}) => [voter, Number(used)]));
  }

  /** The marks stored under a voter's request id, in their order; none where there is no such request. */
  async ballot(round: number, voter: string, request: string): Promise<StoredMark[]> {
    return (await this.ballots(round, [{voter, request}])).get(ballotKey(voter, request)) ?? [];
  }

  /** The same for many, by `ballotKey`. */
  async ballots(
    round: number,
    wanted: readonly {voter: string; request: string}[],
  ): Promise<Map<string, StoredMark[]>> {
    const found = new Map<string, StoredMark[]>();
    // Each once: a request that is sent again and again would be gathered as often.
    const distinct = [...new Map(wanted.map((each) => [ballotKey(each.voter, each.request), each])).values()];
    const voters = new Set(distinct.map(({voter}) => voter));
    const numbers = await numbersOf(this.database.read, round, [...voters]);
    const names = new Map([...numbers].map(([voter, number]) => [number, voter]));
    const known = distinct.filter(({voter}) => numbers.has(voter));
    for (let from = 0; from < known.length; from += PAIRS) {
      const some = known.slice(from, from + PAIRS);
      // Not as two lists, or every voter is tried with every request.
      const pairs = some.map(() => '(voter = ? AND request = ?)').join(' OR ');
      const rows: StoredRow[] = await this.database.read.query(
        `SELECT voter, request, position, entry, day, slot, round_slot, entry_slot, at, device, since, constituency
         FROM vote WHERE ${pairs} ORDER BY position`,
        some.flatMap(({voter, request}) => [numbers.get(voter), Buffer.from(request)]),
      );
      for (const row of rows) {
        const key = ballotKey(names.get(Number(row.voter))!, textOf(row.request));
        const marks = found.get(key) ?? [];
        const {position, entry, day, slot, round_slot: roundSlot, entry_slot: entrySlot} = row;
        marks.push({position, entry, day, slot, roundSlot, entrySlot, at: Number(row.at), origin: originIn(row)});
        found.set(key, marks);
      }
    }
    return found;
  }

  /** What counts: the tallies without what is withheld, and no further than where an entry is suspended. Of one instant. */
  async counts(round: number): Promise<EntryCount[]> {
    const rows: (Record<keyof EntryCount, number | string> & Record<'most' | 'mostShown', number | null>)[] =
      await this.database.read.query(
        `SELECT t.entry AS entry, t.votes AS votes, t.shown AS shown, c.votes AS most, c.shown AS mostShown FROM (
           SELECT entry, SUM(votes) AS votes, SUM(shown) AS shown FROM (
             SELECT entry, votes, shown FROM vote_tally WHERE round = ?
             UNION ALL SELECT entry, -votes, -shown FROM vote_withheld WHERE round = ?
           ) b GROUP BY entry
         ) t LEFT JOIN vote_cap c ON c.round = ? AND c.constituency = -1 AND c.entry = t.entry`,
        [round, round, round],
      );
    return rows.map(({entry, votes, shown, most, mostShown}) => ({
      entry: Number(entry),
      votes: atMost(votes, most),
      shown: atMost(shown, mostShown),
    }));
  }

  /** What counts by constituency, where the round has them. A suspended entry gets nothing from one that had no vote for it before. */
  async groupCounts(round: number): Promise<GroupCount[]> {
    const rows: (Record<keyof GroupCount, number | string> & Record<'most' | 'mostShown', number | null>)[] =
      await this.database.read.query(
        `SELECT t.constituency AS constituency, t.entry AS entry, t.votes AS votes, t.shown AS shown,
           CASE WHEN w.entry IS NULL THEN NULL ELSE COALESCE(c.votes, 0) END AS most,
           CASE WHEN w.entry IS NULL THEN NULL ELSE COALESCE(c.shown, 0) END AS mostShown FROM (
           SELECT constituency, entry, SUM(votes) AS votes, SUM(shown) AS shown FROM (
             SELECT constituency, entry, votes, shown FROM vote_group WHERE round = ?
             UNION ALL SELECT constituency, entry, -votes, -shown FROM vote_withheld WHERE round = ? AND constituency >= 0
           ) b GROUP BY constituency, entry
         ) t LEFT JOIN vote_cap w ON w.round = ? AND w.constituency = -1 AND w.entry = t.entry
         LEFT JOIN vote_cap c ON c.round = w.round AND c.constituency = t.constituency AND c.entry = t.entry
         ORDER BY t.constituency, t.entry`,
        [round, round, round],
      );
    return rows.map(({constituency, entry, votes, shown, most, mostShown}) => ({
      ...{constituency: Number(constituency), entry: Number(entry)},
      ...{votes: atMost(votes, most), shown: atMost(shown, mostShown)},
    }));
  }

  /** Marks of the minute before `now`, by whole spans of five seconds. */
  async lastMinute(round: number, now: number): Promise<number> {
    const span = Math.floor(now / SPAN_MS);
    const [{votes}]: {votes: number | string | null}[] = await this.database.read.query(
      'SELECT SUM(votes) AS votes FROM vote_pace WHERE round = ? AND span > ? AND span <= ?',
      [round, span - 60_000 / SPAN_MS, span],
    );
    return Number(votes ?? 0);
  }

  /** Marks of each of the whole minutes from one to another (both in minutes since 1970, the latter excluded). */
  async perMinute(round: number, from: number, until: number): Promise<number[]> {
    const spans = 60_000 / SPAN_MS;
    const rows: {span: number | string; votes: number | string}[] = await this.database.read.query(
      'SELECT span, SUM(votes) AS votes FROM vote_pace WHERE round = ? AND span >= ? AND span < ? GROUP BY span',
      [round, from * spans, until * spans],
    );
    const minutes = Array.from({length: until - from}, () => 0);
    for (const {span, votes} of rows) minutes[Math.floor(Number(span) / spans) - from] += Number(votes);
    return minutes;
  }

  /** Each tally in one statement, so that both sides are of one instant. Empty, or something has gone wrong. */
  async discrepancies(): Promise<Discrepancy[]> {
    const found = await this.differing('vote_tally', ['round', 'entry', 'writer']);
    const groups = await this.differing('vote_group', ['round', 'entry', 'writer', 'constituency']);
    return [...found, ...groups];
  }

  private async differing(table: string, by: readonly (keyof Discrepancy)[]): Promise<Discrepancy[]> {
    const columns = by.join(', ');
    // who votes from no constituency is in none of their tallies
    const counted = by.includes('constituency') ? 'WHERE constituency IS NOT NULL' : '';
    const ledger = `SELECT ${columns}, COUNT(*) AS votes FROM vote ${counted} GROUP BY ${columns}`;
    const same = by.map((column) => `l.${column} = t.${column}`).join(' AND ');
    const of = (side: string): string => by.map((column) => `${side}.${column} AS ${column}`).join(', ');
    const rows: Record<string, number | string>[] = await this.database.read.query(
      `SELECT ${of('l')}, l.votes AS ledger, COALESCE(t.votes, 0) AS tally
       FROM (${ledger}) l LEFT JOIN ${table} t ON ${same} WHERE t.votes IS NULL OR t.votes <> l.votes
       UNION ALL
       SELECT ${of('t')}, 0, t.votes
       FROM ${table} t LEFT JOIN (${ledger}) l ON ${same} WHERE l.votes IS NULL AND t.votes <> 0`,
    );
    const numbers = rows.map((row) => Object.entries(row).map(([column, value]) => [column, Number(value)]));
    return numbers.map((row) => Object.fromEntries(row) as Discrepancy);
  }
}
