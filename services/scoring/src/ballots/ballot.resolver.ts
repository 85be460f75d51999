import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Ctx, Mutation, Resolver} from 'type-graphql';
import {BallotInput} from './ballot.inputs.js';
import type {Ballots} from './ballot.service.js';
import {BallotReceipt} from './ballot.js';

@Resolver(() => BallotReceipt)
export class BallotResolver {
  constructor(private readonly ballots: Ballots) {}

  @Needs(openTo.signedIn)
  @Mutation(() => BallotReceipt, {
    description:
      'Hands in a ballot (R91, R92, R101). Refused with BALLOT_VOTER_REQUIRED, BALLOT_VOTER_NOT_ADMITTED, BALLOT_NOT_HELD, BALLOT_ROUND_NOT_OPEN, BALLOT_ROUND_CLOSED, ROUND_ENTRIES_INCOMPLETE, BALLOT_MARKS_COUNT, BALLOT_ENTRY_TWICE, BALLOT_ENTRY_UNKNOWN, BALLOT_ENTRY_WITHDRAWN, BALLOT_ENTRY_DISQUALIFIED, BALLOT_OWN_UNIT, BALLOT_GROUP_REQUIRED, BALLOT_OWN_GROUP, BALLOT_DAILY_ALLOWANCE_USED, BALLOT_ROUND_ALLOWANCE_USED, BALLOT_ROLLING_ALLOWANCE_USED, BALLOT_DAILY_BALLOTS_USED, BALLOT_ROUND_BALLOTS_USED, BALLOT_ENTRY_ALLOWANCE_USED, BALLOT_ENTRY_ROUND_ALLOWANCE_USED or BALLOT_REQUEST_REUSED. After BALLOT_BUSY or BALLOT_TOO_FAST (not counted) and BALLOT_OUTCOME_UNKNOWN (perhaps counted) send it again with the same request id.',
  })
  castBallot(
    @Arg('input', () => BallotInput) input: BallotInput,
    @Ctx() {caller}: RequestContext,
  ): Promise<BallotReceipt> {
    return this.ballots.cast(caller, input);
  }
}
