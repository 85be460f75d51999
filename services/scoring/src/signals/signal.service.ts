import {record} from '@concours/kernel/audit/record';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {notFound} from '@concours/kernel/refusal';
import {type EntityManager, In} from 'typeorm';
import type {Rounds} from '../rounds/round.service.js';
import type {Change, Withholding} from '../withholding/withholding.service.js';
import {SignalState} from './signal.kinds.js';
import {signalsInCase} from './signal.refusals.js';
import {SignalRow} from './signal-tables.js';

interface Order {
  roundId: string;
  signalIds: readonly string[];
  reason: string;
}

export interface Outcome {
  ballots: number;
  signals: SignalRow[];
}

/** Puts ballots aside by hand, and counts them again. */
export class Signals {
  constructor(private readonly parts: {database: Database; rounds: Rounds; withholding: Withholding}) {}

  hold(caller: Caller, order: Order): Promise<Outcome> {
    return this.act(caller, order, 'holdBallots', SignalState.HELD, (change, signals) =>
      this.parts.withholding.hold({...change, signals}),
    );
  }

  /** Ballots that another signal holds, too, stay put aside until that one is released. */
  release(caller: Caller, order: Order): Promise<Outcome> {
    return this.act(caller, order, 'releaseBallots', SignalState.RELEASED, (change, signals) =>
      this.parts.withholding.releaseSignals({...change, signals}),
    );
  }

  private async act(
    caller: Caller,
    {roundId, signalIds, reason}: Order,
    action: string,
    state: SignalState,
    work: (change: Change, signals: string[]) => Promise<{ballots: number} | null>,
  ): Promise<Outcome> {
    const {database, rounds, withholding} = this.parts;
    const view = await rounds.viewById(roundId);
    const need = rounds.demand(caller, 'integrity.decide', view);
    return database.write(async (manager, after) => {
      await withholding.begin(manager, view);
      const signals = await find(manager, view.round.ref, signalIds);
      const ids = signals.map(({id}) => id);
      await manager.update(SignalRow, {id: In(ids)}, {state});
      const done = await work({manager, after, view, why: {caller, reason, caseId: null}}, ids);
      const ballots = done?.ballots ?? 0;
      await record(manager, caller, {
        ...{action, need, reason, subject: {type: 'Round', id: roundId}},
        organisationId: view.campaign.ownerOrganisationId,
        campaignId: view.campaign.id,
        after: {signals: ids, ballots},
      });
      return {ballots, signals: signals.map((signal) => Object.assign(signal, {state}))};
    });
  }
}

async function find(manager: EntityManager, round: number, ids: readonly string[]): Promise<SignalRow[]> {
  const signals = await manager.findBy(SignalRow, {round, id: In([...ids])});
  if (signals.length < new Set(ids).size) throw notFound();
  const taken = signals.filter(({state}) => state === SignalState.IN_CASE);
  if (taken.length > 0) throw signalsInCase({signals: taken.length});
  return signals;
}
