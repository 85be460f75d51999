import type {RequestContext} from '@concours/kernel/subgraph';
import {DateTime} from '@concours/kernel/scalars';
import {Arg, Ctx, FieldResolver, Resolver, Root} from 'type-graphql';
import type {OrganisationHistory} from './organisation-history.service.js';
import type {OrganisationReadingService} from './organisation-reading.service.js';
import {Organisation} from './organisation.js';
import {OrganisationPeriod} from './organisation-period.js';

@Resolver(() => Organisation)
export class OrganisationHistoryResolver {
  constructor(private readonly periods: OrganisationHistory) {}

  @FieldResolver(() => [OrganisationPeriod], {
    description: 'Everything it was, the first first: names, kind, level, what was above it, closed or not.',
  })
  history(@Root() {id}: Organisation, @Ctx() context: RequestContext): Promise<OrganisationPeriod[]> {
    return context.load('organisation history', id, (ids) => this.periods.of(ids));
  }

  @FieldResolver(() => OrganisationPeriod, {
    nullable: true,
    description: 'What it was at an instant: how a paper of that day names it. Null for an instant before it is known.',
  })
  at(
    @Root() {id}: Organisation,
    @Arg('instant', () => DateTime, {description: 'When.'}) instant: Date,
    @Ctx() context: RequestContext,
  ): Promise<OrganisationPeriod | null> {
    // the key is a text, or equal questions would not meet
    return context.load(`organisation at ${instant.toISOString()}`, id, (ids) =>
      this.periods.at(ids.map((each) => ({id: each, instant}))),
    );
  }
}

@Resolver(() => OrganisationPeriod)
export class OrganisationPeriodResolver {
  constructor(private readonly organisations: OrganisationReadingService) {}

  @FieldResolver(() => Organisation, {
    nullable: true,
    description: 'What was above it then; its own `at` tells how that was called. Null at the root.',
  })
  parent(@Root() {parentId}: OrganisationPeriod, @Ctx() context: RequestContext): Promise<Organisation | null> | null {
    return this.one(parentId, context);
  }

  @FieldResolver(() => Organisation, {
    nullable: true,
    description: 'The one it was merged with, split off or went along with; null for everything else.',
  })
  counterpart(
    @Root() {counterpartId}: OrganisationPeriod,
    @Ctx() context: RequestContext,
  ): Promise<Organisation | null> | null {
    return this.one(counterpartId, context);
  }

  private one(id: string | null, context: RequestContext): Promise<Organisation | null> | null {
    return id === null ? null : context.load('organisation', id, (ids) => this.organisations.byIds(ids));
  }
}
