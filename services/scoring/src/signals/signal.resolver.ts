import {Needs} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root} from 'type-graphql';
import {Round} from '../rounds/round.js';
import {HeldPageArgs, SignalPageArgs, SignalsInput} from './signal.inputs.js';
import type {SignalReading} from './signal-reading.service.js';
import type {Signals} from './signal.service.js';
import {HeldBallotPage, HoldOutcome, RoundIntegrity, VoteSignalPage} from './vote-signal.js';

const OWNER = {at: "the campaign's owner"};

@Resolver(() => RoundIntegrity)
export class SignalResolver {
  constructor(
    private readonly signals: Signals,
    private readonly reading: SignalReading,
  ) {}

  @FieldResolver(() => VoteSignalPage, {name: 'signals', description: 'Its signals, the newest first.'})
  page(@Root() {roundId}: RoundIntegrity, @Args(() => SignalPageArgs) args: SignalPageArgs): Promise<VoteSignalPage> {
    return this.reading.page(roundId, args, args);
  }

  @FieldResolver(() => HeldBallotPage, {description: 'Ballots that were put aside at some time, in their order.'})
  ballots(@Root() {roundId}: RoundIntegrity, @Args(() => HeldPageArgs) args: HeldPageArgs): Promise<HeldBallotPage> {
    return this.reading.ballots(roundId, args, args);
  }

  @Needs('integrity.decide', OWNER)
  @Mutation(() => HoldOutcome, {
    description:
      'Puts the ballots of signals aside: they count no more until somebody decides. SIGNALS_IN_CASE, INTEGRITY_RESULT_FROZEN.',
  })
  async holdBallots(
    @Arg('input', () => SignalsInput) input: SignalsInput,
    @Ctx() {caller}: RequestContext,
  ): Promise<HoldOutcome> {
    const {ballots, signals} = await this.signals.hold(caller, input);
    return {ballots, signals: await this.reading.changed(input.roundId, signals)};
  }

  @Needs('integrity.decide', OWNER)
  @Mutation(() => HoldOutcome, {
    description:
      'Looked at, and nothing was wrong: the ballots count (again), and more of the same is flagged only. SIGNALS_IN_CASE, INTEGRITY_RESULT_FROZEN.',
  })
  async releaseBallots(
    @Arg('input', () => SignalsInput) input: SignalsInput,
    @Ctx() {caller}: RequestContext,
  ): Promise<HoldOutcome> {
    const {ballots, signals} = await this.signals.release(caller, input);
    return {ballots, signals: await this.reading.changed(input.roundId, signals)};
  }
}

@Resolver(() => Round)
export class RoundIntegrityResolver {
  constructor(private readonly reading: SignalReading) {}

  @Needs('integrity.read', OWNER)
  @FieldResolver(() => RoundIntegrity, {
    nullable: true,
    description:
      'What may be wrong with its votes; null where nobody votes and for who may not see it. Counts of what is put aside are told before the result, the counts of entries are not (A39).',
  })
  integrity(@Root() round: Round, @Ctx() {caller}: RequestContext): Promise<RoundIntegrity | null> {
    return this.reading.ofRound(caller, round);
  }
}
