import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {inputInvalid} from '@concours/kernel/refusal';
import {demandPerson} from '@concours/kernel/scope';
import type {EntityManager} from 'typeorm';
import {Account} from '../accounts/account.js';
import type {AccountService} from '../accounts/account.service.js';
import type {GrantService, NewGrant} from '../grants/grant.service.js';
import type {MailService} from '../mail/mail.service.js';
import {hashOf, newToken} from '../token.js';
import {AccountLink, type LinkPurpose, type MadeLink, type OpenedLink} from './account-link.js';
import {letterOf} from './link-letter.js';
import {linkInvalid} from './link.refusals.js';

const LIFETIME_MS: Record<LinkPurpose, number> = {INVITATION: 7 * 86_400_000, RESET: 3_600_000};

const MAIL_AGAIN_MS = 60_000;

export interface Invitation {
  name?: string | null;
  displayName: string;
  email?: string | null;
  organisationId?: string | null;
  grants: Omit<NewGrant, 'accountId'>[];
}

/** Links by which people choose a password: the first one, or another for one that is lost. */
export class LinkService {
  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
    private readonly accounts: AccountService,
    private readonly grants: GrantService,
    private readonly mail: MailService,
    private readonly publicUrl: string | undefined,
  ) {}

  /** An account without a password, with what it may do, and the way in: all of it or nothing. */
  invite(caller: Caller, {grants, ...input}: Invitation): Promise<MadeLink> {
    demandPerson(caller);
    const name = input.name ?? input.email;
    if (!name)
      throw inputInvalid({field: 'name', reason: {zh: '请填写账号名或邮箱。', en: 'give a name or an address.'}});
    return this.database.write(async (manager) => {
      const account = await this.accounts.createIn(
        manager,
        caller,
        {...input, name, passwordHash: null},
        'inviteAccount',
      );
      for (const grant of grants) await this.grants.grantIn(manager, caller, {...grant, accountId: account.id});
      return this.makeIn(manager, account);
    });
  }

  /** Once more, for somebody who didn't come in time or has lost the password. */
  renew(caller: Caller, accountId: string): Promise<MadeLink> {
    demandPerson(caller);
    return this.database.write(async (manager) => {
      const {account, need} = await this.accounts.administered(manager, caller, accountId);
      const {id, organisationId} = account;
      await record(manager, caller, {action: 'makeAccountLink', subject: {type: 'Account', id}, organisationId, need});
      return this.makeIn(manager, account);
    });
  }

  /** The letter of somebody who says to have lost the password: for one account, if there is one that may have it. */
  async mailReset(account: Account): Promise<void> {
    if (account.suspended || account.email === null) return;
    const there = await this.database.read.findOneBy(AccountLink, {accountId: account.id});
    const madeAt = there ? there.expiresAt.getTime() - LIFETIME_MS[there.purpose] : -Infinity;
    // whoever asks again and again fills nobody's mailbox
    if (this.realTime.now().getTime() - madeAt < MAIL_AGAIN_MS) return;
    await this.database.write((manager) => this.makeIn(manager, account));
  }

  private async makeIn(manager: EntityManager, account: Account): Promise<MadeLink> {
    const purpose = account.state === 'INVITED' ? 'INVITATION' : 'RESET';
    const token = newToken('cl');
    const expiresAt = new Date(this.realTime.now().getTime() + LIFETIME_MS[purpose]);
    await manager.delete(AccountLink, {accountId: account.id});
    await manager.insert(AccountLink, {tokenHash: hashOf(token), accountId: account.id, purpose, expiresAt});
    // behind the #, so that it reaches no server's log and no other site
    const link = `${this.publicUrl?.replace(/\/$/, '') ?? ''}/choose-password#token=${token}`;
    const to = this.mail.possible ? this.accounts.emailOf(account) : null;
    const {name, displayName} = account;
    if (to !== null) await this.mail.postIn(manager, {to, ...letterOf({purpose, name, displayName, link})}, expiresAt);
    return {account, purpose, mailed: to !== null, link: to === null ? link : null, expiresAt};
  }

  async open(token: string): Promise<OpenedLink> {
    const {link, account} = await this.find(this.database.read, token);
    const {purpose, expiresAt} = link;
    return {purpose, expiresAt, accountName: account.name, displayName: account.displayName};
  }

  /** Whoever had got in by the old password is out. */
  async choosePassword(caller: Caller, token: string, password: string): Promise<Account> {
    const {account} = await this.find(this.database.read, token);
    // before the unit of work, since it takes its time; the link stays good if the password is refused
    const passwordHash = await this.accounts.hashed(account, password);
    return this.database.write(async (manager) => {
      const found = await this.find(manager, token);
      const used = await manager.delete(AccountLink, {tokenHash: hashOf(token)});
      if (!used.affected) throw linkInvalid();
      await this.accounts.setPasswordIn(manager, found.account, passwordHash);
      const {id, name, organisationId} = found.account;
      const owner: Caller = {...caller, kind: 'account', id, name, grants: []};
      const after = {by: found.link.purpose};
      await record(manager, owner, {action: 'choosePassword', subject: {type: 'Account', id}, organisationId, after});
      return found.account;
    });
  }

  private async find(manager: EntityManager, token: string): Promise<{link: AccountLink; account: Account}> {
    const link = await manager.findOneBy(AccountLink, {tokenHash: hashOf(token)});
    const account = link && (await manager.findOneBy(Account, {id: link.accountId}));
    if (!link || !account || account.suspended || link.expiresAt <= this.realTime.now()) throw linkInvalid();
    return {link, account};
  }
}
