import {Needs} from '@concours/kernel/needs';
import {Page, type PageOf} from '@concours/kernel/page';
import {inputInvalid} from '@concours/kernel/refusal';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, registerEnumType, Resolver, Root} from 'type-graphql';
import type {OrganisationReadingService} from '../organisations/organisation-reading.service.js';
import {Organisation} from '../organisations/organisation.js';
import {addressOf, DisplayAmendment, DisplaysArgs, PairingInput} from './display.inputs.js';
import {Display, IssuedToken} from './display.js';
import {wallOfDisplay, type DisplayService} from './display.service.js';
import type {DisplayState} from './pairing.rules.js';
import type {PairingService} from './pairing.service.js';
import {Wall} from './wall.js';

const DisplayPage = Page(Display, 'Display');
const DisplayStates = {NEVER: 'NEVER', LIVE: 'LIVE', LATE: 'LATE'} as const;
registerEnumType(DisplayStates, {
  name: 'DisplayState',
  description: 'Whether a screen is there.',
  valuesConfig: {
    NEVER: {description: 'It has not asked for anything yet.'},
    LIVE: {description: 'It asked for something within the last three minutes.'},
    LATE: {description: 'It has been silent for more than three minutes.'},
  },
});

@Resolver(() => Display)
export class DisplayResolver {
  constructor(
    private readonly displays: DisplayService,
    private readonly pairings: PairingService,
    private readonly organisations: OrganisationReadingService,
  ) {}

  @Needs('display.read')
  @Query(() => DisplayPage, {
    name: 'displays',
    description: 'Screens of organisations at or below the places that you administer or audit, the oldest first.',
  })
  list(@Ctx() {caller}: RequestContext, @Args() args: DisplaysArgs): Promise<PageOf<Display>> {
    return this.displays.page(caller, args);
  }

  @Needs('display.administer', {at: 'the organisation'})
  @Mutation(() => Display, {
    description:
      'Makes the screen that shows a code a display; it goes to its wall by itself within seconds. A code lasts 10 minutes and is good for one use. PAIRING_CODE_UNKNOWN, PAIRING_THROTTLED after 10 wrong ones in a quarter of an hour; PERSON_NEEDED for a key.',
  })
  pairDisplay(
    @Ctx() {caller}: RequestContext,
    @Arg('input', () => PairingInput, {description: 'Which screen, and what it shows.'}) input: PairingInput,
  ): Promise<Display> {
    return this.pairings.pair(caller, {...input, wall: addressOf(input.wall)});
  }

  @Needs('display.administer', {at: 'its organisation'})
  @Mutation(() => Display, {
    description:
      'Gives a screen another name or another wall, where it goes by itself within seconds. NOT_PERMITTED for one of other places, whether there is one or not.',
  })
  amendDisplay(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'Which screen.'}) id: string,
    @Arg('input', () => DisplayAmendment, {description: 'What changes.'}) {name, wall}: DisplayAmendment,
  ): Promise<Display> {
    return this.displays.amend(caller, id, {name: name ?? undefined, wall: wall ? addressOf(wall) : undefined});
  }

  @Needs('display.administer', {at: 'the organisation'})
  @Mutation(() => IssuedToken, {
    description:
      'A token for a program that shows walls of this organisation and those below; it does nothing else. Browsers are paired with a code: pairDisplay. PERSON_NEEDED for a key.',
  })
  issueDisplayToken(
    @Ctx() {caller}: RequestContext,
    @Arg('name', () => String, {description: 'Where it hangs, at most 100 characters.'}) name: string,
    @Arg('organisationId', () => ID, {description: 'Whose walls it shows.'}) organisationId: string,
  ): Promise<IssuedToken> {
    if (name.trim() === '' || name.length > 100) throw inputInvalid({field: 'name'});
    return this.displays.issue(caller, {name, organisationId});
  }

  @Needs('display.administer', {at: 'its organisation'})
  @Mutation(() => Boolean, {
    description:
      "Ends a screen's token, open sockets included, within seconds; a paired screen then shows a code again. PERSON_NEEDED for a key.",
  })
  revokeDisplayToken(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: "The display's id, or the one that a token was issued with."}) id: string,
  ): Promise<boolean> {
    return this.displays.revoke(caller, id);
  }

  @FieldResolver(() => Organisation, {nullable: true, description: 'Whose it is; it shows walls of all below, too.'})
  organisation(@Root() {organisationId}: Display, @Ctx() context: RequestContext): Promise<Organisation | null> {
    return context.load('organisation', organisationId, (ids) => this.organisations.byIds(ids));
  }

  @FieldResolver(() => Wall, {nullable: true, description: 'What it shows; null for a token that was only issued.'})
  wall(@Root() display: Display): Wall | null {
    return wallOfDisplay(display);
  }

  @FieldResolver(() => DisplayStates, {description: 'Whether it is there, by real time.'})
  state(@Root() display: Display): DisplayState {
    return this.displays.stateOf(display);
  }
}
