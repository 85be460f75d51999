import {type AuditEntry, record} from '@concours/kernel/audit/record';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {rootsOf} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {PersonErasureRequested} from '@concours/schema/events';
import {personKeys} from '@concours/schema/personal';
import {type EntityManager, In} from 'typeorm';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import type {ErasingSource} from '../persons/person-erasing.service.js';
import type {ContactSeal} from './contact-seal.js';
import {HostContact, HostContactLookUp} from './host-contact.js';
import {entryOf} from './host-contact.service.js';

const MOST = 200;

/** Contacts of hosts as part of what is held of a person (R74): found by number or address, handed out, erased. */
export class PersonContacts implements ErasingSource {
  constructor(
    private readonly database: Database,
    private readonly seal: ContactSeal,
  ) {}

  /** Of units below the roots that the caller administers; one's own file finds none, for no number is proved there. */
  async find(caller: Caller, personId: string): Promise<HostContact[]> {
    const roots = rootsOf(caller, permissions['person.administer']);
    return roots.length === 0 ? [] : this.below(this.database.read, personKeys(personId)?.contacts ?? [], roots);
  }

  /** In clear. That it was handed out is written down before it is. */
  async data(caller: Caller, personId: string): Promise<object[]> {
    const contacts = await this.find(caller, personId);
    if (contacts.length === 0) return [];
    const need = {
      roles: permissions['person.administer'],
      path: rootsOf(caller, permissions['person.administer'])[0] ?? '',
    };
    await this.database.write((manager) =>
      record(
        manager,
        caller,
        contacts.map((contact) => ({...entryOf('exportPerson.contacts', contact), need})),
      ),
    );
    return contacts.map((contact) => {
      const {campaignId, trackKey, organisationId, department, createdAt} = contact;
      return {campaignId, trackKey, organisationId, department, ...this.seal.open(contact), createdAt};
    });
  }

  async erase(manager: EntityManager, asked: PersonErasureRequested): Promise<AuditEntry[]> {
    const found = await this.below(manager, asked.contacts, asked.roots);
    const contacts = found.filter(({createdAt}) => createdAt.getTime() <= Date.parse(asked.requestedAt));
    if (contacts.length === 0) return [];
    const ids = contacts.map(({id}) => id);
    await manager.delete(HostContactLookUp, {contactId: In(ids)});
    await manager.delete(HostContact, {id: In(ids)});
    return contacts.map((contact) => ({...entryOf('erasePerson.contact', contact), after: {erasure: asked.id}}));
  }

  private async below(
    manager: EntityManager,
    hashes: readonly string[],
    roots: readonly string[],
  ): Promise<HostContact[]> {
    if (hashes.length === 0) return [];
    const rows = await manager.find(HostContactLookUp, {where: {hash: In([...hashes])}, take: MOST});
    const contacts = await manager.findBy(HostContact, {id: In(rows.map(({contactId}) => contactId))});
    const units = await manager.findBy(OrganisationRef, {id: In(contacts.map(({organisationId}) => organisationId))});
    const pathOf = new Map(units.map(({id, path}) => [id, path]));
    return contacts.filter(({organisationId}) =>
      roots.some((root) => pathOf.get(organisationId)?.startsWith(root) ?? false),
    );
  }
}
