import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Ctx, ID, Mutation, Resolver} from 'type-graphql';
import {Account} from '../accounts/account.js';
import {SecondFactorSetUp} from './second-factor.js';
import type {SecondFactorService} from './second-factor.service.js';

const CODE = 'Six digits from the app, or one of the recovery codes.';

@Resolver()
export class SecondFactorResolver {
  constructor(private readonly factors: SecondFactorService) {}

  @Needs(openTo.own)
  @Mutation(() => SecondFactorSetUp, {
    description:
      'Begins to set up a second factor for your own account; one that was begun and not confirmed counts no more. PASSWORD_WRONG, SECOND_FACTOR_ON, SIGN_IN_THROTTLED, PERSON_NEEDED for a key.',
  })
  beginSecondFactor(
    @Ctx() {caller}: RequestContext,
    @Arg('password', () => String, {description: 'Your current password.'}) password: string,
  ): Promise<SecondFactorSetUp> {
    return this.factors.begin(caller, password);
  }

  @Needs(openTo.own)
  @Mutation(() => [String], {
    description:
      'Shows that the app has the secret; from now on signing in asks for a code. Answers ten recovery codes, each for one use, which are shown this once. SECOND_FACTOR_REFUSED, SECOND_FACTOR_OFF, SECOND_FACTOR_ON.',
  })
  confirmSecondFactor(
    @Ctx() {caller}: RequestContext,
    @Arg('code', () => String, {description: 'Six digits from the app.'}) code: string,
  ): Promise<string[]> {
    return this.factors.confirm(caller, code);
  }

  @Needs(openTo.own)
  @Mutation(() => Account, {
    description:
      'Ends the second factor of your own account. PASSWORD_WRONG, SECOND_FACTOR_REFUSED, SECOND_FACTOR_OFF, SIGN_IN_THROTTLED.',
  })
  endSecondFactor(
    @Ctx() {caller}: RequestContext,
    @Arg('password', () => String, {description: 'Your current password.'}) password: string,
    @Arg('code', () => String, {description: CODE}) code: string,
  ): Promise<Account> {
    return this.factors.end(caller, {password, code});
  }

  @Needs('account.administer', {at: 'its place'})
  @Mutation(() => Account, {
    description:
      'Takes the second factor of another account away, for somebody who has lost it. Not for accounts that hold what you could not hand out. ACCOUNT_IS_YOURS, SECOND_FACTOR_OFF.',
  })
  takeAwaySecondFactor(
    @Ctx() {caller}: RequestContext,
    @Arg('accountId', () => ID, {description: 'Which account.'}) accountId: string,
  ): Promise<Account> {
    return this.factors.takeAway(caller, accountId);
  }
}
