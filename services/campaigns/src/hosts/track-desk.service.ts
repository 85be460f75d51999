import type {Caller} from '@concours/kernel/identity';
import {notFound} from '@concours/kernel/refusal';
import {demand, may, type Need} from '@concours/kernel/scope';
import {type Permission, permissions} from '@concours/schema/access';
import type {TrackDefinition} from '@concours/schema/definition/track';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';

export interface OnTrack {
  campaign: Campaign;
  track: TrackDefinition;
  /** Where rights over the campaign are held. */
  path: string;
}

/** Tracks as those who host them meet them: found by id, with what the caller may do there. */
export class TrackDesk {
  constructor(private readonly campaigns: Campaigns) {}

  /** `<campaignId>:<key>`; NOT_FOUND alike for what is not there and what the caller does not see. */
  async one(caller: Caller, trackId: string): Promise<OnTrack> {
    const [campaignId = '', key] = trackId.split(':');
    const campaign = await this.campaigns.one(caller, campaignId);
    const track = campaign.document.tracks.find((candidate) => candidate.key === key);
    if (!track) throw notFound();
    return {campaign, track, path: await this.campaigns.ownerPath(campaign)};
  }

  async demand(caller: Caller, permission: Permission, trackId: string): Promise<OnTrack & {need: Need}> {
    const found = await this.one(caller, trackId);
    const need = needOn(found, permission);
    demand(caller, need);
    return {...found, need};
  }

  ownerPath(campaign: Campaign): Promise<string> {
    return this.campaigns.ownerPath(campaign);
  }
}

export const needOn = ({campaign, track, path}: OnTrack, permission: Permission): Need => ({
  roles: permissions[permission],
  path,
  within: `${campaign.id}/${track.key}`,
});

export const mayOn = (caller: Caller, on: OnTrack, permission: Permission): boolean =>
  may(caller, needOn(on, permission));
