import {Needs} from '@concours/kernel/needs';
import {inputInvalid} from '@concours/kernel/refusal';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Ctx, ID, Mutation, Resolver} from 'type-graphql';
import {RegisteredApp} from './partner-app.js';
import type {PartnerAppService} from './partner-app.service.js';

@Resolver()
export class PartnerAppResolver {
  constructor(private readonly apps: PartnerAppService) {}

  @Needs('app.administer', {at: 'the organisation that runs it'})
  @Mutation(() => RegisteredApp, {
    description:
      'Lets an app vouch for voters with tokens of its own: HS256, iss its id, aud concours, sub, org (a code), exp within 10 minutes.',
  })
  registerPartnerApp(
    @Ctx() {caller}: RequestContext,
    @Arg('name', () => String, {description: 'Its name, at most 100 characters.'}) name: string,
    @Arg('organisationId', () => ID, {description: 'Who runs it.'}) organisationId: string,
  ): Promise<RegisteredApp> {
    if (name.trim() === '' || name.length > 100) throw inputInvalid({field: 'name'});
    return this.apps.register(caller, {name, organisationId});
  }

  @Needs('app.administer', {at: 'the organisation that runs it'})
  @Mutation(() => Boolean, {description: 'No longer believes an app; its tokens count for nothing within seconds.'})
  removePartnerApp(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'Which app.'}) id: string,
  ): Promise<boolean> {
    return this.apps.remove(caller, id);
  }
}
