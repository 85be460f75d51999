import {record} from '@concours/kernel/audit/record';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {Language} from '@concours/kernel/languages';
import {normalisePhone} from '@concours/kernel/personal/contact';
import {maskEmail, maskPhone} from '@concours/kernel/personal/mask';
import type {PersonalVault} from '@concours/kernel/personal/vault';
import {notPermitted} from '@concours/kernel/refusal';
import {demandPerson} from '@concours/kernel/scope';
import {Account} from './account.js';
import {passwordWrong, phoneInvalid} from './account.refusals.js';
import type {AccountService} from './account.service.js';

export interface Profile {
  displayName?: string | null;
  email?: string | null;
  phone?: string | null;
  language?: Language | null;
  password?: string | null;
}

/** What people say of themselves, and how they are reached. */
export class ProfileService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountService,
    private readonly vault: PersonalVault,
  ) {}

  /** What is left out stays. Another address for mail takes the password: it is a way back into the account. */
  async change(caller: Caller, input: Profile): Promise<Account> {
    const {email, phone, displayName, language} = input;
    const before = await this.own(caller);
    const reached = email === undefined ? null : this.accounts.sealedEmail(email);
    if (reached && reached.emailLookUp !== before.emailLookUp && before.passwordHash !== null) {
      if (!input.password) throw passwordWrong();
      await this.accounts.confirmed(caller, input.password);
    }
    const change: Partial<Account> = {
      ...reached,
      ...(phone !== undefined && {phone: this.sealedPhone(phone)}),
      ...(displayName && {displayName: displayName.trim()}),
      ...(language !== undefined && {language}),
    };
    return this.database.write(async (manager) => {
      if (Object.keys(change).length > 0) await manager.update(Account, {id: before.id}, change);
      const {id, organisationId} = before;
      const names = Object.keys(input).filter((name) => name !== 'password');
      // which of them, not what they are: the trail is no second address book
      const after = {changed: names, ...(displayName && {displayName: displayName.trim()})};
      await record(manager, caller, {action: 'updateProfile', subject: {type: 'Account', id}, organisationId, after});
      return Object.assign(before, change);
    });
  }

  async changePassword(caller: Caller, {current, next}: {current: string; next: string}): Promise<Account> {
    const account = await this.accounts.confirmed(caller, current);
    const passwordHash = await this.accounts.hashed(account, next);
    const {id, organisationId} = account;
    await this.database.write(async (manager) => {
      await this.accounts.setPasswordIn(manager, account, passwordHash, caller.session);
      await record(manager, caller, {action: 'changePassword', subject: {type: 'Account', id}, organisationId});
    });
    return account;
  }

  /** In full for oneself; masked for the others who may see the account at all. */
  emailFor(caller: Caller, account: Account): string | null {
    const email = this.accounts.emailOf(account);
    return email === null || isOwn(caller, account) ? email : maskEmail(email);
  }

  phoneFor(caller: Caller, account: Account): string | null {
    if (account.phone === null) return null;
    const phone = this.vault.open(account.phone, 'account.phone');
    return isOwn(caller, account) ? phone : maskPhone(phone);
  }

  private sealedPhone(text: string | null): string | null {
    if (text === null || text.trim() === '') return null;
    const phone = normalisePhone(text);
    if (phone === null) throw phoneInvalid();
    return this.vault.seal(phone, 'account.phone');
  }

  private async own(caller: Caller): Promise<Account> {
    demandPerson(caller);
    const account = caller.id === null ? null : await this.accounts.byId(caller.id);
    if (!account) throw notPermitted();
    return account;
  }
}

const isOwn = ({kind, id}: Caller, account: Account): boolean => kind === 'account' && id === account.id;
