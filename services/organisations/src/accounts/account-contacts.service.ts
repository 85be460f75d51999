import type {Database} from '@concours/kernel/database';
import type {PersonalVault} from '@concours/kernel/personal/vault';
import {CONTACT_LOOK_UP} from '@concours/schema/personal';
import {MoreThan, Not, IsNull} from 'typeorm';
import {Account} from './account.js';
import {accountNameKey} from './account.rules.js';

const BATCH = 1_000;

export interface Contacts {
  email: string | null;
  phone: string | null;
}

/** By what an account can be reached, opened, for whoever has decided that it may be. */
export class AccountContacts {
  constructor(
    private readonly database: Database,
    private readonly vault: PersonalVault,
  ) {}

  open({email, phone}: Account): Contacts {
    return {
      email: email === null ? null : this.vault.open(email, 'account.email'),
      phone: phone === null ? null : this.vault.open(phone, 'account.phone'),
    };
  }

  /** As the other services look for it. */
  hashOf(contact: string): string {
    return this.vault.lookUp(contact, CONTACT_LOOK_UP);
  }

  hashesOf(account: Account): string[] {
    const {email, phone} = this.open(account);
    return [email, phone].flatMap((contact) => (contact === null ? [] : [this.hashOf(contact)]));
  }

  /** By its id, or by the name it signs in with. */
  named(text: string): Promise<Account | null> {
    return this.database.read.findOne(Account, {
      where: [{id: text.slice(0, 26)}, {nameKey: accountNameKey(text.slice(0, 200))}],
    });
  }

  /** Mail addresses have a look-up of their own; numbers are compared one by one, which a rare question may cost. */
  async accountsWith(contact: string): Promise<string[]> {
    const emailLookUp = this.vault.lookUp(contact, 'account.email');
    const byEmail = await this.database.read.find(Account, {where: {emailLookUp}, select: {id: true}});
    const found = byEmail.map(({id}) => id);
    const hash = this.hashOf(contact);
    for (let after = ''; ;) {
      const rows = await this.database.read.find(Account, {
        where: {id: MoreThan(after), phone: Not(IsNull())},
        order: {id: 'ASC'},
        take: BATCH,
      });
      for (const row of rows) if (this.hashesOf(row).includes(hash) && !found.includes(row.id)) found.push(row.id);
      if (rows.length < BATCH) return found;
      after = rows[rows.length - 1].id;
    }
  }
}
