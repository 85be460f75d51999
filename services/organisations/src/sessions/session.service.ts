import {requestOfAct} from '@concours/kernel/audit/guard';
import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {IsNull, LessThan, type EntityManager} from 'typeorm';
import {Account} from '../accounts/account.js';
import type {AccountService} from '../accounts/account.service.js';
import type {GrantService} from '../grants/grant.service.js';
import type {ChallengeService} from '../factors/challenge.service.js';
import {hashOf, newToken} from '../token.js';
import {Session, SessionToken} from './session.js';
import {sessionInvalid, signInRefused} from './session.refusals.js';

/** A working day with its overtime. */
const LIFETIME_MS = 12 * 3_600_000;
/** How long a token that leaked is of use; what shows it is asked to renew it before. */
const TOKEN_LIFETIME_MS = 10 * 60_000;
/** Answers get lost and two tabs ask at once: the token that was renewed last may be shown this much longer. */
const LEEWAY_MS = 10_000;

/** Where somebody signs in from: nothing is decided by it, but its owner recognises the session by it. */
export interface Origin {
  address: string;
  device: string | null;
}

export interface SignedIn {
  token: string;
  /** Renews the session's tokens, once. */
  refreshToken: string;
  tokenExpiresAt: Date;
  /** When the session ends, whatever is renewed. */
  expiresAt: Date;
  account: Account;
  session: string;
}

export class SessionService {
  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
    private readonly accounts: AccountService,
    private readonly grants: GrantService,
    private readonly challenges: ChallengeService,
    private readonly tokenLifetimeMs = TOKEN_LIFETIME_MS,
  ) {}

  /** By name and password. For an account with a second factor it throws SECOND_FACTOR_NEEDED: `complete` goes on from there. */
  async signIn(i: {name: string; password: string} & Origin): Promise<SignedIn> {
    const account = await this.accounts.byCredentials(i);
    if (!account) throw signInRefused();
    await this.challenges.demand(account);
    return this.begin(account, i);
  }

  async complete(i: {challenge: string; code: string} & Origin): Promise<SignedIn> {
    return this.begin(await this.challenges.meet(i), i);
  }

  /** A session for somebody who has proved who they are, however they did. */
  begin(account: Account, {address, device}: Origin): Promise<SignedIn> {
    const now = this.realTime.now();
    return this.database.write(async (manager) => {
      await manager.delete(Session, {expiresAt: LessThan(now)});
      await manager.delete(SessionToken, {expiresAt: LessThan(now)});
      const session = Object.assign(new Session(), {
        id: newId(),
        accountId: account.id,
        createdAt: now,
        lastUsedAt: now,
        expiresAt: new Date(now.getTime() + LIFETIME_MS),
        address: address.slice(0, 64),
        device,
      });
      await manager.insert(Session, session);
      await this.accounts.signedInIn(manager, account);
      await recordOf(manager, account, session.id, {action: 'signIn', after: {device}});
      return this.issue(manager, session, account, now);
    });
  }

  /**
   * New tokens for one that renews. Shown again after the leeway it has been stolen, from its owner or by whoever shows
   * it: the session ends for both. Within the leeway each answer stands on its own, so that no tab loses to another.
   */
  async refresh(refreshToken: string): Promise<SignedIn> {
    const renewed = await this.database.write((manager) => this.refreshIn(manager, hashOf(refreshToken)), {
      unaudited: 'tokens rotate every few minutes; what is of note, a replay, is recorded',
    });
    if (!renewed) throw sessionInvalid();
    return renewed;
  }

  private async refreshIn(manager: EntityManager, hash: string): Promise<SignedIn | null> {
    const now = this.realTime.now();
    // written before it is read: of two at once the second waits here, and then sees what the first did
    const first = await manager.update(SessionToken, {hash, kind: 'cr', usedAt: IsNull()}, {usedAt: now});
    const shown = await manager.findOneBy(SessionToken, {hash, kind: 'cr'});
    const session = shown && (await manager.findOneBy(Session, {id: shown.sessionId}));
    if (!shown || !session || session.expiresAt <= now) return null;
    const account = await manager.findOneBy(Account, {id: session.accountId});
    if (!account || account.suspended) return null;
    const late = now.getTime() - (shown.usedAt ?? now).getTime() > LEEWAY_MS;
    if (first.affected === 0 && late) {
      await this.endIn(manager, session.id);
      await recordOf(manager, account, session.id, {action: 'session.replayed'});
      return null;
    }
    await manager.update(Session, {id: session.id}, {lastUsedAt: now});
    return this.issue(manager, session, account, now);
  }

  private async issue(manager: EntityManager, session: Session, account: Account, now: Date): Promise<SignedIn> {
    const token = newToken('cs');
    const refreshToken = newToken('cr');
    const {id, expiresAt} = session;
    const tokenExpiresAt = new Date(Math.min(now.getTime() + this.tokenLifetimeMs, expiresAt.getTime()));
    const row = {sessionId: id, usedAt: null};
    await manager.insert(SessionToken, [
      {...row, hash: hashOf(token), kind: 'cs', expiresAt: tokenExpiresAt},
      {...row, hash: hashOf(refreshToken), kind: 'cr', expiresAt},
    ]);
    return {token, refreshToken, tokenExpiresAt, expiresAt, account, session: id};
  }

  /** By either of its tokens. Says nothing about whether there was such a session. */
  async signOut(...tokens: (string | undefined)[]): Promise<void> {
    const shown = tokens.filter((token) => token !== undefined);
    await this.database.write(async (manager) => {
      for (const token of shown) {
        const row = await manager.findOneBy(SessionToken, {hash: hashOf(token)});
        const session = row && (await manager.findOneBy(Session, {id: row.sessionId}));
        if (!session) continue;
        await this.endIn(manager, session.id);
        const account = await manager.findOneBy(Account, {id: session.accountId});
        if (account) await recordOf(manager, account, session.id, {action: 'signOut'});
      }
    });
  }

  private async endIn(manager: EntityManager, id: string): Promise<void> {
    await manager.delete(Session, {id});
    await manager.delete(SessionToken, {sessionId: id});
  }

  /** Null when the token or the session is over, or the account suspended. */
  callerOf(token: string, requestId: string): Promise<Caller | null> {
    return this.callerWhere({hash: hashOf(token), requestId});
  }

  /** The same for a session whose tokens come and go: what an open socket lives by. */
  callerOfSession(session: string, requestId: string): Promise<Caller | null> {
    return this.callerWhere({session, requestId});
  }

  private async callerWhere(i: {hash?: string; session?: string; requestId: string}): Promise<Caller | null> {
    const now = this.realTime.now();
    const rows = this.database.read
      .createQueryBuilder(Account, 'a')
      .innerJoin(Session, 's', 's.accountId = a.id')
      .addSelect('s.id', 'sessionId')
      .where('s.expiresAt > :now', {now});
    if (i.hash === undefined) rows.andWhere('s.id = :id', {id: i.session});
    else {
      rows.innerJoin(SessionToken, 't', 't.sessionId = s.id');
      rows.andWhere("t.hash = :hash AND t.kind = 'cs' AND t.expiresAt > :now", {hash: i.hash});
    }
    const {entities, raw} = await rows.getRawAndEntities<{sessionId: string}>();
    const [account] = entities;
    if (!account || account.suspended) return null;
    return {...(await this.callerFor(account, i.requestId)), session: raw[0]?.sessionId};
  }

  async callerFor(account: Account, requestId: string): Promise<Caller> {
    const grants = await this.grants.compact(account.id);
    return {kind: 'account', id: account.id, name: account.displayName, grants, requestId};
  }
}

/** A session begins and ends for its account, without a role; whoever asks has no other name yet. */
function recordOf(
  manager: EntityManager,
  {id, displayName, organisationId}: Account,
  session: string,
  entry: {action: string; after?: object},
): Promise<void> {
  const requestId = requestOfAct() ?? newId();
  const caller: Caller = {kind: 'account', id, name: displayName, grants: [], requestId};
  return record(manager, caller, {...entry, subject: {type: 'Session', id: session}, organisationId});
}
