import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import {type Database, isDuplicate} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {normaliseEmail, normalisePhone} from '@concours/kernel/personal/contact';
import {inputInvalid, notFound, notPermitted} from '@concours/kernel/refusal';
import type {Campaign} from '../campaigns/campaign.js';
import type {ContactSeal, Person} from './contact-seal.js';
import {contactReasonNeeded, contactsFull, notAHost} from './host.refusals.js';
import {HostContact, HostContactLookUp, type MaskedContact, type RevealedContact} from './host-contact.js';
import {mayOn, needOn, type OnTrack, type TrackDesk} from './track-desk.service.js';

const MOST = 2;

export interface WrittenContact {
  organisationId: string;
  department?: string | null;
  name: string;
  phone?: string | null;
  email?: string | null;
}

/** Whom to ask at each host of a track (R12): sealed in the database, a mask on the page, in clear for an entry in the trail. */
export class HostContacts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly desk: TrackDesk,
    private readonly seal: ContactSeal,
  ) {}

  ofCampaign(campaign: Campaign): Promise<HostContact[]> {
    return this.database.read.find(HostContact, {where: {campaignId: campaign.id}, order: {place: 'ASC', id: 'ASC'}});
  }

  of(caller: Caller, on: OnTrack, contacts: readonly HostContact[]): MaskedContact[] {
    if (!mayOn(caller, on, 'track.oversee')) return [];
    return contacts.filter(({trackKey}) => trackKey === on.track.key).map((contact) => this.seal.masked(contact));
  }

  async add(caller: Caller, trackId: string, written: WrittenContact): Promise<MaskedContact> {
    const on = await this.desk.demand(caller, 'track.tend', trackId);
    const {organisationId} = written;
    const hosts = on.track.hosting.flatMap(({organisations}) => organisations.map((code) => on.campaign.idOf(code)));
    if (!hosts.includes(organisationId)) throw notAHost({organisationId});
    const person = personOf(written);
    const id = newId();
    const contact = Object.assign(new HostContact(), {
      ...{id, campaignId: on.campaign.id, trackKey: on.track.key, organisationId, place: 1},
      ...{department: written.department?.trim() || null, sealed: this.seal.seal(id, person)},
      createdAt: this.clock.now(),
    });
    await this.database.write(async (manager) => {
      for (contact.place = 1; ; contact.place++) {
        if (contact.place > MOST) throw contactsFull({most: MOST});
        const {campaignId, trackKey, place} = contact;
        if (await manager.existsBy(HostContact, {campaignId, trackKey, organisationId, place})) continue;
        try {
          await manager.insert(HostContact, contact);
          break;
        } catch (error) {
          if (!isDuplicate(error)) throw error;
        }
      }
      const hashes = this.seal.hashesOf(person);
      if (hashes.length > 0)
        await manager.insert(
          HostContactLookUp,
          hashes.map((hash) => ({contactId: id, hash})),
        );
      await record(manager, caller, {...entryOf('addHostContact', contact), need: on.need, after: {track: trackId}});
    });
    return this.seal.masked(contact);
  }

  async remove(caller: Caller, id: string): Promise<OnTrack> {
    const {contact, on} = await this.seen(caller, id);
    if (!mayOn(caller, on, 'track.tend')) throw notPermitted();
    await this.database.write(async (manager) => {
      await manager.delete(HostContactLookUp, {contactId: id});
      const {affected} = await manager.delete(HostContact, {id});
      if (affected !== 1) throw notFound();
      await record(manager, caller, {...entryOf('removeHostContact', contact), need: needOn(on, 'track.tend')});
    });
    return on;
  }

  /** Nothing is shown that was not written down before. */
  async reveal(caller: Caller, id: string, reason: string | null): Promise<RevealedContact> {
    const {contact, on} = await this.seen(caller, id);
    const permission = (['contact.reveal', 'contact.revealForReason'] as const).find((one) => mayOn(caller, on, one));
    if (!permission) throw notPermitted();
    const said = reason?.trim() ?? '';
    if (said.length > 500 || (said === '' && permission === 'contact.revealForReason')) throw contactReasonNeeded();
    await this.database.write((manager) =>
      record(manager, caller, {
        ...entryOf('revealHostContact', contact),
        need: needOn(on, permission),
        reason: said === '' ? null : said,
      }),
    );
    return this.seal.revealed(contact);
  }

  private async seen(caller: Caller, id: string): Promise<{contact: HostContact; on: OnTrack}> {
    const contact = await this.database.read.findOneBy(HostContact, {id});
    if (!contact) throw notFound();
    const on = await this.desk.one(caller, `${contact.campaignId}:${contact.trackKey}`);
    if (!mayOn(caller, on, 'track.oversee')) throw notFound();
    return {contact, on};
  }
}

export const entryOf = (action: string, {id, organisationId, campaignId}: HostContact) => ({
  ...{action, subject: {type: 'HostContact', id}, organisationId, campaignId},
});

/** A name, and at least one way to reach them that is one. */
function personOf({name, phone, email}: WrittenContact): Person {
  const said = name.trim();
  if (said === '') throw inputInvalid({field: 'input.name'});
  const number = phone?.trim() || null;
  const address = email?.trim() || null;
  if (number !== null && normalisePhone(number) === null) throw inputInvalid({field: 'input.phone'});
  if (address !== null && normaliseEmail(address) === null) throw inputInvalid({field: 'input.email'});
  if (number === null && address === null) throw inputInvalid({field: 'input.phone'});
  return {name: said, phone: number, email: address};
}
