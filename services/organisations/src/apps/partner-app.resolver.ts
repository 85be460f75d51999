import {Needs} from '@concours/kernel/needs';
import {inputInvalid} from '@concours/kernel/refusal';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root} from 'type-graphql';
import {DISPLAY_NAME} from '../display-name.js';
import type {OrganisationReadingService} from '../organisations/organisation-reading.service.js';
import {Organisation} from '../organisations/organisation.js';
import {AppKey} from './app-key.js';
import {IssuedAppKey, PartnerApp, RegisteredApp, VoterTokenDay} from './partner-app.js';
import type {PartnerAppService} from './partner-app.service.js';
import type {VoterTokenCount} from './voter-token-count.js';

const publicKey = {
  nullable: true,
  description:
    'A public key, P-256 (ES256) or Ed25519 (EdDSA), in PEM or as a JWK; left out, the platform makes a secret for HS256.',
} as const;

@Resolver(() => PartnerApp)
export class PartnerAppResolver {
  constructor(
    private readonly apps: PartnerAppService,
    private readonly count: VoterTokenCount,
    private readonly organisations: OrganisationReadingService,
  ) {}

  @Needs('app.read')
  @Query(() => [PartnerApp], {
    description: 'Apps that vouch for voters, of organisations at or below the places that you administer or audit.',
  })
  partnerApps(@Ctx() {caller}: RequestContext): Promise<PartnerApp[]> {
    return this.apps.list(caller);
  }

  @Needs('app.administer', {at: 'the organisation that runs it'})
  @Mutation(() => RegisteredApp, {
    description:
      'Lets an app vouch for voters with tokens of its own, JWTs signed with HS256, ES256 or EdDSA: iss its id, aud concours, sub (opaque, stable, at most 64 characters), org (the code of a unit, if it has one), dev (a telephone or browser, as the app numbers them, at most 100 characters) and since (the day the voter registered there, YYYY-MM-DD), exp within 10 minutes; kid and jti may be there. PUBLIC_KEY_INVALID.',
  })
  registerPartnerApp(
    @Ctx() {caller}: RequestContext,
    @Arg('name', () => String, {description: 'Its name, at most 100 characters.'}) name: string,
    @Arg('organisationId', () => ID, {description: 'Who runs it.'}) organisationId: string,
    @Arg('publicKey', () => String, publicKey) given?: string | null,
  ): Promise<RegisteredApp> {
    if (name.length > 100 || !DISPLAY_NAME.test(name)) throw inputInvalid({field: 'name'});
    return this.apps.register(caller, {name, organisationId, publicKey: given});
  }

  @Needs('app.administer', {at: 'the organisation that runs it'})
  @Mutation(() => IssuedAppKey, {
    description:
      'Gives an app one more key, beside those that it has: it changes over, and the old one is ended then. At most 3 at a time: APP_KEYS_TOO_MANY. PUBLIC_KEY_INVALID.',
  })
  addPartnerAppKey(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'Which app.'}) id: string,
    @Arg('publicKey', () => String, publicKey) given?: string | null,
  ): Promise<IssuedAppKey> {
    return this.apps.addKey(caller, id, given);
  }

  @Needs('app.administer', {at: 'the organisation that runs it'})
  @Mutation(() => Boolean, {description: 'Ends one key of an app; what it signed counts for nothing within seconds.'})
  endPartnerAppKey(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'Which key.'}) id: string,
  ): Promise<boolean> {
    return this.apps.endKey(caller, id);
  }

  @Needs('app.administer', {at: 'the organisation that runs it'})
  @Mutation(() => PartnerApp, {
    description: 'Believes an app no longer, or again; its tokens count for nothing within seconds.',
  })
  suspendPartnerApp(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'Which app.'}) id: string,
    @Arg('suspended', () => Boolean, {description: 'False to believe it again.'}) suspended: boolean,
  ): Promise<PartnerApp> {
    return this.apps.suspend(caller, id, suspended);
  }

  @Needs('app.administer', {at: 'the organisation that runs it'})
  @Mutation(() => Boolean, {
    description:
      'No longer knows an app; its tokens count for nothing within seconds. Votes of its voters stay, and one registered anew has other voters.',
  })
  removePartnerApp(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'Which app.'}) id: string,
  ): Promise<boolean> {
    return this.apps.remove(caller, id);
  }

  @FieldResolver(() => Organisation, {nullable: true, description: 'Who runs it.'})
  organisation(@Root() {organisationId}: PartnerApp, @Ctx() context: RequestContext): Promise<Organisation | null> {
    return context.load('organisation', organisationId, (ids) => this.organisations.byIds(ids));
  }

  @FieldResolver(() => [AppKey], {description: 'What it may sign with at present, the oldest first.'})
  keys(@Root() {id}: PartnerApp, @Ctx() context: RequestContext): Promise<AppKey[]> {
    return context.load('keys of an app', id, (ids) => this.apps.keysOf(ids));
  }

  @FieldResolver(() => [VoterTokenDay], {description: 'Voter tokens seen on the last 30 days, the latest first.'})
  voterTokens(@Root() {id}: PartnerApp, @Ctx() context: RequestContext): Promise<VoterTokenDay[]> {
    return context.load('days of an app', id, (ids) => this.count.ofApps(ids));
  }
}
