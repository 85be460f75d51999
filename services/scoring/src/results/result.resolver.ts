import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root} from 'type-graphql';
import {Round} from '../rounds/round.js';
import {StandingRow} from '../standings/standing.js';
import type {ResultReading} from './result-reading.service.js';
import type {ResultService} from './result.service.js';
import {Result} from './result.js';

@Resolver(() => Result)
export class ResultResolver {
  constructor(
    private readonly results: ResultService,
    private readonly reading: ResultReading,
  ) {}

  @FieldResolver(() => [StandingRow], {description: 'The frozen order, best first.'})
  rows(@Root() result: Result): Promise<StandingRow[]> {
    return this.reading.rows(result);
  }

  @Needs('result.freeze', {at: "the campaign's owner"})
  @Mutation(() => Result, {
    description:
      "Freezes a round's order with its proof and admits who advances to the next round. Every stage of the round must be over and every score there. RESULT_TOO_EARLY, RESULT_COMPONENT_MISSING, RESULT_CUT_TIED, RESULT_CUT_SHORT, RESULT_EARLIER_ROUND_OPEN, RESULT_TALLY_DIFFERS, RESULT_BALLOTS_HELD, RESULT_CASES_OPEN, RESULT_FROZEN_ALREADY, ROUND_ENTRIES_INCOMPLETE.",
  })
  async freezeResult(@Arg('roundId', () => ID) roundId: string, @Ctx() {caller}: RequestContext): Promise<Result> {
    return this.reading.changed(caller, await this.results.freeze(caller, roundId));
  }

  @Needs('result.freeze', {at: "the campaign's owner"})
  @Mutation(() => Result, {
    description:
      'Shows the frozen result to everybody for the public-notice period of the definition (R106). RESULT_WRONG_STATE.',
  })
  async beginPublicNotice(
    @Arg('resultId', () => ID) resultId: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<Result> {
    return this.reading.changed(caller, await this.results.beginNotice(caller, resultId));
  }

  @Needs('result.publish', {at: "the campaign's owner"})
  @Mutation(() => Result, {
    description:
      'Publishes the result once its public notice is over. By another person than who froze it (R116). RESULT_NOTICE_RUNNING, RESULT_SECOND_PERSON, RESULT_WRONG_STATE.',
  })
  async publishResult(@Arg('resultId', () => ID) resultId: string, @Ctx() {caller}: RequestContext): Promise<Result> {
    return this.reading.changed(caller, await this.results.publish(caller, resultId));
  }
}

@Resolver(() => Round)
export class RoundResultResolver {
  constructor(private readonly reading: ResultReading) {}

  @Needs(openTo.published, 'round.read', {at: "the campaign's owner"})
  @FieldResolver(() => Result, {
    nullable: true,
    description: 'Its result; null while there is none that the caller may see.',
  })
  result(@Root() round: Round, @Ctx() context: RequestContext): Promise<Result | null> {
    return context.load<Round, Result | null>('result', round, (rounds) =>
      Promise.all(rounds.map((each) => this.reading.ofRound(context.caller, each).catch((error: Error) => error))),
    );
  }
}
