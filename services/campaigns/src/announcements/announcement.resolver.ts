import {Needs, openTo} from '@concours/kernel/needs';
import {Page} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/request-context';
import {isSignedIn} from '@concours/kernel/scope';
import {Arg, Args, Ctx, FieldResolver, ID, Mutation, ObjectType, Resolver, Root} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import {Announcement} from './announcement.js';
import {TrackPageArgs} from '../tracks/track-page.js';
import {AnnouncementInput} from './announcement.inputs.js';
import type {Announcements} from './announcement.service.js';

@ObjectType({description: 'A page of announcements, the newest first.'})
export class AnnouncementPage extends Page(Announcement, 'Announcement') {}

@Resolver(() => Campaign)
export class CampaignAnnouncementResolver {
  constructor(private readonly service: Announcements) {}

  @FieldResolver(() => AnnouncementPage, {description: 'What was told to everybody, the newest first.'})
  announcements(@Root() campaign: Campaign, @Args(() => TrackPageArgs) page: TrackPageArgs): Promise<AnnouncementPage> {
    return this.service.page(campaign, page);
  }

  @Needs('campaign.announce', {at: "the campaign's owner"})
  @Mutation(() => Announcement, {description: 'Tells everybody something about a campaign or a track.'})
  publishAnnouncement(
    @Arg('campaignId', () => ID, {description: 'The campaign.'}) campaignId: string,
    @Arg('input', () => AnnouncementInput, {description: 'What is told.'}) input: AnnouncementInput,
    @Ctx() {caller}: RequestContext,
  ): Promise<Announcement> {
    return this.service.publish(caller, campaignId, input);
  }

  @Needs('campaign.announce', {at: "the campaign's owner"})
  @Mutation(() => Boolean, {description: 'Takes an announcement back: it is shown no more, and stays on record.'})
  retractAnnouncement(
    @Arg('id', () => ID, {description: 'The announcement.'}) id: string,
    @Arg('reason', () => String, {description: 'Why, in 1 to 500 characters.'}) reason: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<boolean> {
    return this.service.retract(caller, id, reason);
  }
}

@Resolver(() => Announcement)
export class AnnouncementResolver {
  @Needs(openTo.signedIn)
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Name of the account that published it; null for those who are not signed in.',
  })
  publishedBy(@Root() {byName}: Announcement, @Ctx() {caller}: RequestContext): string | null {
    return isSignedIn(caller) ? byName : null;
  }
}
