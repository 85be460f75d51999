import type {Database} from '@concours/kernel/database';
import {setTimeout as pause} from 'node:timers/promises';
import {roundsWithheld, withheldDifferences} from '../withholding/withheld-differences.js';
import type {Discrepancy} from './vote-reading.js';

/** Votes counted at a time: on SQLite nobody votes meanwhile, so a few milliseconds' worth. */
const CHUNK = 10_000;
/** Of the time, at most one part in so many goes into counting. */
const SHARE = 4;
const WRITERS = 100;
/** Below every batch, whoever wrote it. */
const FIRST = -(2 ** 53);

/** What a check finds: a tally of a writer, or a count of what is withheld, which has none. */
export type CountDifference = Omit<Discrepancy, 'writer'> & {writer: number | null};

/** A round and an entry, and a constituency where it is that one's votes alone. */
type Key = string;
type Counts = Map<Key, number>;
type Row = Record<'writer' | 'round' | 'entry' | 'constituency' | 'votes' | 'tally', number | string | null>;

/** What was counted of a writer's votes, up to and with a batch. */
interface Counted {
  upTo: number;
  counts: Counts;
}

/**
 * Holds the tallies against the votes without reading all of these again: what was counted once is remembered, what came since is
 * counted in small parts, and the last of it together with the tallies, in one statement, so that both are of one instant. A whole
 * count forgets what is remembered and finds what was changed long ago. Where anything differs, that writer's votes are counted
 * anew, twice: a batch whose commit was late lies among what was counted before, and is no difference. What is withheld of the votes
 * is held against the ballots that are put aside or void, each time.
 */
export class CountCheck {
  private readonly counted = new Map<number, Counted>();
  private stopped = false;

  constructor(
    private readonly database: Pick<Database, 'read'>,
    private readonly chunk = CHUNK,
  ) {}

  /** Empty, or something has gone wrong; null where it was stopped on the way. */
  async differences(whole: boolean): Promise<CountDifference[] | null> {
    const writers = await this.writers();
    if (whole) this.counted.clear();
    // twice: what comes while a long count is under way is not left to the last statement
    for (const writer of [...writers, ...writers]) await this.advance(writer);
    let found = await this.compare(writers);
    for (let again = 0; again < 2 && found.length > 0; again++) {
      const doubtful = [...new Set(found.map(({writer}) => writer))];
      for (const writer of doubtful) {
        this.counted.delete(writer);
        await this.advance(writer);
      }
      const known = new Set(found.map(nameOf));
      found = (await this.compare(doubtful)).filter((each) => known.has(nameOf(each)));
    }
    return this.stopped ? null : [...found, ...(await this.withheld())];
  }

  /** The last batch that was counted, over all writers: it stays the same while nobody votes. */
  mark(): string {
    return [...this.counted].map(([writer, {upTo}]) => `${writer}:${upTo}`).join(' ');
  }

  /** Ends a count that is under way. */
  stop(): void {
    this.stopped = true;
  }

  /** What is put aside or void against the count of it: few ballots beside all, and of one instant by itself. */
  private async withheld(): Promise<CountDifference[]> {
    const {read} = this.database;
    const found: CountDifference[] = [];
    for (const round of await roundsWithheld(read)) {
      for (const {entry, constituency, votes, counted} of await withheldDifferences(read, {round})) {
        const where = constituency >= 0 && {constituency};
        found.push({round, entry, writer: null, ledger: counted.votes, tally: votes, ...where});
      }
    }
    return found;
  }

  /** Those that have a number, and those that have rows without one. */
  private async writers(): Promise<number[]> {
    const {read} = this.database;
    const rows: {writer: number}[] = await read.query(
      'SELECT id AS writer FROM vote_writer UNION SELECT writer FROM vote_tally',
    );
    const found = new Set(rows.map(({writer}) => Number(writer)));
    // from one to the next by the key: DISTINCT would read every vote
    for (let last: number | null = null; ;) {
      const [{next}]: {next: number | string | null}[] = await read.query(
        `SELECT MIN(writer) AS next FROM vote${last === null ? '' : ' WHERE writer > ?'}`,
        last === null ? [] : [last],
      );
      if (next === null) break;
      last = Number(next);
      found.add(last);
    }
    return [...found].sort((a, b) => a - b);
  }

  /** Counts what a writer has written by now and was not counted, in parts. */
  private async advance(writer: number): Promise<void> {
    const {read} = this.database;
    const counted = this.counted.get(writer) ?? {upTo: FIRST, counts: new Map<Key, number>()};
    this.counted.set(writer, counted);
    const [{last}]: {last: number | string | null}[] = await read.query(
      'SELECT MAX(batch) AS last FROM vote WHERE writer = ?',
      [writer],
    );
    const end = last === null ? counted.upTo : Number(last);
    while (counted.upTo < end && !this.stopped) {
      const began = performance.now();
      const beyond: {batch: number | string}[] = await read.query(
        `SELECT batch FROM vote WHERE writer = ? AND batch > ? ORDER BY batch, seq LIMIT 1 OFFSET ${this.chunk}`,
        [writer, counted.upTo],
      );
      const upTo = beyond[0] ? Math.min(Number(beyond[0].batch), end) : end;
      const rows: Row[] = await read.query(
        'SELECT round, entry, constituency, COUNT(*) AS votes FROM vote WHERE writer = ? AND batch > ? AND batch <= ? GROUP BY round, entry, constituency',
        [writer, counted.upTo, upTo],
      );
      for (const row of rows) {
        // each counts for the entry, and where it has one for its constituency
        for (const key of new Set([keyOf({...row, constituency: null}), keyOf(row)])) {
          counted.counts.set(key, (counted.counts.get(key) ?? 0) + Number(row.votes));
        }
      }
      counted.upTo = upTo;
      if (upTo < end) await pause(Math.min(1_000, (SHARE - 1) * (performance.now() - began)));
    }
  }

  private async compare(writers: readonly number[]): Promise<Discrepancy[]> {
    const found: Discrepancy[] = [];
    for (let from = 0; from < writers.length; from += WRITERS) {
      found.push(...(await this.compareSome(writers.slice(from, from + WRITERS))));
    }
    return found;
  }

  private async compareSome(writers: readonly number[]): Promise<Discrepancy[]> {
    const rest = `SELECT writer, round, entry, NULL AS constituency, COUNT(*) AS votes, 0 AS tally FROM vote
      WHERE writer = ? AND batch > ? GROUP BY writer, round, entry`;
    const restOfGroups = `SELECT writer, round, entry, constituency, COUNT(*), 0 FROM vote
      WHERE writer = ? AND batch > ? AND constituency IS NOT NULL GROUP BY writer, round, entry, constituency`;
    const these = `writer IN (${writers.map(() => '?').join(',')})`;
    const tallies = `SELECT writer, round, entry, NULL, 0, votes FROM vote_tally WHERE ${these}`;
    const groups = `SELECT writer, round, entry, constituency, 0, votes FROM vote_group WHERE ${these}`;
    const parts = [...writers.map(() => rest), ...writers.map(() => restOfGroups), tallies, groups];
    const since = writers.flatMap((writer) => [writer, this.counted.get(writer)!.upTo]);
    const rows: Row[] = await this.database.read.query(
      `SELECT writer, round, entry, constituency, SUM(votes) AS votes, SUM(tally) AS tally
       FROM (${parts.join(' UNION ALL ')}) c GROUP BY writer, round, entry, constituency`,
      [...since, ...since, ...writers, ...writers],
    );
    const missing = new Map(writers.map((writer) => [writer, new Map(this.counted.get(writer)!.counts)]));
    const found: Discrepancy[] = [];
    const hold = (writer: number, key: Key, ledger: number, tally: number): void => {
      const [round, entry, constituency] = key.split(' ').map(Number) as [number, number, number | undefined];
      if (ledger === tally) return;
      found.push({round, entry, writer, ledger, tally, ...(constituency !== undefined && {constituency})});
    };
    for (const row of rows) {
      const writer = Number(row.writer);
      const before = missing.get(writer)!;
      const key = keyOf(row);
      hold(writer, key, (before.get(key) ?? 0) + Number(row.votes), Number(row.tally));
      before.delete(key);
    }
    // what was counted and has neither a tally nor a vote since
    for (const [writer, counts] of missing) for (const [key, votes] of counts) hold(writer, key, votes, 0);
    return found;
  }
}

function keyOf({round, entry, constituency}: Pick<Row, 'round' | 'entry' | 'constituency'>): Key {
  const whole = `${Number(round)} ${Number(entry)}`;
  return constituency === null ? whole : `${whole} ${Number(constituency)}`;
}

const nameOf = ({writer, round, entry, constituency}: Discrepancy): string =>
  `${writer} ${round} ${entry} ${constituency ?? ''}`;
