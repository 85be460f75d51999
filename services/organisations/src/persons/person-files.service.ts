import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {normaliseEmail, normalisePhone} from '@concours/kernel/personal/contact';
import {maskEmail, maskPhone} from '@concours/kernel/personal/mask';
import {notFound, notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {demandPerson, rootsOf} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {personId, type PersonKeys, personKeys} from '@concours/schema/personal';
import {Brackets, In, MoreThan} from 'typeorm';
import type {AccountContacts} from '../accounts/account-contacts.service.js';
import {Account} from '../accounts/account.js';
import {AuditTrailRow} from '../audit/audit-trail-row.js';
import {Grant} from '../grants/grant.js';
import {ApiKey} from '../keys/api-key.js';
import {Organisation} from '../organisations/organisation.js';
import {Session} from '../sessions/session.js';
import {PersonAccount, PersonFile} from './person-file.js';
import {personReasonNeeded} from './person.refusals.js';

const REASON_MOST = 500;
/** More do not fit into the id of a file; who shares a number with more is asked for by account. */
const ACCOUNTS_MOST = 4;

/** Finds what is held of a person in this service, and says by what the other services find theirs. */
export class PersonFiles {
  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
    private readonly contacts: AccountContacts,
  ) {}

  /** By a telephone number, a mail address, the id or the name of an account; null where that is none. */
  async search(caller: Caller, text: string): Promise<PersonFile | null> {
    const roots = this.demandRoots(caller);
    const plain = text.trim();
    const contact = normalisePhone(plain) ?? normaliseEmail(plain);
    if (contact !== null) {
      const ids = await this.contacts.accountsWith(contact);
      const accounts = (await this.inReach(ids, roots)).slice(0, ACCOUNTS_MOST).map(({id}) => id);
      return fileOf({contacts: [this.contacts.hashOf(contact)], accounts});
    }
    const named = await this.contacts.named(plain);
    const [account] = named ? await this.inReach([named.id], roots) : [];
    return account ? fileOf({contacts: this.contacts.hashesOf(account), accounts: [account.id]}) : null;
  }

  /** What the platform holds of who asks: by the account alone, for nobody has proved that a number is theirs. */
  demandOwn(caller: Caller): PersonFile {
    demandPerson(caller);
    if (caller.id === null) throw notPermitted();
    return fileOf({contacts: [], accounts: [caller.id]});
  }

  /** Null alike for what is no file and what the caller may not see. */
  find(caller: Caller, id: string): PersonFile | null {
    const keys = personKeys(id);
    if (!keys) return null;
    return this.isOwn(caller, keys) || rootsOf(caller, permissions['person.administer']).length > 0
      ? PersonFile.of(id, keys)
      : null;
  }

  demand(caller: Caller, id: string): PersonFile {
    const file = this.find(caller, id);
    if (file) return file;
    if (caller.kind === 'anonymous') throw notSignedIn();
    throw rootsOf(caller, permissions['person.administer']).length > 0 ? notFound() : notPermitted();
  }

  isOwn(caller: Caller, {contacts, accounts}: PersonKeys): boolean {
    return caller.kind === 'account' && contacts.length === 0 && accounts.length === 1 && accounts[0] === caller.id;
  }

  /** Those of its accounts that the caller administers, or their own. */
  async accountsOf(caller: Caller, file: PersonFile): Promise<Account[]> {
    if (this.isOwn(caller, file.keys)) return this.database.read.findBy(Account, {id: In(file.keys.accounts)});
    return this.inReach(file.keys.accounts, this.demandRoots(caller));
  }

  async describe(caller: Caller, file: PersonFile): Promise<PersonAccount[]> {
    const accounts = await this.accountsOf(caller, file);
    const now = this.realTime.now();
    return Promise.all(
      accounts.map(async (account) => {
        const accountId = account.id;
        const [grants, sessions, keys, auditEntries] = await Promise.all([
          this.database.read.countBy(Grant, {accountId}),
          this.database.read.countBy(Session, {accountId, expiresAt: MoreThan(now)}),
          this.database.read.countBy(ApiKey, {accountId}),
          this.database.read.countBy(AuditTrailRow, {callerId: accountId}),
        ]);
        const {email, phone} = this.contacts.open(account);
        return Object.assign(new PersonAccount(), {
          ...{id: accountId, name: account.name, displayName: account.displayName, suspended: account.suspended},
          ...{email: email && maskEmail(email), phone: phone && maskPhone(phone)},
          ...{grants, sessions, keys, auditEntries, organisationId: account.organisationId},
        });
      }),
    );
  }

  /** Everything of this service in clear. That it was handed out is written down before it is. */
  async data(caller: Caller, file: PersonFile): Promise<object> {
    const accounts = await this.accountsOf(caller, file);
    await this.note(caller, 'exportPerson.accounts', accounts, null);
    return Promise.all(
      accounts.map(async (account) => ({
        ...{id: account.id, name: account.name, displayName: account.displayName, suspended: account.suspended},
        ...{...this.contacts.open(account), createdAt: account.createdAt, organisationId: account.organisationId},
        grants: (await this.database.read.findBy(Grant, {accountId: account.id})).map(
          ({role, organisationId, scope, until, createdAt}) => ({role, organisationId, scope, until, createdAt}),
        ),
        sessions: (await this.database.read.findBy(Session, {accountId: account.id})).map(
          ({createdAt, lastUsedAt, expiresAt, address, device}) => ({
            createdAt,
            lastUsedAt,
            expiresAt,
            address,
            device,
          }),
        ),
        keys: (await this.database.read.findBy(ApiKey, {accountId: account.id})).map(
          ({name, createdAt, expiresAt, readOnly}) => ({name, createdAt, expiresAt, readOnly}),
        ),
        acts: (
          await this.database.read.find(AuditTrailRow, {
            where: {callerId: account.id},
            select: {at: true, action: true, subjectType: true, subjectId: true, service: true},
            order: {at: 'DESC'},
            take: 10_000,
          })
        ).map(({at, action, subjectType, subjectId, service}) => ({at, action, subjectType, subjectId, service})),
      })),
    );
  }

  /** Says that it is about to be handed out, and why; the parts write down themselves what they gave. */
  async export(caller: Caller, id: string, reason: string): Promise<PersonFile> {
    const file = this.demand(caller, id);
    const said = reasonOf(reason);
    await this.note(caller, 'exportPerson', await this.accountsOf(caller, file), said);
    return file;
  }

  private async note(caller: Caller, action: string, accounts: Account[], reason: string | null): Promise<void> {
    const subjects = accounts.length > 0 ? accounts : [null];
    await this.database.write((manager) =>
      record(
        manager,
        caller,
        subjects.map((account) => ({
          action,
          subject: account ? {type: 'Account', id: account.id} : {type: 'PersonFile', id: 'by contact'},
          organisationId: account?.organisationId ?? null,
          need: {
            roles: permissions['person.administer'],
            path: rootsOf(caller, permissions['person.administer'])[0] ?? '',
          },
          reason,
        })),
      ),
    );
  }

  demandPlatform(caller: Caller): void {
    this.demandRoots(caller);
  }

  private demandRoots(caller: Caller): string[] {
    const roots = rootsOf(caller, permissions['person.administer']);
    if (roots.length === 0) throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
    return roots;
  }

  private async inReach(ids: readonly string[], roots: readonly string[]): Promise<Account[]> {
    if (ids.length === 0 || roots.length === 0) return [];
    return this.database.read
      .createQueryBuilder(Account, 'a')
      .innerJoin(Organisation, 'o', 'o.id = a.organisationId')
      .where('a.id IN (:...ids)', {ids})
      .andWhere(
        new Brackets((any) => {
          for (const [n, root] of roots.entries()) any.orWhere(`o.path LIKE :root${n}`, {[`root${n}`]: `${root}%`});
        }),
      )
      .orderBy('a.id', 'ASC')
      .getMany();
  }
}

const fileOf = (keys: PersonKeys): PersonFile => PersonFile.of(personId(keys), keys);

export function reasonOf(reason: string): string {
  const said = reason.trim();
  if (said === '' || Array.from(said).length > REASON_MOST) throw personReasonNeeded();
  return said;
}
