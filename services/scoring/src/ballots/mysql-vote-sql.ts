import type {Voter} from './known-voters.js';
import type {GroupIncrement, Increment, PlannedBallot} from './vote-store.js';

// What the store says to MySQL and MariaDB.

/** Gives numbers to those who have none, and reads them; somebody else may just have done so. */
export function numberStrangers(strangers: readonly Voter[]): string[] {
  if (strangers.length === 0) return [];
  const byRound = new Map<number, string[]>();
  for (const {round, voter} of strangers) {
    const names = byRound.get(round);
    if (names) names.push(hex(voter));
    else byRound.set(round, [hex(voter)]);
  }
  const some = [...byRound];
  const rows = some.flatMap(([round, names]) => names.map((name) => `(${round},${name})`));
  const wanted = some.map(([round, names]) => `(round = ${round} AND name IN (${names.join(',')}))`);
  return [
    `INSERT INTO vote_voter (round, name) VALUES ${rows.join(',')} ON DUPLICATE KEY UPDATE id = id`,
    `SELECT id AS number, round, name AS voter FROM vote_voter WHERE ${wanted.join(' OR ')}`,
  ];
}

interface Numbering {
  writer: number;
  batch: number;
  voterOf: (ballot: PlannedBallot) => number;
}

const hex = (text: string): string => `X'${Buffer.from(text).toString('hex')}'`;

interface Rows {
  table: string;
  columns: string;
  rows: string[];
}

const MARK_COLUMNS =
  'writer, batch, seq, round, voter, day, slot, round_slot, entry, entry_slot, request, position, at, device, since, constituency';
const CLAIM_COLUMNS = 'writer, batch, seq, round, voter, kind, subject, slot';
const TURN_COLUMNS = 'writer, batch, seq, round, voter, slot, at, marks, hours, before_slot, before_at';

/** Only numbers and hexadecimal digits go into these statements: nothing to escape, and no parameters to bind one by one. */
export function rowsOf(ballots: readonly PlannedBallot[], {writer, batch, voterOf}: Numbering): Rows[] {
  const [marks, claims, turns]: string[][] = [[], [], []];
  let first = 0;
  for (const ballot of ballots) {
    const voter = voterOf(ballot);
    const head = (position: number): string => `(${writer},${batch},${first + position},${ballot.round},${voter}`;
    addMarks(ballot, head, marks);
    for (const {kind, subject, slot, position} of ballot.claims ?? []) {
      claims.push(`${head(position)},${kind},${subject},${slot})`);
    }
    for (const {slot, rolling, beforeAt, position} of ballot.turns ?? []) {
      const before = beforeAt === null ? 'NULL,NULL' : `${slot - rolling.marks},${beforeAt}`;
      turns.push(`${head(position)},${slot},${ballot.at},${rolling.marks},${rolling.hours},${before})`);
    }
    first += ballot.marks.length;
  }
  return [
    {table: 'vote', columns: MARK_COLUMNS, rows: marks},
    {table: 'vote_claim', columns: CLAIM_COLUMNS, rows: claims},
    {table: 'vote_turn', columns: TURN_COLUMNS, rows: turns},
  ];
}

const orNull = (value: number | null): number | 'NULL' => value ?? 'NULL';

function addMarks(ballot: PlannedBallot, head: (position: number) => string, to: string[]): void {
  const {day, at, origin} = ballot;
  const request = hex(ballot.request);
  const device = origin.device === null ? 'NULL' : `X'${origin.device}'`;
  const tail = `${at},${device},${orNull(origin.since)},${orNull(origin.constituency)})`;
  ballot.marks.forEach(({slot, roundSlot, entry, entrySlot}, position) => {
    const slots = `${orNull(slot)},${orNull(roundSlot)},${entry},${orNull(entrySlot)}`;
    to.push(`${head(position)},${day},${slots},${request},${position},${tail}`);
  });
}

export const addToTally = (writer: number, rows: readonly Increment[]): string =>
  'INSERT INTO vote_tally (round, entry, writer, votes, shown) VALUES ' +
  rows.map(({round, key, votes, shown}) => `(${round},${key},${writer},${votes},${shown})`).join(',') +
  ' ON DUPLICATE KEY UPDATE votes = votes + VALUES(votes), shown = shown + VALUES(shown)';

export const addToGroups = (writer: number, rows: readonly GroupIncrement[]): string =>
  'INSERT INTO vote_group (round, constituency, entry, writer, votes, shown) VALUES ' +
  rows
    .map(({round, constituency, key, votes, shown}) => `(${round},${constituency},${key},${writer},${votes},${shown})`)
    .join(',') +
  ' ON DUPLICATE KEY UPDATE votes = votes + VALUES(votes), shown = shown + VALUES(shown)';

export const addToPace = (writer: number, rows: readonly Increment[]): string =>
  'INSERT INTO vote_pace (round, span, writer, votes) VALUES ' +
  rows.map(({round, key, votes}) => `(${round},${key},${writer},${votes})`).join(',') +
  ' ON DUPLICATE KEY UPDATE votes = votes + VALUES(votes)';
