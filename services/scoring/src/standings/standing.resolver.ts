import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Ctx, FieldResolver, Resolver, Root} from 'type-graphql';
import {Entry} from '../entries/entry.js';
import {Round} from '../rounds/round.js';
import type {StandingReading} from './standing-reading.service.js';
import {Explanation, Standing} from './standing.js';

@Resolver(() => Round)
export class RoundStandingResolver {
  constructor(private readonly reading: StandingReading) {}

  @Needs(openTo.published, 'round.read', {at: "the campaign's owner"})
  @FieldResolver(() => Standing, {
    description:
      'The order of its entries. Live for who may read the round (counts as they are shown, never a held-back one); for everybody from the public notice on; NOT_PERMITTED before.',
  })
  standing(@Root() round: Round, @Ctx() context: RequestContext): Promise<Standing> {
    return context.load<Round, Standing>('standing', round, (rounds) =>
      Promise.all(rounds.map((each) => this.reading.standing(context.caller, each).catch((error: Error) => error))),
    );
  }
}

@Resolver(() => Entry)
export class EntryExplanationResolver {
  constructor(private readonly reading: StandingReading) {}

  @Needs(openTo.published, 'round.read', {at: "the campaign's owner"})
  @FieldResolver(() => Explanation, {
    nullable: true,
    description: 'How its total came about; null where the standing is not shown to the caller.',
  })
  explanation(@Root() entry: Entry, @Ctx() context: RequestContext): Promise<Explanation | null> {
    return this.reading.explanation(context, entry);
  }
}
