import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Args, Ctx, Mutation, Query, Resolver} from 'type-graphql';
import {Account} from '../accounts/account.js';
import {DemoAccount, type DemoAccountEntry} from './demo-account.js';
import type {SessionService, SignedIn} from './session.service.js';
import {SetUpArgs} from './set-up.inputs.js';
import type {SetUpService} from './set-up.service.js';
import {SignInPayload, Viewer} from './viewer.js';

@Resolver()
export class SessionResolver {
  constructor(
    private readonly sessions: SessionService,
    private readonly setUps: SetUpService,
    private readonly demo: () => DemoAccountEntry[],
  ) {}

  @Needs(openTo.anybody)
  @Mutation(() => SignInPayload, {
    description:
      'Begins a session for an API client; browsers use POST /session. SIGN_IN_REFUSED, SIGN_IN_THROTTLED; SECOND_FACTOR_NEEDED, with a challenge among its facts, for an account with a second factor: go on with completeSignIn.',
  })
  async signIn(
    @Ctx() {caller, requestId}: RequestContext,
    @Arg('name', () => String, {description: "The account's name."}) name: string,
    @Arg('password', () => String, {description: 'Its password.'}) password: string,
  ): Promise<SignInPayload> {
    const from = {address: caller.address ?? '', device: null};
    return this.begun(await this.sessions.signIn({name, password, ...from}), requestId);
  }

  @Needs(openTo.anybody)
  @Mutation(() => SignInPayload, {
    description:
      'The second step of signing in. A challenge bears five codes and five minutes. SECOND_FACTOR_REFUSED, SIGN_IN_CHALLENGE_OVER, SIGN_IN_THROTTLED.',
  })
  async completeSignIn(
    @Ctx() {caller, requestId}: RequestContext,
    @Arg('challenge', () => String, {description: 'Of the refusal SECOND_FACTOR_NEEDED.'}) challenge: string,
    @Arg('code', () => String, {description: 'Six digits from the app, or one of the recovery codes.'}) code: string,
  ): Promise<SignInPayload> {
    const from = {address: caller.address ?? '', device: null};
    return this.begun(await this.sessions.complete({challenge, code, ...from}), requestId);
  }

  @Needs(openTo.anybody)
  @Mutation(() => SignInPayload, {
    description:
      'New tokens for the session of an API client; browsers use PUT /session. Each renewing token is good for one use: a second one, more than ten seconds after the first, ends the session for whoever holds it. SESSION_INVALID.',
  })
  async refreshSession(
    @Ctx() {requestId}: RequestContext,
    @Arg('refreshToken', () => String, {description: 'From the latest signIn or refreshSession.'}) refreshToken: string,
  ): Promise<SignInPayload> {
    return this.begun(await this.sessions.refresh(refreshToken), requestId);
  }

  private async begun({account, session, ...tokens}: SignedIn, requestId: string): Promise<SignInPayload> {
    return {...tokens, viewer: new Viewer({...(await this.sessions.callerFor(account, requestId)), session})};
  }

  @Needs(openTo.anybody)
  @Mutation(() => Account, {
    description:
      'Makes the topmost organisation and its administrator, with the code in the log of a new installation. SET_UP_CODE_REFUSED.',
  })
  setUp(@Args() args: SetUpArgs): Promise<Account> {
    return this.setUps.setUp(args);
  }

  @Needs(openTo.anybody)
  @Query(() => [DemoAccount], {description: 'Accounts to try the demo with; empty everywhere else.'})
  demoAccounts(): DemoAccount[] {
    return this.demo().map((entry) => new DemoAccount(entry));
  }
}
