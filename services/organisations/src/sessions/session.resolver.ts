import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Args, Ctx, Mutation, Query, Resolver} from 'type-graphql';
import {Account} from '../accounts/account.js';
import {DemoAccount, type DemoAccountEntry} from './demo-account.js';
import type {SessionService} from './session.service.js';
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
    description: 'Begins a session for an API client; browsers use POST /session. SIGN_IN_REFUSED, SIGN_IN_THROTTLED.',
  })
  async signIn(
    @Ctx() {caller, requestId}: RequestContext,
    @Arg('name', () => String, {description: "The account's name."}) name: string,
    @Arg('password', () => String, {description: 'Its password.'}) password: string,
  ): Promise<SignInPayload> {
    const {token, expiresAt, account} = await this.sessions.signIn({name, password, address: caller.address ?? ''});
    return {token, expiresAt, viewer: new Viewer(await this.sessions.callerFor(account, requestId))};
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
