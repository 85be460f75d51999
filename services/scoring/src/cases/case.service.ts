import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {notFound} from '@concours/kernel/refusal';
import {type EntityManager, In} from 'typeorm';
import {Entry} from '../entries/entry.js';
import type {Round} from '../rounds/round.js';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import {SignalState} from '../signals/signal.kinds.js';
import {SignalRow} from '../signals/signal-tables.js';
import type {Withholding} from '../withholding/withholding.service.js';
import type {CaseAccess} from './case-access.service.js';
import {CaseState} from './case.kinds.js';
import {caseClosed, caseSignalsTaken, caseStatementOver, resultCasesOpen} from './case.refusals.js';
import {Complaint} from './complaint.js';
import {IntegrityCase} from './integrity-case.js';

export interface CaseParts {
  database: Database;
  clock: Clock;
  rounds: Rounds;
  withholding: Withholding;
  access: CaseAccess;
}

export interface NewCase {
  roundId: string;
  entryId: string | null;
  title: string;
  note: string;
  signalIds: readonly string[];
  complaintIds: readonly string[];
}

const DAY_MS = 86_400_000;
const undecided = [CaseState.OPEN, CaseState.HEARING, CaseState.PROPOSED, CaseState.APPEALED];

/** A case from its opening until the entrant has said something; what is decided is in CaseDecisions. */
export class Cases {
  constructor(private readonly parts: CaseParts) {}

  /** The ballots of its signals are put aside until it is decided. */
  async open(caller: Caller, i: NewCase): Promise<IntegrityCase> {
    const {database, rounds, withholding, clock} = this.parts;
    const view = await rounds.viewById(i.roundId);
    const need = rounds.demand(caller, 'integrity.decide', view);
    return database.write(async (manager, after) => {
      await withholding.begin(manager, view);
      const entry = i.entryId === null ? null : await manager.findOneBy(Entry, {id: i.entryId, roundId: i.roundId});
      if (i.entryId !== null && !entry) throw notFound();
      const last = await manager.maximum(IntegrityCase, 'number', {roundId: i.roundId});
      const row = manager.create(IntegrityCase, {
        ...{id: newId(), campaignId: view.campaign.id, roundId: i.roundId, entryId: i.entryId},
        ...{number: (last ?? 0) + 1, title: i.title, note: i.note, state: CaseState.OPEN, version: 1},
        ...{openedAt: clock.now(), openedById: caller.id ?? 'system', openedByName: caller.name ?? 'system'},
      });
      await manager.insert(IntegrityCase, row);
      const ballots = await this.add({manager, after, view, caller, row}, i);
      await record(manager, caller, {
        ...about(row, view, 'openIntegrityCase'),
        need,
        after: {round: i.roundId, entry: i.entryId, number: row.number, title: i.title, ballots},
      });
      return row;
    });
  }

  /** More evidence. */
  async attach(caller: Caller, caseId: string, i: Pick<NewCase, 'signalIds' | 'complaintIds'>): Promise<IntegrityCase> {
    const {row, view, need} = await this.parts.access.toDecide(caller, caseId);
    return this.change(row, view, async (manager, after, current) => {
      if (current.state === CaseState.CLOSED) throw caseClosed();
      const ballots = await this.add({manager, after, view, caller, row: current}, i);
      const added = {signals: i.signalIds, complaints: i.complaintIds, ballots};
      await record(manager, caller, {...about(row, view, 'addToIntegrityCase'), need, after: added});
    });
  }

  /** Asks the entrant, who has so many days; asked again, the time is prolonged. */
  async ask(caller: Caller, caseId: string, days: number): Promise<IntegrityCase> {
    const {row, view, need} = await this.parts.access.toDecide(caller, caseId);
    return this.change(row, view, async (manager, _, current) => {
      if (current.state === CaseState.CLOSED) throw caseClosed();
      if (current.entryId === null || current.statementAt !== null) {
        throw caseStatementOver({statementUntil: current.statementUntil?.toISOString() ?? null});
      }
      const now = this.parts.clock.now();
      current.askedAt ??= now;
      current.statementUntil = new Date(now.getTime() + days * DAY_MS);
      if (current.state === CaseState.OPEN) current.state = CaseState.HEARING;
      const asked = {statementUntil: current.statementUntil};
      await record(manager, caller, {...about(row, view, 'askForStatement'), need, after: asked});
    });
  }

  /** What the entrant says, once; by somebody of the unit. */
  async state(caller: Caller, caseId: string, statement: string): Promise<IntegrityCase> {
    const {row, view, need} = await this.parts.access.asEntrant(caller, caseId);
    return this.change(row, view, async (manager, _, current) => {
      const now = this.parts.clock.now();
      const {statementUntil, statementAt} = current;
      const isOpen = statementUntil !== null && statementAt === null && now <= statementUntil;
      if (!isOpen) throw caseStatementOver({statementUntil: statementUntil?.toISOString() ?? null});
      const by = {statementById: caller.id ?? 'system', statementByName: caller.name ?? 'system'};
      Object.assign(current, {statement, statementAt: now, ...by});
      await record(manager, caller, {...about(row, view, 'giveStatement'), need, after: {length: statement.length}});
    });
  }

  /** For the freeze of a result. RESULT_CASES_OPEN. */
  async refuseUndecided(manager: EntityManager, round: Round): Promise<void> {
    const cases = await manager.countBy(IntegrityCase, {roundId: round.id, state: In(undecided)});
    if (cases > 0) throw resultCasesOpen({cases});
  }

  /** Under the round's lock, on the case as it is now. */
  private change(
    {id}: IntegrityCase,
    view: RoundView,
    work: (manager: EntityManager, after: (hook: () => void) => void, current: IntegrityCase) => Promise<void>,
  ): Promise<IntegrityCase> {
    return this.parts.database.write(async (manager, after) => {
      await this.parts.withholding.begin(manager, view);
      const current = await manager.findOneByOrFail(IntegrityCase, {id});
      await work(manager, after, current);
      current.version++;
      return manager.save(IntegrityCase, current);
    });
  }

  /** Answers how many ballots were put aside for it. */
  private async add(
    {
      manager,
      after,
      view,
      caller,
      row,
    }: {
      manager: EntityManager;
      after: (hook: () => void) => void;
      view: RoundView;
      caller: Caller;
      row: IntegrityCase;
    },
    {signalIds, complaintIds}: Pick<NewCase, 'signalIds' | 'complaintIds'>,
  ): Promise<number> {
    const signals = await manager.findBy(SignalRow, {id: In([...signalIds]), round: view.round.ref});
    const complaints = await manager.findBy(Complaint, {id: In([...complaintIds]), roundId: view.round.id});
    if (signals.length < new Set(signalIds).size || complaints.length < new Set(complaintIds).size) throw notFound();
    const taken = signals.filter(({caseId}) => caseId !== null && caseId !== row.id);
    if (taken.length > 0) throw caseSignalsTaken({signals: taken.length});
    if (complaints.length > 0) await manager.update(Complaint, {id: In([...complaintIds])}, {caseId: row.id});
    if (signals.length === 0) return 0;
    const ids = signals.map(({id}) => id);
    await manager.update(SignalRow, {id: In(ids)}, {caseId: row.id, state: SignalState.IN_CASE});
    return this.parts.withholding.claim({
      ...{manager, after, view, signals: ids},
      why: {caller, reason: row.title, caseId: row.id},
    });
  }
}

export const about = ({id}: {id: string}, {campaign}: RoundView, action: string) => ({
  action,
  subject: {type: 'IntegrityCase', id},
  organisationId: campaign.ownerOrganisationId,
  campaignId: campaign.id,
});
