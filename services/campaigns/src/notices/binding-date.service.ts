import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {may} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {Organisation} from '../organisations/organisation.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {endsOf} from './binding-ends.js';
import {BindingDate} from './forwarded-date.js';
import type {Forwarding} from './forwarding.js';
import type {ForwardingReading} from './forwarding-reading.service.js';
import {bindingOf} from './forwarding.rules.js';
import {setFor} from './forwarding.service.js';

/** What binds a unit: worked out along its way in the tree as it stands, so that it follows whatever moves above. */
export class BindingDates {
  constructor(
    private readonly database: Database,
    private readonly campaigns: Campaigns,
    private readonly reading: ForwardingReading,
  ) {}

  async of(caller: Caller, campaignId: string, organisationId: string): Promise<BindingDate[]> {
    const campaign = await this.campaigns.one(caller, campaignId);
    const unit = await this.readable(caller, campaign, organisationId);
    if (!unit) throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
    return this.along(campaign, unit.path);
  }

  /** The same for who may read it; for everybody else the unit has none. */
  async seenBy(caller: Caller, campaign: Campaign, organisationId: string): Promise<BindingDate[]> {
    const unit = await this.readable(caller, campaign, organisationId);
    return unit ? this.along(campaign, unit.path) : [];
  }

  /** With what each body on the way has set, the unit itself included; nobody's permission is asked. */
  async along(campaign: Campaign, path: string): Promise<BindingDate[]> {
    const along = await this.reading.along(this.database.read, campaign, path, {itself: true});
    return this.datesOf(campaign, along, () => true);
  }

  /** Of one forwarding: the dates it names, and what of them binds today. */
  async set(campaign: Campaign, forwarding: Forwarding): Promise<BindingDate[]> {
    const body = await this.database.read.findOneByOrFail(OrganisationRef, {id: forwarding.organisationId});
    const along = await this.reading.along(this.database.read, campaign, body.path, {itself: true});
    return this.datesOf(campaign, along, (place) => forwarding.ownDates.some((date) => date.place === place)).map(
      (date) => Object.assign(date, {written: forwarding.ownDates.find(({place}) => place === date.place)?.at ?? null}),
    );
  }

  private async readable(caller: Caller, campaign: Campaign, organisationId: string): Promise<OrganisationRef | null> {
    const unit = await this.database.read.findOneBy(OrganisationRef, {id: organisationId});
    const runs = {roles: permissions['campaign.prepare'], path: await this.campaigns.ownerPath(campaign)};
    const track = {roles: permissions['notice.track'], path: unit?.path ?? ''};
    return [runs, track].some((need) => may(caller, {...need, within: campaign.id})) ? unit : null;
  }

  private datesOf(campaign: Campaign, along: readonly Forwarding[], wanted: (place: string) => boolean): BindingDate[] {
    const zone = campaign.document.campaign.timezone;
    return endsOf(campaign)
      .filter(({place}) => wanted(place))
      .map(({place, name, at}) => {
        const binding = bindingOf(at, setFor(place, along, zone));
        const setBy = binding?.by ? Organisation.of(binding.by) : null;
        return Object.assign(new BindingDate(), {place, at: binding?.at ?? null, setBy, written: null, named: name});
      });
  }
}
