import type {Caller} from '@concours/kernel/identity';
import {isSignedIn} from '@concours/kernel/scope';
import type {CampaignRef} from '../campaigns/campaign-ref.js';
import type {CampaignRefs} from '../campaigns/campaign.service.js';
import type {OrganisationRefs} from '../organisations/organisation.service.js';
import {type Classification, classification} from './cap.rules.js';

export interface ClassIn {
  campaign: CampaignRef;
  found: Classification;
  caps: {trackKey: string; most: number}[];
}

/** Which class for caps an organisation is of, campaign by campaign. */
export class UnitClassService {
  constructor(
    private readonly campaigns: CampaignRefs,
    private readonly organisations: OrganisationRefs,
  ) {}

  /** Names, kinds and definitions are public to whoever is signed in; so is what follows from them. */
  async ofUnit(caller: Caller, organisationId: string): Promise<ClassIn[]> {
    if (!isSignedIn(caller)) return [];
    const organisation = await this.organisations.find(organisationId);
    if (!organisation) return [];
    const campaigns = await this.campaigns.all();
    return campaigns.flatMap((campaign) => {
      const {classes = [], tracks} = campaign.definition;
      if (classes.length === 0) return [];
      const found = classification(classes, organisation);
      const caps = tracks.flatMap((track) => {
        const cap = track.recommendation?.caps.find((candidate) => candidate.class === found.class?.key);
        return cap ? [{trackKey: track.key, most: cap.most}] : [];
      });
      return [{campaign, found, caps}];
    });
  }
}
