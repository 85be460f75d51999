import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {DomainEvent} from '@concours/kernel/events/event';
import {project} from '@concours/kernel/events/inbox';
import {announce} from '@concours/kernel/events/outbox';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {rootsOf} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {erasingServices, type PersonErased, type PersonErasureRequested} from '@concours/schema/events';
import {type EntityManager, In, MoreThan, Not} from 'typeorm';
import type {AccountErasing} from '../accounts/account-erasing.service.js';
import type {Account} from '../accounts/account.js';
import {Grant} from '../grants/grant.js';
import {PersonErasure, PersonErasurePart} from './person-erasure.js';
import {type PersonFiles, reasonOf} from './person-files.service.js';
import {personLastAdministrator, personNotConfirmed} from './person.refusals.js';

const WORDS = ['清除', 'ERASE'];

/** Erases what is held of a person: here at once, elsewhere by an event that each service answers when it has done its part. */
export class PersonErasing {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly files: PersonFiles,
    private readonly accounts: AccountErasing,
  ) {}

  async erase(
    caller: Caller,
    i: {id: string; reason: string; confirmation: string; authors: boolean},
  ): Promise<PersonErasure> {
    const file = this.files.demand(caller, i.id);
    const reason = reasonOf(i.reason);
    if (!WORDS.includes(i.confirmation.trim())) throw personNotConfirmed();
    const accounts = await this.files.accountsOf(caller, file);
    const roots = this.files.isOwn(caller, file.keys) ? [] : rootsOf(caller, permissions['person.administer']);
    return this.database.write(async (manager) => {
      await this.refuseLastAdministrator(manager, accounts);
      const requestedAt = this.clock.now();
      const ids = accounts.map(({id}) => id);
      const erasure = Object.assign(new PersonErasure(), {
        ...{id: newId(), contacts: file.keys.contacts, accounts: ids, roots, authors: i.authors},
        ...{
          reason,
          requestedBy: ids.includes(caller.id ?? '') ? null : (caller.name?.slice(0, 191) ?? null),
          requestedAt,
        },
      });
      await manager.insert(PersonErasure, erasure);
      const parts = erasingServices.map((service) => ({erasureId: erasure.id, service, rows: 0, erasedAt: null}));
      await manager.insert(PersonErasurePart, parts);
      await this.accounts.erase(manager, ids);
      const own = {erasureId: erasure.id, service: 'organisations' as const};
      await manager.update(PersonErasurePart, own, {rows: ids.length, erasedAt: requestedAt});
      const need = {roles: permissions['person.administer'], path: roots[0] ?? ''};
      const subjects = accounts.map(({id, organisationId}) => ({subject: {type: 'Account', id}, organisationId}));
      const whole = {subject: {type: 'PersonErasure', id: erasure.id}, organisationId: null};
      const after = {erasure: erasure.id, accounts: ids.length, authors: i.authors};
      await record(
        manager,
        caller,
        [whole, ...subjects].map((of) => ({...of, action: 'erasePerson', need, after, reason})),
      );
      await announce(manager, {...requested(erasure), type: 'PersonErasureRequested', at: requestedAt});
      return erasure;
    });
  }

  /** What a service has done is noted once, however often it says so. */
  async note(event: DomainEvent<PersonErased>): Promise<void> {
    await project(this.database, event, async (manager, {payload}) => {
      const {erasureId, service, rows, erasedAt} = payload;
      await manager.update(PersonErasurePart, {erasureId, service}, {rows, erasedAt: new Date(erasedAt)});
    });
  }

  /** The newest ones first. */
  async list(first: number): Promise<PersonErasure[]> {
    return this.database.read.find(PersonErasure, {order: {id: 'DESC'}, take: first});
  }

  async partsOf(ids: readonly string[]): Promise<PersonErasurePart[][]> {
    const rows = await this.database.read.find(PersonErasurePart, {
      where: {erasureId: In([...ids])},
      order: {service: 'ASC'},
    });
    return ids.map((id) => rows.filter(({erasureId}) => erasureId === id));
  }

  async *all(): AsyncIterable<ReturnType<typeof requested>> {
    for (let after = ''; ;) {
      const rows = await this.database.read.find(PersonErasure, {
        where: {id: MoreThan(after)},
        order: {id: 'ASC'},
        take: 100,
      });
      for (const row of rows) yield requested(row);
      if (rows.length < 100) return;
      after = rows[rows.length - 1].id;
    }
  }

  private async refuseLastAdministrator(manager: EntityManager, accounts: readonly Account[]): Promise<void> {
    const ids = accounts.map(({id}) => id);
    if (ids.length === 0 || !(await manager.existsBy(Grant, {accountId: In(ids), role: 'PLATFORM_ADMIN'}))) return;
    if (!(await manager.existsBy(Grant, {accountId: Not(In(ids)), role: 'PLATFORM_ADMIN'})))
      throw personLastAdministrator();
  }
}

function requested(erasure: PersonErasure): {subject: string; version: number; payload: PersonErasureRequested} {
  const {id, contacts, accounts, roots, authors, requestedAt} = erasure;
  const payload = {id, contacts, accounts, roots, authors, requestedAt: requestedAt.toISOString()};
  return {subject: id, version: 1, payload};
}
