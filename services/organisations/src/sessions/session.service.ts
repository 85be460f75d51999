import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {LessThan} from 'typeorm';
import {Account} from '../accounts/account.js';
import type {AccountService} from '../accounts/account.service.js';
import type {GrantService} from '../grants/grant.service.js';
import {Session} from './session.js';
import {signInRefused} from './session.refusals.js';
import type {SignInThrottle} from './sign-in-throttle.js';
import {hashOf, newToken} from '../token.js';

/** A working day with its overtime. */
const LIFETIME_MS = 12 * 3_600_000;

export interface SignedIn {
  token: string;
  expiresAt: Date;
  account: Account;
}

export class SessionService {
  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
    private readonly accounts: AccountService,
    private readonly grants: GrantService,
    private readonly throttle: SignInThrottle,
  ) {}

  /** `address` is the network address that asks; nothing is decided by it but how often it may fail. */
  async signIn(i: {name: string; password: string; address: string}): Promise<SignedIn> {
    const key = this.accounts.nameKey(i.name);
    this.throttle.take(key, i.address);
    const account = await this.accounts.byCredentials(i.name, i.password);
    if (!account || account.suspended) throw signInRefused();
    this.throttle.succeeded(key, i.address);
    const token = newToken('cs');
    const createdAt = this.realTime.now();
    const expiresAt = new Date(createdAt.getTime() + LIFETIME_MS);
    await this.database.write(async (manager) => {
      await manager.delete(Session, {expiresAt: LessThan(createdAt)});
      await manager.insert(Session, {
        id: newId(),
        tokenHash: hashOf(token),
        accountId: account.id,
        createdAt,
        expiresAt,
      });
    });
    return {token, expiresAt, account};
  }

  /** Says nothing about whether there was such a session. */
  async signOut(token: string): Promise<void> {
    await this.database.write((manager) => manager.delete(Session, {tokenHash: hashOf(token)}));
  }

  /** Null when the session is over, or its account suspended. */
  async callerOf(token: string, requestId: string): Promise<Caller | null> {
    const session = await this.database.read.findOneBy(Session, {tokenHash: hashOf(token)});
    if (!session || session.expiresAt <= this.realTime.now()) return null;
    const account = await this.database.read.findOneBy(Account, {id: session.accountId});
    if (!account || account.suspended) return null;
    return {...(await this.callerFor(account, requestId)), session: session.id};
  }

  async callerFor(account: Account, requestId: string): Promise<Caller> {
    const grants = await this.grants.compact(account.id);
    return {kind: 'account', id: account.id, name: account.displayName, grants, requestId};
  }
}
