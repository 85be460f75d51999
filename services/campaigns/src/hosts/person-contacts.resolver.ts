import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Json} from '@concours/kernel/scalars';
import {Ctx, FieldResolver, Int, Resolver, Root} from 'type-graphql';
import {PersonFileStub} from '../persons/person-file.js';
import type {PersonContacts} from './person-contacts.service.js';

const atRoot = {at: 'a root of the tree'};

@Resolver(() => PersonFileStub)
export class PersonContactsResolver {
  constructor(private readonly contacts: PersonContacts) {}

  @Needs(openTo.own, 'person.administer', atRoot)
  @FieldResolver(() => Int, {
    description: "How many contacts of hosts have the person's number or address (R12). None in one's own file.",
  })
  async hostContacts(@Root() {id}: PersonFileStub, @Ctx() {caller}: RequestContext): Promise<number> {
    return (await this.contacts.find(caller, id)).length;
  }

  @Needs(openTo.own, 'person.administer', atRoot)
  @FieldResolver(() => Json, {description: 'These contacts in clear. Each time it is asked for is written down.'})
  hostContactsData(@Root() {id}: PersonFileStub, @Ctx() {caller}: RequestContext): Promise<object[]> {
    return this.contacts.data(caller, id);
  }
}
