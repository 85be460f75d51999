import type {Clock} from '@concours/kernel/clock';
import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {inputInvalid} from '@concours/kernel/refusal';
import {Arg, Ctx, FieldResolver, ID, Query, Resolver, Root} from 'type-graphql';
import {Campaign} from './campaign.js';
import type {Campaigns} from './campaign.service.js';

@Resolver(() => Campaign)
export class CampaignResolver {
  constructor(
    private readonly service: Campaigns,
    private readonly domainClock: Clock,
  ) {}

  @Needs(openTo.anybody)
  @Query(() => [Campaign], {
    description: 'All campaigns, newest first; unpublished ones for those alone who run or sign them.',
  })
  campaigns(@Ctx() {caller}: RequestContext): Promise<Campaign[]> {
    return this.service.all(caller);
  }

  @Needs(openTo.anybody)
  @Query(() => Campaign, {
    nullable: true,
    description: 'One campaign by its id or its key, exactly one of which is given; null if there is none.',
  })
  async campaign(
    @Arg('id', () => ID, {nullable: true, description: 'Its id.'}) id: string | null,
    @Arg('key', () => String, {nullable: true, description: 'Its key.'}) key: string | null,
    @Ctx() {caller}: RequestContext,
  ): Promise<Campaign | null> {
    if ((id ?? null) === null ? (key ?? null) === null : (key ?? null) !== null) throw inputInvalid({field: 'id'});
    return key ? this.service.byKey(caller, key) : (await this.service.byIds(caller, [id as string]))[0];
  }

  @FieldResolver(() => [Campaign], {
    description: 'The campaigns it stands under, the nearest first, as far as the caller sees them (R7).',
  })
  async parents(@Root() {document}: Campaign, @Ctx() context: RequestContext): Promise<Campaign[]> {
    const above = document.campaign.parents?.map(({campaign}) => campaign) ?? [];
    const seen = await this.seen(context);
    return above.flatMap((key) => seen.find((campaign) => campaign.key === key) ?? []);
  }

  @FieldResolver(() => [Campaign], {
    description: 'The campaigns that stand right under it, newest first, as far as the caller sees them (R7).',
  })
  async children(@Root() {key}: Campaign, @Ctx() context: RequestContext): Promise<Campaign[]> {
    return (await this.seen(context)).filter(({document}) =>
      document.campaign.parents?.some(({campaign}) => campaign === key),
    );
  }

  private async seen(context: RequestContext): Promise<Campaign[]> {
    return context.load('all campaigns', '', async () => [await this.service.all(context.caller)]);
  }

  @FieldResolver(() => Date, {
    description:
      "The server's clock: the now by which stages are open. A demo may stand in another day than the wall clock.",
  })
  clock(): Date {
    return this.domainClock.now();
  }
}
