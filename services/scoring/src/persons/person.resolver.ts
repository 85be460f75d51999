import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Json} from '@concours/kernel/scalars';
import {Ctx, FieldResolver, Int, Resolver, Root} from 'type-graphql';
import {PersonFileStub} from './person-file.ext.js';
import type {PersonSeats} from './person-seats.service.js';

const atRoot = {at: 'a root of the tree'};

@Resolver(() => PersonFileStub)
export class PersonSeatsResolver {
  constructor(private readonly seats: PersonSeats) {}

  @Needs(openTo.own, 'person.administer', atRoot)
  @FieldResolver(() => Int, {
    description: 'On how many panels the person sits or sat. Scores and votes stay, under the id.',
  })
  async judgingSeats(@Root() {id}: PersonFileStub, @Ctx() {caller}: RequestContext): Promise<number> {
    return (await this.seats.find(caller, id)).length;
  }

  @Needs(openTo.own, 'person.administer', atRoot)
  @FieldResolver(() => Json, {
    description: "The person's seats with their own score sheets. Each time it is asked for is written down.",
  })
  judgingData(@Root() {id}: PersonFileStub, @Ctx() {caller}: RequestContext): Promise<object[]> {
    return this.seats.data(caller, id);
  }
}
