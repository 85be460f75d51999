import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {inputInvalid, notFound} from '@concours/kernel/refusal';
import {demand, type Need} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {IsNull} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {newestFirst, type PageOfTrack} from '../newest-first.js';
import {Announcement} from './announcement.js';
import type {AnnouncementInput} from './announcement.inputs.js';

/** What is told to everybody; taken back, it is shown no more and stays on record. */
export class Announcements {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
  ) {}

  page(campaign: Campaign, asked: PageOfTrack) {
    const rows = this.database.read
      .createQueryBuilder(Announcement, 'a')
      .where('a.campaignId = :campaign AND a.retractedAt IS NULL', {campaign: campaign.id});
    return newestFirst(rows, asked);
  }

  async publish(caller: Caller, campaignId: string, input: AnnouncementInput): Promise<Announcement> {
    const campaign = await this.campaigns.one(caller, campaignId);
    const trackKey = input.trackKey ?? null;
    const need = await this.demand(caller, campaign, trackKey);
    const {titleZh, titleEn, bodyZh, bodyEn} = input;
    const texts = {titleZh: titleZh.trim(), titleEn: titleEn?.trim() || null, bodyZh: bodyZh.trim()};
    if (texts.titleZh === '' || texts.bodyZh === '') throw inputInvalid({field: 'input'});
    const announcement = Object.assign(new Announcement(), {
      ...{id: newId(), campaignId, trackKey, ...texts, bodyEn: bodyEn?.trim() || null},
      ...{publishedAt: this.clock.now(), byId: caller.id, byName: caller.name, retractedAt: null, retractReason: null},
    });
    await this.database.write(async (manager) => {
      await manager.insert(Announcement, announcement);
      const after = {trackKey, title: announcement.titleZh, body: announcement.bodyZh};
      await record(manager, caller, {...entryOf(announcement, campaign, 'publishAnnouncement'), need, after});
    });
    return announcement;
  }

  async retract(caller: Caller, id: string, reason: string): Promise<boolean> {
    const announcement = await this.database.read.findOneBy(Announcement, {id, retractedAt: IsNull()});
    if (!announcement) throw notFound();
    const campaign = await this.campaigns.one(caller, announcement.campaignId);
    const need = await this.demand(caller, campaign, announcement.trackKey);
    const why = reason.trim();
    if (why === '' || why.length > 500) throw inputInvalid({field: 'reason'});
    await this.database.write(async (manager) => {
      const retracted = {retractedAt: this.clock.now(), retractReason: why};
      const {affected} = await manager.update(Announcement, {id, retractedAt: IsNull()}, retracted);
      if (affected !== 1) throw notFound();
      const before = {title: announcement.titleZh};
      await record(manager, caller, {
        ...entryOf(announcement, campaign, 'retractAnnouncement'),
        ...{need, before, reason: why},
      });
    });
    return true;
  }

  private async demand(caller: Caller, campaign: Campaign, trackKey: string | null): Promise<Need> {
    const within = trackKey === null ? campaign.id : `${campaign.id}/${trackKey}`;
    const path = await this.campaigns.ownerPath(campaign);
    const need = {roles: permissions['campaign.announce'], path, within};
    demand(caller, need);
    if (trackKey !== null && !campaign.document.tracks.some(({key}) => key === trackKey)) throw notFound();
    return need;
  }
}

function entryOf({id}: Announcement, campaign: Campaign, action: string) {
  const of = {organisationId: campaign.ownerId, campaignId: campaign.id};
  return {action, subject: {type: 'Announcement', id}, ...of};
}
