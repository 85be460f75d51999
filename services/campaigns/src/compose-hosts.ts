import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Logger} from '@concours/kernel/log';
import type {PersonalVault} from '@concours/kernel/personal/vault';
import type {Campaigns} from './campaigns/campaign.service.js';
import {ContactSeal} from './hosts/contact-seal.js';
import {Duties} from './hosts/duty.service.js';
import {HostContacts} from './hosts/host-contact.service.js';
import {PersonContacts} from './hosts/person-contacts.service.js';
import {TrackDesk} from './hosts/track-desk.service.js';
import {WorkPlans} from './hosts/work-plan.service.js';

export interface Hosts {
  desk: TrackDesk;
  duties: Duties;
  workPlans: WorkPlans;
  contacts: HostContacts;
  persons: PersonContacts;
}

export function composeHosts(i: {
  database: Database;
  clock: Clock;
  log: Logger;
  vault: PersonalVault;
  campaigns: Campaigns;
}): Hosts {
  const {database, clock, log, vault, campaigns} = i;
  const desk = new TrackDesk(campaigns);
  const seal = new ContactSeal(vault, log);
  return {
    desk,
    duties: new Duties(database, clock, desk),
    workPlans: new WorkPlans(database, clock, desk),
    contacts: new HostContacts(database, clock, desk, seal),
    persons: new PersonContacts(database, seal),
  };
}
