import type {EntityManager, QueryRunner} from 'typeorm';
import type {BallotLimits} from '../rounds/ballot-limits.js';
import {claimKinds} from './ballot.rules.js';

type Limits = Pick<
  BallotLimits,
  'perDay' | 'perRound' | 'rolling' | 'perEntryPerDay' | 'perEntryPerRound' | 'ballotsPerDay' | 'ballotsPerRound'
>;
type Writer = Pick<EntityManager | QueryRunner, 'query'>;

const ROWS_PER_STATEMENT = 1_000;

/** Slots and allowances that were allowed once stay: votes hold them. */
export async function allowSlots(manager: Writer, round: number, limits: Limits): Promise<void> {
  const days: {most: number | null}[] = await manager.query('SELECT MAX(slot) AS most FROM vote_slot WHERE round = ?', [
    round,
  ]);
  await add(
    manager,
    'vote_slot (round, slot)',
    from(days[0]?.most, limits.perDay).map((slot) => [round, slot]),
  );
  await allowClaims(manager, round, limits);
  if (limits.rolling) await allowRolling(manager, [round, limits.rolling.marks, limits.rolling.hours]);
}

export async function allowClaims(manager: Writer, round: number, limits: Omit<Limits, 'perDay' | 'rolling'>) {
  const kinds: [number, number | null][] = [
    [claimKinds.ENTRY_ROUND, limits.perEntryPerRound],
    [claimKinds.BALLOT_DAY, limits.ballotsPerDay],
    [claimKinds.BALLOT_ROUND, limits.ballotsPerRound],
    [claimKinds.MARK_ROUND, limits.perRound],
    [claimKinds.MARK_ENTRY_DAY, limits.perEntryPerDay],
  ];
  const rows: {kind: number; most: number}[] = await manager.query(
    'SELECT kind, MAX(slot) AS most FROM vote_claim_slot WHERE round = ? GROUP BY kind',
    [round],
  );
  const allowed = new Map(rows.map(({kind, most}) => [Number(kind), most]));
  for (const [kind, most] of kinds) {
    const slots = from(allowed.get(kind), most).map((slot) => [round, kind, slot]);
    await add(manager, 'vote_claim_slot (round, kind, slot)', slots);
  }
}

async function allowRolling(manager: Writer, allowance: [round: number, marks: number, hours: number]): Promise<void> {
  const where = 'round = ? AND marks = ? AND hours = ?';
  const known: unknown[] = await manager.query(`SELECT round FROM vote_rolling WHERE ${where}`, allowance);
  if (known.length === 0) await add(manager, 'vote_rolling (round, marks, hours)', [allowance]);
}

/** Those that are missing up to the limit. */
function from(allowed: number | null | undefined, most: number | null): number[] {
  const have = Number(allowed ?? 0);
  return Array.from({length: Math.max(0, (most ?? 0) - have)}, (_, index) => have + index + 1);
}

async function add(manager: Writer, into: string, rows: readonly (readonly number[])[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT) {
    const values = rows.slice(at, at + ROWS_PER_STATEMENT).map((row) => `(${row.join(',')})`);
    await manager.query(`INSERT INTO ${into} VALUES ${values.join(',')}`);
  }
}
