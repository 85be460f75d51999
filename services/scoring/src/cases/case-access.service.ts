import type {Caller} from '@concours/kernel/identity';
import {notFound} from '@concours/kernel/refusal';
import {demand, may, type Need} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {EntityManager} from 'typeorm';
import {Entry} from '../entries/entry.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import {IntegrityCase} from './integrity-case.js';

/** Who sees a case, and who speaks for its entrant. What one may not see is as if it were not there. */
export class CaseAccess {
  constructor(
    private readonly rounds: Rounds,
    private readonly read: EntityManager,
  ) {}

  mayRead(caller: Caller, view: RoundView): boolean {
    return this.rounds.may(caller, 'integrity.read', view);
  }

  /** For those who decide. NOT_FOUND to who may not even read it, NOT_PERMITTED to who may. */
  async toDecide(caller: Caller, caseId: string): Promise<{row: IntegrityCase; view: RoundView; need: Need}> {
    const {row, view} = await this.find(caseId);
    if (!this.mayRead(caller, view)) throw notFound();
    return {row, view, need: this.rounds.demand(caller, 'integrity.decide', view)};
  }

  /** For the unit of the entry. */
  async asEntrant(caller: Caller, caseId: string): Promise<{row: IntegrityCase; view: RoundView; need: Need}> {
    const {row, view} = await this.find(caseId);
    const need = await this.entrantNeed(row);
    if (!need || (!may(caller, need) && !this.mayRead(caller, view))) throw notFound();
    demand(caller, need);
    return {row, view, need};
  }

  /** Null where the caller may not see it. */
  async visible(caller: Caller, caseId: string): Promise<IntegrityCase | null> {
    const row = await this.read.findOneBy(IntegrityCase, {id: caseId});
    if (!row) return null;
    if (this.mayRead(caller, await this.rounds.viewById(row.roundId))) return row;
    const need = await this.entrantNeed(row);
    return need && may(caller, need) ? row : null;
  }

  /** What it takes to speak for the entrant: a part at the unit whose work it is. */
  private async entrantNeed({entryId}: IntegrityCase): Promise<Need | null> {
    const entry = entryId === null ? null : await this.read.findOneBy(Entry, {id: entryId});
    const unit = entry && (await this.read.findOneBy(OrganisationRef, {id: entry.organisationId}));
    return unit ? {roles: permissions['work.handIn'], path: unit.path} : null;
  }

  private async find(caseId: string): Promise<{row: IntegrityCase; view: RoundView}> {
    const row = await this.read.findOneBy(IntegrityCase, {id: caseId});
    if (!row) throw notFound();
    return {row, view: await this.rounds.viewById(row.roundId)};
  }
}
