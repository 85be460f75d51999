import {Needs, openTo} from '@concours/kernel/needs';
import {PageArgs} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/request-context';
import {Args, Ctx, FieldResolver, Resolver, Root} from 'type-graphql';
import {Round} from '../rounds/round.js';
import type {CorrectionReading} from './correction-reading.service.js';
import {TallyCorrectionPage} from './tally-correction.js';

@Resolver(() => Round)
export class RoundCorrectionsResolver {
  constructor(private readonly reading: CorrectionReading) {}

  @Needs(openTo.anybody)
  @FieldResolver(() => TallyCorrectionPage, {
    description: 'The corrections of its counts, the newest first: each with its reason (R101).',
  })
  tallyCorrections(
    @Root() round: Round,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() {caller}: RequestContext,
  ): Promise<TallyCorrectionPage> {
    return this.reading.page(caller, round, page);
  }
}
