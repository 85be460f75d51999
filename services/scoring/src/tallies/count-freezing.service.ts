import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {EntityManager} from 'typeorm';
import type {BallotRegistration} from '../ballots/ballot-registration.service.js';
import type {RoundBooks} from '../ballots/round-book.service.js';
import {type HandFreeze, Round} from '../rounds/round.js';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import {CountFreeze} from './count-freeze.js';
import {countsFrozenAlready, countsNoVote, countsNotFrozen, countsSettled} from './count-freeze.refusals.js';

/** Every instance learns of a round's new revision within half a second: all of them act on the same instant. */
const AHEAD_MS = 5_000;

interface Parts {
  database: Database;
  rounds: Rounds;
  books: RoundBooks;
  registration: BallotRegistration;
  clock: Clock;
}

/** Makes the counts of a running vote stand still by hand, and lets them go on. */
export class CountFreezing {
  constructor(private readonly parts: Parts) {}

  freeze(caller: Caller, roundId: string, reason: string): Promise<Round> {
    const by = caller.name ?? 'system';
    return this.change(caller, {roundId, reason, action: 'freezeCounts'}, (view, now) => {
      const {limits, definition} = view;
      if (!limits) throw countsNoVote({opensAt: null, closesAt: null});
      const {phase, window} = this.parts.rounds.stage(view, definition.ballot!.stage, now);
      if (phase !== 'DURING') throw countsNoVote(window);
      const at = now.getTime() + AHEAD_MS;
      if (limits.freezesAt !== null && limits.freezesAt <= at) {
        throw countsFrozenAlready({freezesAt: new Date(limits.freezesAt).toISOString()});
      }
      return {at, reason, by};
    });
  }

  /** What the definition says of a freeze goes on to hold. */
  thaw(caller: Caller, roundId: string, reason: string): Promise<Round> {
    return this.change(caller, {roundId, reason, action: 'thawCounts'}, ({round}) => {
      if (!round.handFreeze) throw countsNotFrozen();
      return null;
    });
  }

  /** Null where nobody ordered one, and for those who may not read the round. */
  async of(caller: Caller, view: RoundView): Promise<CountFreeze | null> {
    const {handFreeze} = view.round;
    if (!handFreeze || !this.parts.rounds.may(caller, 'round.read', view)) return null;
    return Object.assign(new CountFreeze(), {...handFreeze, at: new Date(handFreeze.at)});
  }

  private async change(
    caller: Caller,
    {roundId, reason, action}: {roundId: string; reason: string; action: string},
    decide: (view: RoundView, now: Date) => HandFreeze | null,
  ): Promise<Round> {
    const {database, rounds, books, clock} = this.parts;
    const need = rounds.demand(caller, 'round.steer', await rounds.viewById(roundId));
    await database.write(async (manager) => {
      // First: it locks the round, and votes planned before count anew as shown or not.
      await rounds.touch(manager, [roundId]);
      const round = await manager.findOneByOrFail(Round, {id: roundId});
      const view = await rounds.viewNow(round, manager);
      if (view.result) throw countsSettled();
      const handFreeze = decide(view, clock.now());
      await manager.update(Round, {id: roundId}, {handFreeze});
      await this.recount(manager, {...round, handFreeze}, view);
      await record(manager, caller, {
        ...{action, need, reason, subject: {type: 'Round', id: roundId}},
        organisationId: view.campaign.ownerOrganisationId,
        campaignId: view.campaign.id,
        before: {freezesAt: instant(round.handFreeze)},
        after: {freezesAt: instant(handFreeze)},
      });
    });
    books.recheck();
    return (await rounds.viewById(roundId)).round;
  }

  private async recount(manager: EntityManager, round: Round, {campaign}: RoundView): Promise<void> {
    const limits = this.parts.rounds.limits(round, campaign)!;
    await this.parts.registration.recountShown(manager, round.ref, limits.freezesAt);
  }
}

const instant = (freeze: HandFreeze | null): string | null => freeze && new Date(freeze.at).toISOString();
