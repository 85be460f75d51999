import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import {isDuplicate, type Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {normaliseEmail} from '@concours/kernel/personal/contact';
import type {PersonalVault} from '@concours/kernel/personal/vault';
import {inputInvalid, notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {demand, demandPerson, may, type Need} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {In, Not, type EntityManager} from 'typeorm';
import {Grant} from '../grants/grant.js';
import {mayHandOut} from '../grants/grant.service.js';
import {Organisation} from '../organisations/organisation.js';
import {demandOpen} from '../organisations/organisation-access.service.js';
import {Session} from '../sessions/session.js';
import {Account} from './account.js';
import {accountIsYours, accountNameInvalid, accountNameTaken, emailInvalid, passwordWrong} from './account.refusals.js';
import {accountLookKey, accountNameKey, isAccountName} from './account.rules.js';
import type {AttemptService} from './attempt.service.js';
import type {Passwords} from './password.js';

export interface NewAccount {
  id?: string;
  name: string;
  displayName: string;
  /** Absent for who is invited. */
  password?: string;
  organisationId?: string | null;
  email?: string | null;
}

/** Whether accounts that belong to a place are the caller's to administer. */
export function mayAdminister(caller: Caller, place: Pick<Organisation, 'path'> | null): boolean {
  return place !== null && may(caller, {roles: permissions['account.administer'], path: place.path});
}

export class AccountService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly realTime: Clock,
    private readonly passwords: Passwords,
    private readonly attempts: AttemptService,
    private readonly vault: PersonalVault,
  ) {}

  async create(caller: Caller, input: NewAccount): Promise<Account> {
    // before the hash, whose time and memory strangers should not be able to spend
    await this.demandPlace(this.database.read, caller, input);
    const passwordHash = await this.prepared(input);
    return this.database.write((manager) => this.createIn(manager, caller, {...input, passwordHash}));
  }

  /** Hashing takes its time: never inside a unit of work, where everybody would wait for it. */
  async prepared({name, displayName, password}: NewAccount): Promise<string | null> {
    if (!isAccountName(name)) throw accountNameInvalid();
    return password === undefined ? null : this.hashed({name, displayName}, password);
  }

  /** What is kept of a password, if the account may have it. */
  hashed({name, displayName}: Pick<Account, 'name' | 'displayName'>, password: string): Promise<string> {
    return this.passwords.hash(password, [name, displayName]);
  }

  async createIn(
    manager: EntityManager,
    caller: Caller,
    input: Omit<NewAccount, 'password'> & {passwordHash: string | null},
    action = 'createAccount',
  ): Promise<Account> {
    const place = await this.demandPlace(manager, caller, input);
    const organisationId = place.id;
    const nameKey = accountNameKey(input.name);
    const lookKey = accountLookKey(input.name);
    if (await manager.existsBy(Account, [{nameKey}, {lookKey}])) throw accountNameTaken();
    const account = new Account();
    Object.assign(account, {
      id: input.id ?? newId(),
      name: input.name.normalize('NFKC').trim(),
      nameKey,
      lookKey,
      displayName: input.displayName.trim(),
      passwordHash: input.passwordHash,
      organisationId,
      suspended: false,
      createdAt: this.clock.now(),
      lastSignInAt: null,
      ...this.sealedEmail(input.email ?? null),
      phone: null,
      language: null,
    });
    await manager.insert(Account, account).catch((error: unknown) => {
      throw isDuplicate(error) ? accountNameTaken() : error;
    });
    const {id, name, displayName} = account;
    await record(manager, caller, {
      action,
      subject: {type: 'Account', id},
      organisationId,
      need: {roles: permissions['account.administer'], path: place.path},
      after: {name, displayName},
    });
    return account;
  }

  setSuspended(caller: Caller, id: string, suspended: boolean, reason?: string | null): Promise<Account> {
    return this.database.write(async (manager) => {
      const {account, need} = await this.administered(manager, caller, id);
      const before = account.suspended;
      account.suspended = suspended;
      if (suspended) await manager.delete(Session, {accountId: id});
      await manager.save(account);
      await record(manager, caller, {
        action: suspended ? 'suspendAccount' : 'reinstateAccount',
        subject: {type: 'Account', id},
        organisationId: account.organisationId,
        need,
        before: {suspended: before},
        after: {suspended},
        reason: reason?.trim() || null,
      });
      return account;
    });
  }

  /**
   * An account that the caller may suspend, let in and help back in. Nobody does that to somebody who holds what they could
   * not have handed out: or a unit's administrator could lock out the province's, or become it.
   */
  async administered(manager: EntityManager, caller: Caller, id: string): Promise<{account: Account; need: Need}> {
    const account = await manager.findOneBy(Account, {id});
    const organisation = account && (await manager.findOneBy(Organisation, {id: account.organisationId}));
    if (!account || !organisation) throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
    const need = {roles: permissions['account.administer'], path: organisation.path};
    demand(caller, need);
    if (account.id === caller.id) throw accountIsYours();
    const held = await manager.findBy(Grant, {accountId: id});
    const places = await manager.findBy(Organisation, {id: In(held.map((grant) => grant.organisationId))});
    const pathOf = new Map(places.map((place) => [place.id, place.path]));
    const beyond = held.some((grant) => !mayHandOut(caller, {...grant, path: pathOf.get(grant.organisationId) ?? ''}));
    if (beyond) throw notPermitted();
    return {account, need};
  }

  /** For whoever asks about their own account. */
  byId(id: string): Promise<Account | null> {
    return this.database.read.findOneBy(Account, {id});
  }

  /** How names are compared. Of one that is longer than any, only the beginning. */
  nameKey(name: string): string {
    return accountNameKey(name.slice(0, 200));
  }

  /** Does the same work whether there is such an account or not. Throws SIGN_IN_THROTTLED. */
  byCredentials({name, password, address}: {name: string; password: string; address: string}): Promise<Account | null> {
    const nameKey = this.nameKey(name);
    return this.attempts.guess({name: nameKey, address}, async () => {
      const account = await this.database.read.findOneBy(Account, {nameKey});
      const right = await this.passwords.matches(password, account?.passwordHash ?? null);
      return right && account && !account.suspended ? account : null;
    });
  }

  /** The account of a person who shows its password once more, for what a session alone is not enough. */
  async confirmed(caller: Caller, password: string): Promise<Account> {
    demandPerson(caller);
    const account = caller.id === null ? null : await this.byId(caller.id);
    if (!account) throw notPermitted();
    const found = await this.byCredentials({name: account.name, password, address: caller.address ?? ''});
    if (!found) throw passwordWrong();
    return found;
  }

  /** Whom a text may mean that was typed by somebody who lost the password: a few share an office's address. */
  async byNameOrEmail(text: string): Promise<Account[]> {
    const named = await this.database.read.findOneBy(Account, {nameKey: this.nameKey(text)});
    if (named) return [named];
    const emailLookUp = this.vault.lookUp(text, 'account.email');
    return this.database.read.find(Account, {where: {emailLookUp}, order: {id: 'ASC'}, take: 5});
  }

  /** All sessions end, but the one that is kept. */
  async setPasswordIn(manager: EntityManager, account: Account, passwordHash: string, keep?: string): Promise<void> {
    await manager.update(Account, {id: account.id}, {passwordHash});
    await manager.delete(Session, {accountId: account.id, ...(keep && {id: Not(keep)})});
  }

  /** For a unit of work that lets somebody in: whoever was invited has come. */
  async signedInIn(manager: EntityManager, account: Account): Promise<void> {
    account.lastSignInAt = this.realTime.now();
    await manager.update(Account, {id: account.id}, {lastSignInAt: account.lastSignInAt});
  }

  /** The columns of an address for mail; throws EMAIL_INVALID. */
  sealedEmail(text: string | null): Pick<Account, 'email' | 'emailLookUp'> {
    if (text === null || text.trim() === '') return {email: null, emailLookUp: null};
    const email = normaliseEmail(text);
    if (email === null) throw emailInvalid();
    return {email: this.vault.seal(email, 'account.email'), emailLookUp: this.vault.lookUp(email, 'account.email')};
  }

  emailOf({email}: Account): string | null {
    return email === null ? null : this.vault.open(email, 'account.email');
  }

  /** Null for an account that the caller may not see. One's own is always visible. */
  async visible(caller: Caller, ids: readonly string[]): Promise<(Account | null)[]> {
    const accounts = await this.database.read.findBy(Account, {id: In([...ids])});
    const places = await this.database.read.findBy(Organisation, {id: In(accounts.map((row) => row.organisationId))});
    const pathOf = new Map(places.map((place) => [place.id, place.path]));
    const roles = permissions['account.read'];
    const isVisible = (account: Account) =>
      account.id === caller.id || may(caller, {roles, path: pathOf.get(account.organisationId) ?? ''});
    const byId = new Map(accounts.filter(isVisible).map((account) => [account.id, account]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** Where the account is to be administered from, if the caller may. */
  private async demandPlace(
    manager: EntityManager,
    caller: Caller,
    {organisationId}: Pick<NewAccount, 'organisationId'>,
  ): Promise<Organisation> {
    const id = organisationId ?? (await this.homeOf(manager, caller));
    const organisation = await manager.findOneBy(Organisation, {id});
    if (!organisation) throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
    demand(caller, {roles: permissions['account.administer'], path: organisation.path});
    demandOpen(organisation);
    return organisation;
  }

  private async homeOf(manager: EntityManager, caller: Caller): Promise<string> {
    const own = caller.kind === 'account' && caller.id ? await manager.findOneBy(Account, {id: caller.id}) : null;
    if (own) return own.organisationId;
    throw caller.kind === 'anonymous' ? notSignedIn() : inputInvalid({field: 'organisationId'});
  }
}
