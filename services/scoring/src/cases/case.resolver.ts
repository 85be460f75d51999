import {Needs} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root} from 'type-graphql';
import type {Entries} from '../entries/entry.service.js';
import {Entry} from '../entries/entry.js';
import {Round} from '../rounds/round.js';
import type {Rounds} from '../rounds/round.service.js';
import type {SignalReading} from '../signals/signal-reading.service.js';
import {RoundIntegrity, VoteSignal} from '../signals/vote-signal.js';
import {CaseDecision} from './case-decision.js';
import type {CaseDecisions} from './case-decisions.service.js';
import {
  AppealDecisionInput,
  AppealInput,
  CaseInput,
  CasePageArgs,
  DecisionInput,
  EvidenceInput,
  HearingInput,
  StatementInput,
} from './case.inputs.js';
import type {CaseReading} from './case-reading.service.js';
import type {Cases} from './case.service.js';
import {Complaint} from './complaint.js';
import {IntegrityCase, IntegrityCasePage} from './integrity-case.js';

const OWNER = {at: "the campaign's owner"};
const ENTRANT = {at: 'the unit of the entry'};

@Resolver(() => IntegrityCase)
export class CaseResolver {
  constructor(
    private readonly cases: Cases,
    private readonly decisions: CaseDecisions,
    private readonly reading: CaseReading,
  ) {}

  @Needs('integrity.read', 'work.handIn')
  @Query(() => IntegrityCase, {
    nullable: true,
    description: 'A case, for who may read signals and for the unit of its entry; null for everybody else.',
  })
  integrityCase(@Arg('id', () => ID) id: string, @Ctx() {caller}: RequestContext): Promise<IntegrityCase | null> {
    return this.reading.find(caller, id);
  }

  @Needs('work.handIn', ENTRANT)
  @Query(() => [IntegrityCase], {
    description: 'Cases about works of the units for which the caller speaks, once they were asked; the newest first.',
  })
  casesOfMyWorks(@Ctx() {caller}: RequestContext): Promise<IntegrityCase[]> {
    return this.reading.ofEntrant(caller);
  }

  @Needs('integrity.decide', OWNER)
  @Mutation(() => IntegrityCase, {
    description:
      'Opens a case. The ballots of its signals are put aside until it is decided. CASE_SIGNALS_TAKEN, INTEGRITY_RESULT_FROZEN.',
  })
  openIntegrityCase(@Arg('input', () => CaseInput) input: CaseInput, @Ctx() {caller}: RequestContext) {
    const {entryId = null, note} = input;
    return this.cases.open(caller, {...input, entryId, note: note ?? ''});
  }

  @Needs('integrity.decide', OWNER)
  @Mutation(() => IntegrityCase, {description: 'Adds evidence. CASE_CLOSED, CASE_SIGNALS_TAKEN.'})
  addToIntegrityCase(@Arg('input', () => EvidenceInput) input: EvidenceInput, @Ctx() {caller}: RequestContext) {
    return this.cases.attach(caller, input.caseId, input);
  }

  @Needs('integrity.decide', OWNER)
  @Mutation(() => IntegrityCase, {
    description:
      'Asks the entrant for a statement: nobody is judged unheard (R138). Asked again, the time is prolonged. CASE_CLOSED, CASE_STATEMENT_OVER.',
  })
  askForStatement(@Arg('input', () => HearingInput) input: HearingInput, @Ctx() {caller}: RequestContext) {
    return this.cases.ask(caller, input.caseId, input.days);
  }

  @Needs('work.handIn', ENTRANT)
  @Mutation(() => IntegrityCase, {description: 'What the entrant says, once and in time. CASE_STATEMENT_OVER.'})
  giveStatement(@Arg('input', () => StatementInput) input: StatementInput, @Ctx() {caller}: RequestContext) {
    return this.cases.state(caller, input.caseId, input.statement);
  }

  @Needs('integrity.decide', OWNER)
  @Mutation(() => IntegrityCase, {
    description:
      'Takes a step of the ladder, or proposes it where it takes two (VOID, DISQUALIFY). CASE_HEARING_FIRST, CASE_DECISION_PENDING, CASE_APPEALED, CASE_CLOSED, CASE_WITHOUT_ENTRY, CASE_NOTHING_HELD, INTEGRITY_RESULT_FROZEN.',
  })
  decideIntegrityCase(@Arg('input', () => DecisionInput) input: DecisionInput, @Ctx() {caller}: RequestContext) {
    return this.decisions.decide(caller, input.caseId, input.measure, input.reason);
  }

  @Needs('integrity.decide', OWNER)
  @Mutation(() => IntegrityCase, {
    description: 'Confirms a proposed decision, which then is in force. CASE_SECOND_PERSON, CASE_NOT_PROPOSED.',
  })
  confirmDecision(@Arg('decisionId', () => ID) decisionId: string, @Ctx() {caller}: RequestContext) {
    return this.decisions.confirm(caller, decisionId);
  }

  @Needs('integrity.decide', OWNER)
  @Mutation(() => IntegrityCase, {
    description: "Declines a proposed decision, or takes back one's own. CASE_NOT_PROPOSED.",
  })
  declineDecision(
    @Arg('decisionId', () => ID) decisionId: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() {caller}: RequestContext,
  ) {
    return this.decisions.decline(caller, decisionId, reason);
  }

  @Needs('work.handIn', ENTRANT)
  @Mutation(() => IntegrityCase, {
    description: 'Appeals against a decision within seven days; it stays in force meanwhile. CASE_NO_APPEAL.',
  })
  appealDecision(@Arg('input', () => AppealInput) input: AppealInput, @Ctx() {caller}: RequestContext) {
    return this.decisions.appeal(caller, input.decisionId, input.appeal);
  }

  @Needs('integrity.decide', OWNER)
  @Mutation(() => IntegrityCase, {
    description:
      'Decides an appeal, by somebody who had no part in the decision. Reversed, voided ballots count again, the entry is back in, and the ledger says so. CASE_OTHER_PERSON, CASE_NOT_APPEALED.',
  })
  decideAppeal(@Arg('input', () => AppealDecisionInput) input: AppealDecisionInput, @Ctx() {caller}: RequestContext) {
    return this.decisions.decideAppeal(caller, input.decisionId, input.upheld, input.reason);
  }
}

/** What a decision is to who asks. */
@Resolver(() => CaseDecision)
export class DecisionFieldsResolver {
  @FieldResolver(() => Boolean, {
    description:
      'Whether you proposed or confirmed it: then somebody else confirms it, or decides an appeal against it (CASE_SECOND_PERSON, CASE_OTHER_PERSON).',
  })
  yours(@Root() {proposedById, decidedById}: CaseDecision, @Ctx() {caller}: RequestContext): boolean {
    return caller.id !== null && [proposedById, decidedById].includes(caller.id);
  }
}

/** What a case has beside its own columns. */
@Resolver(() => IntegrityCase)
export class CaseFieldsResolver {
  constructor(
    private readonly parts: {reading: CaseReading; signals: SignalReading; rounds: Rounds; entries: Entries},
  ) {}

  @FieldResolver(() => Round, {description: 'The round whose vote it is about.'})
  round(@Root() {roundId}: IntegrityCase, @Ctx() context: RequestContext): Promise<Round | null> {
    return context.load<string, Round | null>('rounds', roundId, (ids) => this.parts.rounds.findMany(ids));
  }

  @FieldResolver(() => Entry, {nullable: true, description: 'The entry it is about; null where it is about none.'})
  async entry(@Root() {entryId}: IntegrityCase): Promise<Entry | null> {
    return entryId === null ? null : ((await this.parts.entries.findMany([entryId]))[0] ?? null);
  }

  @FieldResolver(() => [CaseDecision], {description: 'The steps of the ladder, in their order.'})
  steps(@Root() row: IntegrityCase): Promise<CaseDecision[]> {
    return this.parts.reading.decisions(row);
  }

  @FieldResolver(() => Int, {description: 'Ballots that are put aside for it.'})
  held(@Root() row: IntegrityCase): Promise<number> {
    return this.parts.reading.ballots(row, 'HELD');
  }

  @FieldResolver(() => Int, {description: 'Ballots that never count because of it.'})
  voided(@Root() row: IntegrityCase): Promise<number> {
    return this.parts.reading.ballots(row, 'VOID');
  }

  @Needs('integrity.read', OWNER)
  @FieldResolver(() => String, {nullable: true, description: 'For those who decide; null for the entrant.'})
  async note(@Root() row: IntegrityCase, @Ctx() {caller}: RequestContext): Promise<string | null> {
    return (await this.parts.reading.seesAll(caller, row)) ? row.note : null;
  }

  @Needs('integrity.read', OWNER)
  @FieldResolver(() => [VoteSignal], {
    nullable: true,
    description: 'The signals of its evidence; null for the entrant.',
  })
  async signals(@Root() row: IntegrityCase, @Ctx() {caller}: RequestContext): Promise<VoteSignal[] | null> {
    if (!(await this.parts.reading.seesAll(caller, row))) return null;
    return this.parts.signals.ofCase(row.roundId, row.id);
  }

  @Needs('integrity.read', OWNER)
  @FieldResolver(() => [Complaint], {
    nullable: true,
    description: 'The complaints of its evidence; null for the entrant.',
  })
  async complaints(@Root() row: IntegrityCase, @Ctx() {caller}: RequestContext): Promise<Complaint[] | null> {
    return (await this.parts.reading.seesAll(caller, row)) ? this.parts.reading.complaintsOf(row) : null;
  }
}

@Resolver(() => RoundIntegrity)
export class RoundCasesResolver {
  constructor(private readonly reading: CaseReading) {}

  @FieldResolver(() => IntegrityCasePage, {description: 'Its cases, the newest first.'})
  cases(@Root() {roundId}: RoundIntegrity, @Args(() => CasePageArgs) args: CasePageArgs): Promise<IntegrityCasePage> {
    return this.reading.cases(roundId, args, args.state);
  }
}
