import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {givenInParts} from '@concours/kernel/subgraph';
import {Arg, Ctx, FieldResolver, ID, Int, Resolver, Root, Subscription} from 'type-graphql';
import {Entry} from '../entries/entry.js';
import {Round} from '../rounds/round.js';
import type {TallyFeeds} from './tally-feeds.service.js';
import type {Tallies} from './tally.service.js';
import {Tally, TallyEvent} from './tally.js';
import {VotePace} from './vote-pace.js';
import type {VotePaces} from './vote-pace.service.js';

@Resolver(() => TallyEvent)
export class TallySubscriptionResolver {
  @Needs(openTo.anybody)
  @Subscription(() => TallyEvent, {
    description:
      'The counts of a round as everybody may see them: first a SNAPSHOT, then at most one DELTA in 250 ms, a HEARTBEAT when nothing changed for 2 s. NOT_FOUND where there is no such round.',
    subscribe: givenInParts,
  })
  roundTally(@Root() event: TallyEvent, @Arg('roundId', () => ID) _roundId: string): TallyEvent {
    return event;
  }
}

@Resolver(() => Round)
export class RoundTallyResolver {
  constructor(
    private readonly feeds: TallyFeeds,
    private readonly paces: VotePaces,
  ) {}

  @Needs(openTo.published, 'round.read', {at: "the campaign's owner"})
  @FieldResolver(() => Tally, {description: 'The counts now, as far as the caller may see them (A39).'})
  tally(@Root() round: Round, @Ctx() context: RequestContext): Promise<Tally> {
    return context.load<string, Tally>('tally', round.id, (ids) =>
      Promise.all(ids.map((id) => this.feeds.tally(id, context.caller))),
    );
  }

  @Needs(openTo.published, 'round.read', {at: "the campaign's owner"})
  @FieldResolver(() => VotePace, {
    nullable: true,
    description: 'How fast votes came in, no later than its counts are seen (A39); null while these are hidden.',
  })
  votePace(@Root() round: Round, @Ctx() {caller}: RequestContext): Promise<VotePace | null> {
    return this.paces.of(round.id, caller);
  }
}

@Resolver(() => Entry)
export class EntryVotesResolver {
  constructor(private readonly tallies: Tallies) {}

  @Needs(openTo.published, 'round.read', {at: "the campaign's owner"})
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Its votes, as far as the caller may see them; null while hidden.',
  })
  votes(@Root() entry: Entry, @Ctx() context: RequestContext): Promise<number | null> {
    return this.tallies.votesOf(entry, context);
  }
}
