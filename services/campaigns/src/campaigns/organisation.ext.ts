import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Ctx, Field, FieldResolver, ObjectType, Resolver, Root} from 'type-graphql';
import {Organisation} from '../organisations/organisation.js';
import type {Plans} from '../plans/plan.service.js';
import {Track} from '../tracks/track.js';
import {Campaign} from './campaign.js';
import type {Campaigns} from './campaign.service.js';
import {HostingRole} from './hosting.js';

@ObjectType({description: 'A track that an organisation hosts, and as what.'})
export class HostedTrack {
  @Field(() => Track, {description: 'The track.'})
  track: Track;

  @Field(() => HostingRole, {description: 'What it is to the track (R3, R5, R6).'})
  role: HostingRole;
}

@ObjectType({description: 'What an organisation has to do with a campaign, as the definition in force says.'})
export class CampaignPart {
  @Field(() => Campaign, {description: 'The campaign.'})
  campaign: Campaign;

  @Field(() => Boolean, {description: 'Whether it owns the campaign.'})
  owns: boolean;

  @Field(() => [HostingRole], {description: 'What it is to the campaign as a whole.'})
  roles: HostingRole[];

  @Field(() => [HostedTrack], {description: 'The tracks it hosts.'})
  tracks: HostedTrack[];

  @Field(() => Boolean, {description: 'Whether the allocation of the plan has a row of its own for it (R31).'})
  hasQuota: boolean;
}

@Resolver(() => Organisation)
export class OrganisationCampaignsResolver {
  constructor(
    private readonly service: Campaigns,
    private readonly plans: Plans,
  ) {}

  @Needs(openTo.anybody)
  @FieldResolver(() => [CampaignPart], {
    description: 'The campaigns that name it: as owner, host of the whole or of tracks, or in the plan; newest first.',
  })
  async campaigns(@Root() {id}: Organisation, @Ctx() context: RequestContext): Promise<CampaignPart[]> {
    const all = await context.load('all campaigns', '', async () => [await this.service.all(context.caller)]);
    const withRow = await this.plans.campaignsWithRow(id);
    return all.map((campaign) => partOf(campaign, id, withRow.has(campaign.id))).filter((part) => part !== null);
  }
}

function partOf(campaign: Campaign, id: string, hasQuota: boolean): CampaignPart | null {
  const {document, organisationIds} = campaign;
  const named = (codes: readonly string[]) => codes.some((code) => organisationIds[code] === id);
  const rolesIn = (hosting: typeof document.campaign.hosting) =>
    hosting.filter(({organisations}) => named(organisations)).map(({role}) => HostingRole[role]);
  const part = {
    campaign,
    owns: campaign.ownerId === id,
    roles: rolesIn(document.campaign.hosting),
    tracks: document.tracks.flatMap((track) =>
      rolesIn(track.hosting).map((role) => Object.assign(new HostedTrack(), {track: Track.of(campaign, track), role})),
    ),
    hasQuota,
  };
  const takesPart = part.owns || part.hasQuota || part.roles.length > 0 || part.tracks.length > 0;
  return takesPart ? Object.assign(new CampaignPart(), part) : null;
}
