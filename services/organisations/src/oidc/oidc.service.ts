import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import {isDuplicate, type Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {PersonalVault} from '@concours/kernel/personal/vault';
import {notPermitted} from '@concours/kernel/refusal';
import {demandPerson} from '@concours/kernel/scope';
import {createHash, randomBytes} from 'node:crypto';
import {IsNull, LessThan, type EntityManager} from 'typeorm';
import {Account} from '../accounts/account.js';
import type {Origin, SessionService, SignedIn} from '../sessions/session.service.js';
import {hashOf} from '../token.js';
import type {BegunVoterSession, VoterSessions} from '../voters/voter-session.service.js';
import {OidcAttempt, OidcLink} from './oidc-link.js';
import type {Checks, OidcProvider, Subject} from './oidc-provider.js';
import {lastWayIn, oidcAbsent, oidcExpired, oidcLinkedElsewhere, oidcUnknown} from './oidc.refusals.js';
import {returnPath} from './oidc.rules.js';

const ATTEMPT_MS = 10 * 60_000;
const CONTEXT = 'oidc_attempt.sealed';

export interface Start {
  redirectUri: string;
  returnTo?: string;
  /** To link the account that is signed in, rather than to sign in. */
  session?: string;
  /** To vote, without an account. */
  voting?: boolean;
}

export interface Finish {
  /** What the provider sent the browser back with. */
  query: string;
  /** From the browser's cookie. */
  browser: string;
  origin: Origin;
  requestId: string;
}

/** Neither where an account was linked. */
export type Finished = {returnTo: string; signedIn?: SignedIn; voter?: BegunVoterSession};

const underWay = {unaudited: 'somebody is on the way; the session or link that comes of it is recorded'};

const random = () => randomBytes(32).toString('base64url');

/** Signing in through the provider, and linking an account to it. */
export class OidcService {
  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
    private readonly vault: PersonalVault,
    private readonly sessions: SessionService,
    private readonly voters: VoterSessions,
    /** Absent where none is configured. */
    private readonly provider: OidcProvider | undefined,
  ) {}

  async start({
    redirectUri,
    returnTo,
    session,
    voting,
  }: Start): Promise<{url: string; browser: string; expiresAt: Date}> {
    if (!this.provider) throw oidcAbsent();
    const checks: Checks = {state: random(), nonce: random(), verifier: random()};
    const browser = random();
    const url = await this.provider.authorizationUrl(checks, redirectUri);
    const now = this.realTime.now();
    const expiresAt = new Date(now.getTime() + ATTEMPT_MS);
    const {state, ...secrets} = checks;
    await this.database.write(async (manager) => {
      await manager.delete(OidcAttempt, {expiresAt: LessThan(now)});
      await manager.insert(OidcAttempt, {
        stateHash: hashOf(state),
        browserHash: hashOf(browser),
        sealed: this.vault.seal(JSON.stringify(secrets), CONTEXT),
        redirectUri,
        returnTo: returnPath(returnTo),
        sessionId: session ?? null,
        voting: voting ?? null,
        expiresAt,
      });
    }, underWay);
    return {url, browser, expiresAt};
  }

  async finish({query, browser, origin, requestId}: Finish): Promise<Finished> {
    if (!this.provider) throw oidcAbsent();
    const state = new URLSearchParams(query).get('state') ?? '';
    const attempt = await this.taken(state, browser);
    const secrets = JSON.parse(this.vault.open(attempt.sealed, CONTEXT)) as Omit<Checks, 'state'>;
    const answer = new URL(attempt.redirectUri);
    answer.search = query;
    const subject = await this.provider.subjectOf(answer, {state, ...secrets});
    const {returnTo, sessionId} = attempt;
    if (attempt.voting) return {returnTo, voter: await this.vote(subject)};
    if (sessionId !== null) {
      await this.link(sessionId, subject, requestId);
      return {returnTo};
    }
    return {returnTo, signedIn: await this.sessions.begin(await this.accountOf(subject, requestId), origin)};
  }

  /** Keyed, for subjects may be numbers that can be counted through: whoever sees the votes does not learn whose they are. */
  private vote(subject: Subject): Promise<BegunVoterSession> {
    return this.voters.ofProvider(subject.issuer, this.vault.lookUp(keyOf(subject), 'oidc.voter'));
  }

  linkOf(accountId: string): Promise<OidcLink | null> {
    return this.database.read.findOneBy(OidcLink, {accountId});
  }

  async unlink(caller: Caller): Promise<boolean> {
    demandPerson(caller);
    const id = caller.id ?? '';
    return this.database.write(async (manager) => {
      const account = await manager.findOneBy(Account, {id});
      const link = await manager.findOneBy(OidcLink, {accountId: id});
      if (!account || !link) throw notPermitted();
      if (account.passwordHash === null) throw lastWayIn();
      await manager.delete(OidcLink, {accountId: id});
      await record(manager, caller, entryOf('unlinkProvider', account));
      return true;
    });
  }

  /** Each state is good for one answer, in the browser that it was made for. */
  private async taken(state: string, browser: string): Promise<OidcAttempt> {
    const key = {stateHash: hashOf(state), browserHash: hashOf(browser)};
    const attempt = await this.database.read.findOneBy(OidcAttempt, key);
    if (!attempt) throw oidcExpired();
    const {affected} = await this.database.write((manager) => manager.delete(OidcAttempt, key), underWay);
    if (affected !== 1 || attempt.expiresAt <= this.realTime.now()) throw oidcExpired();
    return attempt;
  }

  private async link(sessionId: string, subject: Subject, requestId: string): Promise<void> {
    const caller = await this.sessions.callerOfSession(sessionId, requestId);
    if (caller?.id == null) throw oidcExpired();
    const account = await this.database.read.findOneByOrFail(Account, {id: caller.id});
    await this.database.write((manager) => this.linkIn(manager, caller, account, subject));
  }

  private async linkIn(manager: EntityManager, caller: Caller, account: Account, subject: Subject): Promise<void> {
    const subjectKey = keyOf(subject);
    const there = await manager.findBy(OidcLink, [{accountId: account.id}, {subjectKey}]);
    if (there.some((link) => link.accountId !== account.id || link.subjectKey !== subjectKey))
      throw oidcLinkedElsewhere();
    if (there.length > 0) return;
    const row = {accountId: account.id, subjectKey, createdAt: this.realTime.now(), lastUsedAt: null};
    await manager.insert(OidcLink, row).catch((error: unknown) => {
      throw isDuplicate(error) ? oidcLinkedElsewhere() : error;
    });
    await record(manager, caller, entryOf('linkProvider', account));
  }

  /** By its link; else by the address to which an administrator's invitation went, once the provider has verified it. */
  private async accountOf(subject: Subject, requestId: string): Promise<Account> {
    const subjectKey = keyOf(subject);
    return this.database.write(
      async (manager) => {
        const link = await manager.findOneBy(OidcLink, {subjectKey});
        const account = link
          ? await manager.findOneBy(Account, {id: link.accountId})
          : await this.invited(manager, subject);
        if (!account || account.suspended) throw oidcUnknown();
        if (!link) {
          const {id, displayName: name} = account;
          await this.linkIn(manager, {kind: 'account', id, name, grants: [], requestId}, account, subject);
        }
        await manager.update(OidcLink, {accountId: account.id}, {lastUsedAt: this.realTime.now()});
        return account;
      },
      {unaudited: 'a link that is made is recorded; that it is used, with the session that begins'},
    );
  }

  /** Only who has never come: an account that is in use is linked by its owner. */
  private async invited(manager: EntityManager, {verifiedEmail}: Subject): Promise<Account | null> {
    if (verifiedEmail === null) return null;
    const emailLookUp = this.vault.lookUp(verifiedEmail, 'account.email');
    const found = await manager.findBy(Account, {emailLookUp, passwordHash: IsNull(), lastSignInAt: IsNull()});
    return found.length === 1 ? found[0] : null;
  }
}

/** A subject is unique at its issuer only. */
function keyOf({issuer, subject}: Subject): string {
  return createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex');
}

const entryOf = (action: string, {id, organisationId}: Account) => ({
  action,
  subject: {type: 'Account', id},
  organisationId,
});
