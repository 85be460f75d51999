import {record} from '@concours/kernel/audit/record';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {inputInvalid} from '@concours/kernel/refusal';
import type {EntityManager} from 'typeorm';
import type {Organisations} from '../organisations/organisation.service.js';
import {ResultRow} from '../results/result-row.js';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import {about} from './judging-audit.js';
import type {JudgeInput} from './judging.inputs.js';
import {judgingFrozen, judgingNoPanel} from './judging.refusals.js';
import type {PanelComponent} from './judging.rules.js';
import {PanelSeat} from './panel-seat.js';

export interface PanelParts {
  database: Database;
  rounds: Rounds;
  organisations: Organisations;
}

/** Who sits on the panel of a round. */
export class Panels {
  constructor(private readonly parts: PanelParts) {}

  /** Judges who already have a seat keep it with their sheets; nobody is unseated by this. A unit that is told of one counts from now on (A29). */
  async assign(caller: Caller, roundId: string, judges: readonly JudgeInput[]): Promise<RoundView> {
    const round = await this.parts.rounds.viewById(roundId);
    const need = this.parts.rounds.demand(caller, 'round.steer', round);
    const component = panelOf(round).key;
    await this.demandUnits(judges);
    await this.parts.database.write(async (manager) => {
      await refuseFrozen(manager, roundId);
      const seated = await manager.findBy(PanelSeat, {roundId, component});
      const seatOf = new Map(seated.map((seat) => [seat.judge, seat]));
      const named = judges.filter(
        ({accountId}, index) => judges.findIndex((other) => other.accountId === accountId) === index,
      );
      const fresh = named.filter(({accountId}) => !seatOf.has(accountId));
      await manager.insert(
        PanelSeat,
        fresh.map(({accountId, name, organisationId = null}, index) => ({
          ...{roundId, component, judge: accountId, name, organisationId},
          seat: seated.length + index + 1,
          handedInAt: null,
        })),
      );
      const elsewhere = named.filter(({accountId, organisationId}) => {
        const seat = seatOf.get(accountId);
        return seat && organisationId && seat.organisationId !== organisationId;
      });
      for (const {accountId, organisationId} of elsewhere) {
        await manager.update(PanelSeat, {roundId, component, judge: accountId}, {organisationId});
      }
      if (fresh.length + elsewhere.length === 0) return;
      const before = elsewhere.map(({accountId}) => ({
        ...{accountId, organisationId: seatOf.get(accountId)?.organisationId},
      }));
      const after = [...fresh, ...elsewhere].map(({accountId, name, organisationId}) => ({
        ...{accountId, name, organisationId},
      }));
      await record(manager, caller, {
        ...about(round, 'assignJudges'),
        need,
        before: elsewhere.length > 0 ? {component, judges: before} : null,
        after: {component, judges: after},
      });
    });
    return round;
  }

  /** A unit that nobody knows would recuse from nothing. */
  private async demandUnits(judges: readonly JudgeInput[]): Promise<void> {
    const named = [...new Set(judges.flatMap(({organisationId}) => organisationId ?? []))];
    if ((await this.parts.organisations.find(named)).length < named.length) {
      throw inputInvalid({field: 'judges.organisationId'});
    }
  }
}

export function panelIn(round: RoundView): PanelComponent | null {
  return (
    round.definition.components.find((component): component is PanelComponent => component.from === 'PANEL') ?? null
  );
}

export function panelOf(round: RoundView): PanelComponent {
  const component = panelIn(round);
  if (!component) throw judgingNoPanel();
  return component;
}

/** Inside the unit of work: a freeze that came first wins. */
export async function refuseFrozen(manager: EntityManager, roundId: string): Promise<void> {
  if (await manager.existsBy(ResultRow, {roundId})) throw judgingFrozen();
}
