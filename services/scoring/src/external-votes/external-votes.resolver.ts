import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root} from 'type-graphql';
import {Round} from '../rounds/round.js';
import {ExternalVotesInput} from './external-votes.inputs.js';
import type {ExternalVotesReading} from './external-votes-reading.service.js';
import type {ExternalVoteImports} from './external-votes.service.js';
import {ExternalComponent, ExternalVotes, ExternalVotesReport} from './external-votes.js';

@Resolver(() => Round)
export class ExternalVotesResolver {
  constructor(
    private readonly imports: ExternalVoteImports,
    private readonly reading: ExternalVotesReading,
  ) {}

  @Needs(openTo.published, 'round.read', 'round.importVotes', 'round.confirmVotes', {at: "the campaign's owner"})
  @FieldResolver(() => [ExternalComponent], {
    description:
      'Its components whose votes are held elsewhere (R124), in the order of the definition. That they are, where, and when they were taken is told to everybody; counts with the result.',
  })
  externalVotes(@Root() round: Round, @Ctx() context: RequestContext): Promise<ExternalComponent[]> {
    return context.load<Round, ExternalComponent[]>('external votes', round, (rounds) =>
      Promise.all(rounds.map((each) => this.reading.ofRound(context.caller, each))),
    );
  }

  @Needs('round.importVotes', {at: "the campaign's owner"})
  @Mutation(() => ExternalVotesReport, {
    description:
      'Brings in the counts of a vote that was held elsewhere (R124), all entries at once; they count once another person has confirmed them. EXTERNAL_VOTES_FAULTY, EXTERNAL_VOTES_TOTAL_DIFFERS, EXTERNAL_VOTES_EVIDENCE_MISSING, EXTERNAL_VOTES_REASON_MISSING, EXTERNAL_VOTES_TAKEN_LATER, EXTERNAL_VOTES_PENDING, EXTERNAL_VOTES_FROZEN, EXTERNAL_VOTES_COMPONENT_UNKNOWN, EXTERNAL_FILE_UNKNOWN, EXTERNAL_TABLE_REFUSED, EXTERNAL_TABLE_WITHOUT_HEADINGS, ROUND_ENTRIES_INCOMPLETE.',
  })
  async importExternalVotes(
    @Arg('input', () => ExternalVotesInput) input: ExternalVotesInput,
    @Ctx() {caller}: RequestContext,
  ): Promise<ExternalVotesReport> {
    return this.reading.report(caller, await this.imports.bringIn(caller, input));
  }

  @Needs('round.confirmVotes', {at: "the campaign's owner"})
  @Mutation(() => ExternalVotes, {
    description:
      'The second look: from here on these counts are in force. By another person than who brought them in. EXTERNAL_VOTES_SECOND_PERSON, EXTERNAL_VOTES_DECIDED, EXTERNAL_VOTES_FROZEN.',
  })
  async confirmExternalVotes(
    @Arg('importId', () => ID) importId: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<ExternalVotes> {
    return this.reading.one(caller, await this.imports.confirm(caller, importId));
  }

  @Needs('round.confirmVotes', 'round.importVotes', {at: "the campaign's owner"})
  @Mutation(() => ExternalVotes, {
    description:
      'Sends counts back that wait for a second look, or takes the own ones back; 1 to 500 characters of reason. EXTERNAL_VOTES_DECIDED, EXTERNAL_VOTES_FROZEN, INPUT_INVALID.',
  })
  async rejectExternalVotes(
    @Arg('importId', () => ID) importId: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<ExternalVotes> {
    return this.reading.one(caller, await this.imports.reject(caller, importId, reason));
  }
}
