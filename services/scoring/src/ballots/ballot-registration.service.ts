import type {EntityManager} from 'typeorm';
import type {CampaignView} from '../campaigns/campaign-view.js';
import {Round} from '../rounds/round.js';
import type {Rounds} from '../rounds/round.service.js';
import {allowSlots} from './allowed-slots.js';

/** Readies the vote tables for a definition, in the transaction that takes it in. The rounds' rows are locked by then: no batch runs beside it. */
export class BallotRegistration {
  constructor(private readonly rounds: Rounds) {}

  async register(manager: EntityManager, campaign: CampaignView): Promise<void> {
    for (const round of await manager.findBy(Round, {campaignId: campaign.id, removed: false})) {
      const limits = this.rounds.limits(round, campaign);
      if (!limits) continue;
      await allowSlots(manager, round.ref, limits);
      await recountShown(manager, round.ref, limits.freezesAt);
    }
  }
}

interface Shown {
  entry: number;
  writer: number;
  shown: number | string;
}

/** A freeze that was moved after votes came in: what counts as shown is counted anew from the ledger. */
async function recountShown(manager: EntityManager, round: number, freezesAt: number | null): Promise<void> {
  const tallies: (Shown & {votes: number | string})[] = await manager.query(
    'SELECT entry, writer, votes, shown FROM vote_tally WHERE round = ?',
    [round],
  );
  if (tallies.length === 0) return;
  if (freezesAt === null && tallies.every(({votes, shown}) => Number(votes) === Number(shown))) return;
  const counted: Shown[] = await manager.query(
    'SELECT entry, writer, COUNT(*) AS shown FROM vote WHERE round = ? AND at < ? GROUP BY entry, writer',
    [round, freezesAt ?? Number.MAX_SAFE_INTEGER],
  );
  const exact = new Map(counted.map(({entry, writer, shown}) => [`${entry} ${writer}`, Number(shown)]));
  for (const {entry, writer, shown} of tallies) {
    const right = exact.get(`${entry} ${writer}`) ?? 0;
    if (right === Number(shown)) continue;
    await manager.query('UPDATE vote_tally SET shown = ? WHERE round = ? AND entry = ? AND writer = ?', [
      right,
      round,
      entry,
      writer,
    ]);
  }
}
