import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Args, Ctx, FieldResolver, Int, Resolver, Root} from 'type-graphql';
import {CampaignStub, TrackStub} from '../campaigns/campaign-stub.js';
import type {SubmissionAccess} from './submission-access.service.js';
import {SubmissionPageArgs} from './submission.inputs.js';
import {SubmissionPage} from './submission.types.js';

@Resolver(() => CampaignStub)
export class CampaignSubmissionsResolver {
  constructor(private readonly access: SubmissionAccess) {}

  @Needs(openTo.published, 'work.read', 'screening.read', {at: "the unit or the campaign's owner"})
  @FieldResolver(() => SubmissionPage, {
    description: 'The works of the campaign that the caller may see; the same as the query `submissions`.',
  })
  submissions(
    @Root() root: CampaignStub,
    @Args(() => SubmissionPageArgs) args: SubmissionPageArgs,
    @Ctx() ctx: RequestContext,
  ): Promise<SubmissionPage> {
    return this.access.page(ctx.caller, root.id, args);
  }
}

@Resolver(() => TrackStub)
export class TrackSubmissionsResolver {
  constructor(private readonly access: SubmissionAccess) {}

  @Needs(openTo.published, 'work.read', 'screening.read', {at: "the unit or the campaign's owner"})
  @FieldResolver(() => Int, {
    description: 'How many works of the track were handed in and not taken back, of those the caller may see.',
  })
  async submissionCount(@Root() root: TrackStub, @Ctx() ctx: RequestContext): Promise<number> {
    const {campaignId, trackKey} = TrackStub.parts(root.id);
    const counts = await ctx.load('works by track', campaignId, (ids) =>
      Promise.all(ids.map((id) => this.access.counts(ctx.caller, id))),
    );
    return counts.get(trackKey) ?? 0;
  }
}
