import type {Clock} from '@concours/kernel/clock';
import type {EntityManager} from 'typeorm';
import type {CampaignView} from '../campaigns/campaign-view.js';
import {Round} from '../rounds/round.js';
import type {Rounds} from '../rounds/round.service.js';
import {allowSlots} from './allowed-slots.js';
import type {Constituencies} from './constituencies.service.js';
import {recountWithheld} from '../withholding/withheld-counts.js';
import {readyLocks} from '../withholding/withholding.service.js';

/** Readies the vote tables for a definition, in the transaction that takes it in. The rounds' rows are locked by then: no batch runs beside it. */
export class BallotRegistration {
  constructor(
    private readonly rounds: Rounds,
    private readonly constituencies: Constituencies,
    private readonly clock: Clock,
  ) {}

  async register(manager: EntityManager, campaign: CampaignView): Promise<void> {
    const rounds = await manager.findBy(Round, {campaignId: campaign.id, removed: false});
    await readyLocks(
      manager,
      rounds.map(({ref}) => ref),
    );
    for (const round of rounds) {
      const limits = this.rounds.limits(round, campaign);
      if (!limits) continue;
      await allowSlots(manager, round.ref, limits);
      await this.constituencies.register(manager, {round, campaign, limits});
      await this.recountShown(manager, round.ref, limits.freezesAt);
    }
  }

  /** A freeze that was moved after votes came in: what counts as shown is counted anew. */
  async recountShown(manager: EntityManager, round: number, freezesAt: number | null): Promise<void> {
    for (const tally of tallies) {
      // All that came is before a freeze that is still to come. The ledger is read only where it is not: it may be long.
      if (freezesAt === null || freezesAt > this.clock.now().getTime()) {
        await manager.query(`UPDATE ${tally.table} SET shown = votes WHERE round = ? AND shown <> votes`, [round]);
      } else await recountFromLedger(manager, tally, round, freezesAt);
    }
    await recountWithheld(manager, round, freezesAt);
  }
}

interface TallyTable {
  table: string;
  /** What it counts by, beside the round. */
  by: readonly string[];
}

const tallies: readonly TallyTable[] = [
  {table: 'vote_tally', by: ['entry', 'writer']},
  {table: 'vote_group', by: ['constituency', 'entry', 'writer']},
];

type Counted = Record<string, number | string>;

async function recountFromLedger(
  manager: EntityManager,
  {table, by}: TallyTable,
  round: number,
  freezesAt: number,
): Promise<void> {
  const columns = by.join(', ');
  const rows: Counted[] = await manager.query(`SELECT ${columns}, shown FROM ${table} WHERE round = ?`, [round]);
  if (rows.length === 0) return;
  const counted: Counted[] = await manager.query(
    `SELECT ${columns}, COUNT(*) AS shown FROM vote WHERE round = ? AND at < ? GROUP BY ${columns}`,
    [round, freezesAt],
  );
  const keyOf = (row: Counted): string => by.map((column) => row[column]).join(' ');
  const exact = new Map(counted.map((row) => [keyOf(row), Number(row.shown)]));
  const where = by.map((column) => `${column} = ?`).join(' AND ');
  for (const row of rows) {
    const right = exact.get(keyOf(row)) ?? 0;
    if (right === Number(row.shown)) continue;
    await manager.query(`UPDATE ${table} SET shown = ? WHERE round = ? AND ${where}`, [
      right,
      round,
      ...by.map((column) => row[column]),
    ]);
  }
}
