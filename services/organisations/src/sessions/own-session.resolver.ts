import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Ctx, ID, Int, Mutation, Query, Resolver} from 'type-graphql';
import {OwnSession} from './own-session.js';
import type {OwnSessionService} from './own-session.service.js';

@Resolver()
export class OwnSessionResolver {
  constructor(private readonly sessions: OwnSessionService) {}

  @Needs(openTo.own)
  @Query(() => [OwnSession], {description: 'Where you are signed in, the latest first. PERSON_NEEDED for a key.'})
  mySessions(@Ctx() {caller}: RequestContext): Promise<OwnSession[]> {
    return this.sessions.list(caller);
  }

  @Needs(openTo.own)
  @Mutation(() => Boolean, {
    description: 'Ends one of your own sessions, its open sockets included, within seconds. NOT_FOUND.',
  })
  async endSession(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'Which session.'}) id: string,
  ): Promise<boolean> {
    await this.sessions.end(caller, id);
    return true;
  }

  @Needs(openTo.own)
  @Mutation(() => Int, {description: 'Ends all your sessions but the one you ask with; answers how many.'})
  endOtherSessions(@Ctx() {caller}: RequestContext): Promise<number> {
    return this.sessions.endOthers(caller);
  }
}
