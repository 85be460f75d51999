import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Length} from 'class-validator';
import {Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Mutation, Query, Resolver, Root} from 'type-graphql';
import type {Entries} from '../entries/entry.service.js';
import {Entry} from '../entries/entry.js';
import {Round} from '../rounds/round.js';
import type {Rounds} from '../rounds/round.service.js';
import {RoundIntegrity} from '../signals/vote-signal.js';
import {ComplaintInput, ComplaintPageArgs} from './case.inputs.js';
import type {CaseReading} from './case-reading.service.js';
import type {Complaints} from './complaint.service.js';
import {Complaint, ComplaintPage} from './complaint.js';

@InputType({description: 'The answer to a complaint.'})
export class ComplaintAnswerInput {
  @Field(() => ID, {description: 'The complaint.'})
  complaintId: string;

  @Field(() => String, {description: 'The answer, 2 to 2,000 characters; who complained reads it.'})
  @Length(2, 2_000)
  answer: string;
}

@Resolver(() => Complaint)
export class ComplaintResolver {
  constructor(
    private readonly parts: {complaints: Complaints; reading: CaseReading; rounds: Rounds; entries: Entries},
  ) {}

  @Needs(openTo.signedIn)
  @Mutation(() => Complaint, {
    description:
      'Reports vote-buying, plagiarism or anything else about a round (R137), ten times a day at most. Nobody is told who did. COMPLAINT_TOO_MANY.',
  })
  reportComplaint(@Arg('input', () => ComplaintInput) input: ComplaintInput, @Ctx() {caller}: RequestContext) {
    return this.parts.complaints.report(caller, {...input, entryId: input.entryId ?? null});
  }

  @Needs('integrity.decide', {at: "the campaign's owner"})
  @Mutation(() => Complaint, {description: 'Answers a complaint, once. COMPLAINT_ANSWERED.'})
  answerComplaint(
    @Arg('input', () => ComplaintAnswerInput) input: ComplaintAnswerInput,
    @Ctx() {caller}: RequestContext,
  ): Promise<Complaint> {
    return this.parts.complaints.answer(caller, input.complaintId, input.answer);
  }

  @Needs(openTo.own)
  @Query(() => [Complaint], {description: "The caller's own complaints with their answers, the newest first."})
  myComplaints(@Ctx() {caller}: RequestContext): Promise<Complaint[]> {
    return this.parts.complaints.own(caller);
  }

  @FieldResolver(() => Round, {description: 'The round it is about.'})
  round(@Root() {roundId}: Complaint, @Ctx() context: RequestContext): Promise<Round | null> {
    return context.load<string, Round | null>('rounds', roundId, (ids) => this.parts.rounds.findMany(ids));
  }

  @FieldResolver(() => Entry, {nullable: true, description: 'The entry it is about; null where it is about none.'})
  async entry(@Root() {entryId}: Complaint): Promise<Entry | null> {
    return entryId === null ? null : ((await this.parts.entries.findMany([entryId]))[0] ?? null);
  }
}

@Resolver(() => RoundIntegrity)
export class RoundComplaintsResolver {
  constructor(private readonly reading: CaseReading) {}

  @FieldResolver(() => ComplaintPage, {description: 'Complaints about it, the newest first.'})
  complaints(
    @Root() {roundId}: RoundIntegrity,
    @Args(() => ComplaintPageArgs) args: ComplaintPageArgs,
  ): Promise<ComplaintPage> {
    return this.reading.complaints(roundId, args, args.state);
  }
}
