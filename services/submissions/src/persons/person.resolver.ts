import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Json} from '@concours/kernel/scalars';
import {Ctx, FieldResolver, Resolver, Root} from 'type-graphql';
import {Submission} from '../submissions/submission.js';
import {PersonFileStub} from './person-file.ext.js';
import type {PersonWorks} from './person-works.service.js';

const atRoot = {at: 'a root of the tree'};

@Resolver(() => PersonFileStub)
export class PersonWorksResolver {
  constructor(private readonly works: PersonWorks) {}

  @Needs(openTo.own, 'person.administer', atRoot)
  @FieldResolver(() => [Submission], {
    name: 'works',
    description:
      "Works in which the person's number or address stands, at most 1,000. Empty in one's own file: nobody has proved there that a number is theirs.",
  })
  worksOf(@Root() {id}: PersonFileStub, @Ctx() {caller}: RequestContext): Promise<Submission[]> {
    return this.works.find(caller, id);
  }

  @Needs(openTo.own, 'person.administer', atRoot)
  @FieldResolver(() => Json, {
    description: 'These works with their personal fields in clear. Each time it is asked for is written down.',
  })
  worksData(@Root() {id}: PersonFileStub, @Ctx() {caller}: RequestContext): Promise<object[]> {
    return this.works.data(caller, id);
  }
}
