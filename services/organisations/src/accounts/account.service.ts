import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import {isDuplicate, type Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {inputInvalid, notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {demand, may} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {In, type EntityManager} from 'typeorm';
import {Grant} from '../grants/grant.js';
import {mayHandOut} from '../grants/grant.service.js';
import {Organisation} from '../organisations/organisation.js';
import {demandOpen} from '../organisations/organisation-access.service.js';
import {Session} from '../sessions/session.js';
import {Account} from './account.js';
import {accountIsYours, accountNameInvalid, accountNameTaken} from './account.refusals.js';
import {accountNameKey, isAccountName} from './account.rules.js';
import type {Passwords} from './password.js';

export interface NewAccount {
  id?: string;
  name: string;
  displayName: string;
  password: string;
  organisationId?: string | null;
}

export class AccountService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly passwords: Passwords,
  ) {}

  async create(caller: Caller, input: NewAccount): Promise<Account> {
    // before the hash, whose time and memory strangers should not be able to spend
    await this.demandPlace(this.database.read, caller, input);
    const passwordHash = await this.prepared(input);
    return this.database.write((manager) => this.createIn(manager, caller, {...input, passwordHash}));
  }

  /** Hashing takes its time: never inside a unit of work, where everybody would wait for it. */
  async prepared(input: Pick<NewAccount, 'name' | 'password'>): Promise<string> {
    if (!isAccountName(input.name)) throw accountNameInvalid();
    return this.passwords.hash(input.password);
  }

  async createIn(
    manager: EntityManager,
    caller: Caller,
    input: Omit<NewAccount, 'password'> & {passwordHash: string},
  ): Promise<Account> {
    const place = await this.demandPlace(manager, caller, input);
    const organisationId = place.id;
    const nameKey = accountNameKey(input.name);
    if (await manager.existsBy(Account, {nameKey})) throw accountNameTaken();
    const account = new Account();
    Object.assign(account, {
      id: input.id ?? newId(),
      name: input.name.normalize('NFKC').trim(),
      nameKey,
      displayName: input.displayName.trim(),
      passwordHash: input.passwordHash,
      organisationId,
      suspended: false,
      createdAt: this.clock.now(),
    });
    await manager.insert(Account, account).catch((error: unknown) => {
      throw isDuplicate(error) ? accountNameTaken() : error;
    });
    const {id, name, displayName} = account;
    await record(manager, caller, {
      action: 'createAccount',
      subject: {type: 'Account', id},
      organisationId,
      need: {roles: permissions['account.administer'], path: place.path},
      after: {name, displayName},
    });
    return account;
  }

  /**
   * Nobody suspends somebody who holds what they could not have handed out: or a unit's administrator could lock out the
   * province's.
   */
  setSuspended(caller: Caller, id: string, suspended: boolean): Promise<Account> {
    return this.database.write(async (manager) => {
      const account = await manager.findOneBy(Account, {id});
      const organisation = account && (await manager.findOneBy(Organisation, {id: account.organisationId}));
      if (!account || !organisation) throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
      const need = {roles: permissions['account.administer'], path: organisation.path};
      demand(caller, need);
      if (account.id === caller.id) throw accountIsYours();
      const held = await manager.findBy(Grant, {accountId: id});
      const places = await manager.findBy(Organisation, {id: In(held.map((grant) => grant.organisationId))});
      const pathOf = new Map(places.map((place) => [place.id, place.path]));
      const beyond = held.some(
        (grant) => !mayHandOut(caller, {...grant, path: pathOf.get(grant.organisationId) ?? ''}),
      );
      if (beyond) throw notPermitted();
      const before = account.suspended;
      account.suspended = suspended;
      if (suspended) await manager.delete(Session, {accountId: id});
      await manager.save(account);
      await record(manager, caller, {
        action: suspended ? 'suspendAccount' : 'reinstateAccount',
        subject: {type: 'Account', id},
        organisationId: organisation.id,
        need,
        before: {suspended: before},
        after: {suspended},
      });
      return account;
    });
  }

  /** For whoever asks about their own account. */
  byId(id: string): Promise<Account | null> {
    return this.database.read.findOneBy(Account, {id});
  }

  /** How names are compared. Of one that is longer than any, only the beginning. */
  nameKey(name: string): string {
    return accountNameKey(name.slice(0, 200));
  }

  /** Takes about the same time whether there is such an account or not. */
  async byCredentials(name: string, password: string): Promise<Account | null> {
    const account =
      name.length > 200 ? null : await this.database.read.findOneBy(Account, {nameKey: accountNameKey(name)});
    return (await this.passwords.matches(password, account?.passwordHash ?? null)) ? account : null;
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
