import {PageArgs} from '@concours/kernel/page';
import {Arg, Args, FieldResolver, ID, Int, Resolver, Root} from 'type-graphql';
import {Round} from '../rounds/round.js';
import type {Entries} from './entry.service.js';
import {Entry, EntryPage} from './entry.js';

@Resolver(() => Round)
export class RoundEntriesResolver {
  constructor(private readonly reading: Entries) {}

  @FieldResolver(() => Int, {description: 'How many entries it has, withdrawn ones included.'})
  entryCount(@Root() round: Round): Promise<number> {
    return this.reading.count(round.id);
  }

  @FieldResolver(() => EntryPage, {description: 'Its entries by number.'})
  entries(@Root() round: Round, @Args(() => PageArgs) page: PageArgs): Promise<EntryPage> {
    return this.reading.page(round.id, page);
  }

  @FieldResolver(() => Entry, {nullable: true, description: 'One entry of this round; null where it is not in it.'})
  async entry(@Root() round: Round, @Arg('id', () => ID) id: string): Promise<Entry | null> {
    const [entry] = await this.reading.findMany([id]);
    return entry?.roundId === round.id ? entry : null;
  }
}
