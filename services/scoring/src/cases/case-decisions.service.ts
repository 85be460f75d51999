import {record} from '@concours/kernel/audit/record';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {notFound} from '@concours/kernel/refusal';
import type {Need} from '@concours/kernel/scope';
import type {EntityManager} from 'typeorm';
import type {RoundView} from '../rounds/round.service.js';
import {CaseDecision} from './case-decision.js';
import type {CaseEffects, Effect} from './case-effects.service.js';
import {DecisionState, Measure} from './case.kinds.js';
import {
  caseAppealed,
  caseClosed,
  caseHearingFirst,
  caseNoAppeal,
  caseNotAppealed,
  caseNotProposed,
  caseOtherPerson,
  casePending,
  caseSecondPerson,
  caseWithoutEntry,
} from './case.refusals.js';
import {canAppeal, needsSecond, problemOf, stateAfter} from './case.rules.js';
import {about, type CaseParts} from './case.service.js';
import {IntegrityCase} from './integrity-case.js';

/** How long the entrant has to appeal. */
const APPEAL_MS = 7 * 86_400_000;

type Step = Effect & {row: IntegrityCase; decision: CaseDecision};

/** The steps of the ladder: proposed, confirmed by a second person where it takes one, appealed against, decided by a third. */
export class CaseDecisions {
  constructor(private readonly parts: CaseParts & {effects: CaseEffects}) {}

  async decide(caller: Caller, caseId: string, measure: Measure, reason: string): Promise<IntegrityCase> {
    const {access, database, withholding, clock} = this.parts;
    const {row: found, view, need} = await access.toDecide(caller, caseId);
    return database.write(async (manager, after) => {
      await withholding.begin(manager, view);
      const row = await manager.findOneByOrFail(IntegrityCase, {id: found.id});
      const now = clock.now();
      refuse(measure, row, now);
      const why = {caller, reason, caseId};
      await this.parts.effects.check({manager, after, view, why}, measure, row);
      const last = await manager.maximum(CaseDecision, 'step', {caseId});
      const decision = manager.create(CaseDecision, {
        ...{id: newId(), caseId, step: (last ?? 0) + 1, measure, reason, state: DecisionState.PROPOSED},
        ...{proposedAt: now, proposedById: caller.id ?? 'system', proposedByName: caller.name ?? 'system'},
      });
      await manager.insert(CaseDecision, decision);
      const step = {manager, after, view, why, row, decision};
      if (needsSecond(measure)) await this.moved(step, DecisionState.PROPOSED);
      else await this.enforce(step, caller);
      await record(manager, caller, {
        ...about(row, view, 'decideIntegrityCase'),
        ...{need, reason, after: {measure, state: decision.state, decision: decision.id}},
      });
      return row;
    });
  }

  /** By a second person: from now on it is in force. */
  confirm(caller: Caller, decisionId: string): Promise<IntegrityCase> {
    return this.onDecision(caller, decisionId, 'confirmDecision', async (step) => {
      const {decision, row} = step;
      if (decision.state !== DecisionState.PROPOSED) throw caseNotProposed({state: decision.state});
      if (decision.proposedById === caller.id) throw caseSecondPerson();
      await this.parts.effects.check(step, decision.measure, row);
      await this.enforce(step, caller);
      return {measure: decision.measure};
    });
  }

  /** By a second person, or taken back by the first. */
  decline(caller: Caller, decisionId: string, reason: string): Promise<IntegrityCase> {
    return this.onDecision(caller, decisionId, 'declineDecision', async (step) => {
      const {decision} = step;
      if (decision.state !== DecisionState.PROPOSED) throw caseNotProposed({state: decision.state});
      this.sign(decision, caller);
      await this.moved(step, DecisionState.DECLINED);
      return {measure: decision.measure, reason};
    });
  }

  /** By the entrant's unit. What was decided stays in force meanwhile. */
  async appeal(caller: Caller, decisionId: string, text: string): Promise<IntegrityCase> {
    const {access, database, withholding, clock} = this.parts;
    const found = await this.find(decisionId);
    const {view, need} = await access.asEntrant(caller, found.caseId);
    return database.write(async (manager, after) => {
      await withholding.begin(manager, view);
      const step = await this.step({manager, after, view, why: {caller, reason: text, caseId: found.caseId}}, found);
      const {decision} = step;
      const now = clock.now();
      const appealUntil = decision.appealUntil?.getTime() ?? null;
      if (!canAppeal({...decision, appealUntil, now: now.getTime()})) {
        throw caseNoAppeal({appealUntil: decision.appealUntil?.toISOString() ?? null});
      }
      const by = {appealById: caller.id ?? 'system', appealByName: caller.name ?? 'system'};
      Object.assign(decision, {appeal: text, appealAt: now, ...by});
      await this.moved(step, DecisionState.APPEALED);
      const after_ = {decision: decision.id, length: text.length};
      await record(manager, caller, {...about(step.row, view, 'appealDecision'), need, after: after_});
      return step.row;
    });
  }

  /** By somebody who had no part in it. Reversed, everything is as before, and the ledger says so. */
  decideAppeal(caller: Caller, decisionId: string, upheld: boolean, reason: string): Promise<IntegrityCase> {
    return this.onDecision(caller, decisionId, 'decideAppeal', async (step) => {
      const {decision} = step;
      if (decision.state !== DecisionState.APPEALED) throw caseNotAppealed();
      if ([decision.proposedById, decision.decidedById].includes(caller.id ?? 'system')) throw caseOtherPerson();
      const by = {appealAnsweredById: caller.id ?? 'system', appealAnsweredByName: caller.name ?? 'system'};
      Object.assign(decision, {appealAnswer: reason, appealAnsweredAt: this.parts.clock.now(), ...by});
      step.why = {...step.why, reason};
      if (!upheld) await this.parts.effects.reverse(step, decision, step.row);
      await this.moved(step, upheld ? DecisionState.UPHELD : DecisionState.REVERSED);
      return {measure: decision.measure, upheld, reason};
    });
  }

  private async onDecision(
    caller: Caller,
    decisionId: string,
    action: string,
    work: (step: Step) => Promise<{measure: Measure; reason?: string}>,
  ): Promise<IntegrityCase> {
    const {access, database, withholding} = this.parts;
    const found = await this.find(decisionId);
    const {view, need} = await access.toDecide(caller, found.caseId);
    return database.write(async (manager, after) => {
      await withholding.begin(manager, view);
      const why = {caller, reason: found.reason, caseId: found.caseId};
      const step = await this.step({manager, after, view, why}, found);
      const {reason, ...done} = await work(step);
      await this.write(caller, {manager, view, need, action, step, done, reason});
      return step.row;
    });
  }

  private write(
    caller: Caller,
    i: {
      manager: EntityManager;
      view: RoundView;
      need: Need;
      action: string;
      step: Step;
      done: object;
      reason: string | undefined;
    },
  ): Promise<void> {
    const after = {...i.done, decision: i.step.decision.id, state: i.step.decision.state};
    return record(i.manager, caller, {...about(i.step.row, i.view, i.action), need: i.need, after, reason: i.reason});
  }

  private async enforce(step: Step, caller: Caller): Promise<void> {
    const {decision, row} = step;
    this.sign(decision, caller);
    decision.appealUntil =
      decision.measure === Measure.DISMISS || row.entryId === null
        ? null
        : new Date(this.parts.clock.now().getTime() + APPEAL_MS);
    decision.correction = await this.parts.effects.apply(step, decision.measure, row);
    await this.moved(step, DecisionState.IN_FORCE);
  }

  private sign(decision: CaseDecision, caller: Caller): void {
    const by = {decidedById: caller.id ?? 'system', decidedByName: caller.name ?? 'system'};
    Object.assign(decision, {decidedAt: this.parts.clock.now(), ...by});
  }

  private async moved({manager, row, decision}: Step, state: DecisionState): Promise<void> {
    decision.state = state;
    row.state = stateAfter(decision.measure, state, {asked: row.askedAt !== null});
    row.version++;
    await manager.save(CaseDecision, decision);
    await manager.save(IntegrityCase, row);
  }

  /** As they are now, under the lock. */
  private async step(effect: Effect, {id, caseId}: CaseDecision): Promise<Step> {
    const row = await effect.manager.findOneByOrFail(IntegrityCase, {id: caseId});
    return {...effect, row, decision: await effect.manager.findOneByOrFail(CaseDecision, {id})};
  }

  private async find(id: string): Promise<CaseDecision> {
    const decision = await this.parts.database.read.findOneBy(CaseDecision, {id});
    if (!decision) throw notFound();
    return decision;
  }
}

function refuse(measure: Measure, row: IntegrityCase, now: Date): void {
  const at = (date: Date | null): number | null => date?.getTime() ?? null;
  const problem = problemOf(measure, {
    ...{state: row.state, hasEntry: row.entryId !== null, now: now.getTime()},
    ...{askedAt: at(row.askedAt), statementUntil: at(row.statementUntil), statementAt: at(row.statementAt)},
  });
  switch (problem) {
    case 'CLOSED':
      throw caseClosed();
    case 'PENDING':
      throw casePending();
    case 'APPEALED':
      throw caseAppealed();
    case 'WITHOUT_ENTRY':
      throw caseWithoutEntry();
    case 'HEARING_FIRST':
      throw caseHearingFirst({statementUntil: row.statementUntil?.toISOString() ?? null});
    case null:
      return;
  }
}
