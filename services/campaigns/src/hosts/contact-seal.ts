import type {Logger} from '@concours/kernel/log';
import {maskEmail, maskPhone} from '@concours/kernel/personal/mask';
import type {PersonalVault} from '@concours/kernel/personal/vault';
import {CONTACT_LOOK_UP} from '@concours/schema/personal';
import {Organisation} from '../organisations/organisation.js';
import {type HostContact, MaskedContact, RevealedContact} from './host-contact.js';

export interface Person {
  name: string;
  phone: string | null;
  email: string | null;
}

/** The one way to what is sealed in contacts. Who may see it is decided by whoever asks. */
export class ContactSeal {
  constructor(
    private readonly vault: PersonalVault,
    private readonly log: Logger,
  ) {}

  seal(id: string, person: Person): string {
    return this.vault.seal(JSON.stringify(person), place(id));
  }

  hashesOf({phone, email}: Person): string[] {
    const contacts = [phone, email].filter((contact) => contact !== null);
    return [...new Set(contacts.map((contact) => this.vault.lookUp(contact, CONTACT_LOOK_UP)))];
  }

  /** What does not open was changed or moved in the database: nothing of it is shown. */
  open({id, sealed}: HostContact): Person {
    try {
      return JSON.parse(this.vault.open(sealed, place(id))) as Person;
    } catch (error) {
      this.log.error({err: error, contact: id}, 'a contact does not open');
      return {name: '', phone: null, email: null};
    }
  }

  masked(contact: HostContact): MaskedContact {
    const {name, phone, email} = this.open(contact);
    return Object.assign(new MaskedContact(), {
      ...{id: contact.id, organisation: Organisation.of(contact.organisationId), department: contact.department},
      ...{name: `${[...name][0] ?? ''}**`, phone: phone && maskPhone(phone), email: email && maskEmail(email)},
    });
  }

  revealed(contact: HostContact): RevealedContact {
    return Object.assign(new RevealedContact(), {id: contact.id, ...this.open(contact)});
  }
}

const place = (id: string): string => `host-contact:${id}`;
