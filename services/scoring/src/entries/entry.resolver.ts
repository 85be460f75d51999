import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Ctx, FieldResolver, ID, Query, Resolver, Root} from 'type-graphql';
import {OrganisationStub} from '../organisations/organisation.js';
import {Round} from '../rounds/round.js';
import type {Rounds} from '../rounds/round.service.js';
import {SubmissionStub} from '../submissions/submission.js';
import type {Entries} from './entry.service.js';
import {Entry} from './entry.js';

@Resolver(() => Entry)
export class EntryResolver {
  constructor(
    private readonly entries: Entries,
    private readonly rounds: Rounds,
  ) {}

  @Needs(openTo.anybody)
  @Query(() => Entry, {nullable: true, description: 'An entry by its id; null where there is none.'})
  async entry(@Arg('id', () => ID) id: string): Promise<Entry | null> {
    return (await this.entries.findMany([id]))[0];
  }

  @FieldResolver(() => Round, {description: 'The round it takes part in.'})
  async round(@Root() entry: Entry, @Ctx() context: RequestContext): Promise<Round | null> {
    return context.load<string, Round | null>('rounds', entry.roundId, (ids) => this.rounds.findMany(ids));
  }

  @FieldResolver(() => SubmissionStub, {description: 'The work.'})
  submission(@Root() entry: Entry): SubmissionStub {
    return Object.assign(new SubmissionStub(), {id: entry.submissionId});
  }

  @FieldResolver(() => OrganisationStub, {description: 'The unit whose work it is.'})
  organisation(@Root() entry: Entry): OrganisationStub {
    return Object.assign(new OrganisationStub(), {id: entry.organisationId});
  }
}
