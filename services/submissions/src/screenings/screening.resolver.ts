import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root} from 'type-graphql';
import {TrackStub} from '../campaigns/campaign-stub.js';
import {BulkResult} from '../recommendations/bulk-result.js';
import type {ScreeningService} from './screening.service.js';
import {Shortlist} from './shortlist.js';

@Resolver(() => TrackStub)
export class ScreeningResolver {
  constructor(private readonly service: ScreeningService) {}

  @Needs('screening.decide', {at: "the campaign's owner"})
  @Mutation(() => BulkResult, {
    description:
      'Puts recommended works on the shortlist or takes them off, 1 to 500, within the screening stage and until the shortlist is closed; each row is done or refused by itself: NOT_FOUND, NOT_PERMITTED, SCREENING_NONE, SCREENING_NOT_OPEN, SCREENING_OVER, SCREENING_FULL, SCREENING_CLOSED, SUBMISSION_STATE_WRONG, VERSION_CONFLICT (R82).',
  })
  screen(
    @Arg('submissionIds', () => [ID], {description: 'The works, in the order places are given.'})
    submissionIds: string[],
    @Arg('shortlist', () => Boolean, {description: 'True to choose, false to undo.'}) shortlist: boolean,
    @Arg('note', () => String, {nullable: true, description: 'At most 500 characters, kept in the history.'})
    note: string | undefined,
    @Ctx() ctx: RequestContext,
  ): Promise<BulkResult> {
    return this.service.screen(ctx.caller, submissionIds, shortlist, note);
  }

  @Needs('screening.close', {at: "the campaign's owner"})
  @Mutation(() => Shortlist, {
    description:
      'Closes the shortlist for good: what is on it becomes public and may take part in a round, what was recommended and is not on it becomes NOT_SHORTLISTED. Doing it twice changes nothing. SCREENING_NONE, SCREENING_NOT_OPEN, SHORTLIST_EMPTY.',
  })
  closeShortlist(
    @Arg('campaignId', () => ID, {description: 'The campaign.'}) campaignId: string,
    @Arg('trackKey', () => String, {description: 'The track.'}) trackKey: string,
    @Ctx() ctx: RequestContext,
  ): Promise<Shortlist> {
    return this.service.close(ctx.caller, campaignId, trackKey);
  }

  @Needs(openTo.published, 'screening.read', {at: "the campaign's owner"})
  @FieldResolver(() => Shortlist, {
    nullable: true,
    description: 'Null where the track has no screening, and, until it is closed, for those who do not screen.',
  })
  shortlist(@Root() root: TrackStub, @Ctx() ctx: RequestContext): Promise<Shortlist | null> {
    return ctx.load('shortlists', root.id, (ids) =>
      this.service.shortlists(
        ctx.caller,
        ids.map((id) => TrackStub.parts(id)),
      ),
    );
  }
}
