import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root} from 'type-graphql';
import {CampaignStub} from '../campaigns/campaign-stub.js';
import type {CampaignRefs} from '../campaigns/campaign.service.js';
import {CampaignRetention, RevealedField} from './personal.types.js';
import {dueOf, type RetentionService} from './retention.service.js';
import type {RevealService} from './reveal.service.js';

@Resolver()
export class RevealResolver {
  constructor(private readonly revealing: RevealService) {}

  @Needs('work.reveal', 'screening.reveal', 'work.revealForReason', 'screening.revealForReason', {
    at: "the unit or the campaign's owner",
  })
  @Mutation(() => [RevealedField], {
    description:
      'Shows personal fields of a work in clear, and writes down in the audit trail who saw which of them (R74): never what stands in them. PERSONAL_REASON_NEEDED without a reason for who may only look into single cases, PERSONAL_FIELD_UNKNOWN{field}. NOT_FOUND alike for what does not exist and what the caller may not see.',
  })
  revealPersonal(
    @Arg('submissionId', () => ID, {description: 'The work.'}) submissionId: string,
    @Arg('fields', () => [String], {description: 'Keys of its personal fields, 1 to 100.'}) fields: string[],
    @Arg('reason', () => String, {nullable: true, description: 'Why; at most 500 characters.'}) reason: string | null,
    @Ctx() {caller}: RequestContext,
  ): Promise<RevealedField[]> {
    return this.revealing.reveal(caller, submissionId, fields, reason);
  }
}

@Resolver(() => CampaignStub)
export class CampaignRetentionResolver {
  constructor(
    private readonly campaigns: CampaignRefs,
    private readonly retaining: RetentionService,
  ) {}

  @Needs(openTo.anybody)
  @FieldResolver(() => CampaignRetention, {
    nullable: true,
    description: 'When the personal data of its works goes (R74); null where the definition sets no time.',
  })
  retention(@Root() root: CampaignStub, @Ctx() ctx: RequestContext): Promise<CampaignRetention | null> {
    return ctx.load('retention of campaigns', root.id, (ids) => this.ofCampaigns(ids));
  }

  private async ofCampaigns(ids: readonly string[]): Promise<(CampaignRetention | null)[]> {
    const [campaigns, erased] = await Promise.all([this.campaigns.byIds(ids), this.retaining.lastErased(ids)]);
    return ids.map((id) => {
      const campaign = campaigns.get(id);
      const days = campaign?.definition.policies.retention?.days;
      if (!campaign || days === undefined) return null;
      const when = {days, erasedFrom: dueOf(campaign), erasedAt: erased.get(id) ?? null};
      return Object.assign(new CampaignRetention(), when);
    });
  }
}
