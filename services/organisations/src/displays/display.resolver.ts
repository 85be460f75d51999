import {Needs} from '@concours/kernel/needs';
import {inputInvalid} from '@concours/kernel/refusal';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Ctx, ID, Mutation, Resolver} from 'type-graphql';
import {IssuedToken} from './display.js';
import type {DisplayService} from './display.service.js';

@Resolver()
export class DisplayResolver {
  constructor(private readonly displays: DisplayService) {}

  @Needs('organisation.administer', {at: 'its place'})
  @Mutation(() => IssuedToken, {
    description: 'A token for a screen: it shows walls of this organisation and those below, and does nothing else.',
  })
  issueDisplayToken(
    @Ctx() {caller}: RequestContext,
    @Arg('name', () => String, {description: 'Where it hangs, at most 100 characters.'}) name: string,
    @Arg('organisationId', () => ID, {description: 'Whose walls it shows.'}) organisationId: string,
  ): Promise<IssuedToken> {
    if (name.trim() === '' || name.length > 100) throw inputInvalid({field: 'name'});
    return this.displays.issue(caller, {name, organisationId});
  }

  @Needs('organisation.administer', {at: 'its place'})
  @Mutation(() => Boolean, {description: "Ends a screen's token, open sockets included, within seconds."})
  revokeDisplayToken(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'The id it was issued with.'}) id: string,
  ): Promise<boolean> {
    return this.displays.revoke(caller, id);
  }
}
