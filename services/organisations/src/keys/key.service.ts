import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import {isDuplicate, type Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {decodeCursor, encodeCursor, type PageOf} from '@concours/kernel/page';
import {notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {demand, demandPerson, scopesOf, type Need} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {In, type EntityManager} from 'typeorm';
import {Account} from '../accounts/account.js';
import {Grant} from '../grants/grant.js';
import type {GrantService} from '../grants/grant.service.js';
import type {LastSeen} from '../last-seen.js';
import {Organisation} from '../organisations/organisation.js';
import {hashOf, newToken} from '../token.js';
import {withinSubtrees} from '../within-subtrees.js';
import {ApiKey, ApiKeyGrant, type IssuedKey} from './api-key.js';
import {keyEndInvalid, keyGrantNotYours, keyNameTaken, tooManyKeys} from './key.refusals.js';
import {isEnd, keyNameOf, latestEnd, MOST_KEYS} from './key.rules.js';

export interface NewKey {
  name: string;
  grantIds: string[];
  readOnly: boolean;
  expiresAt: Date;
}

export class KeyService {
  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
    private readonly grants: GrantService,
    private readonly lastSeen: LastSeen,
  ) {}

  /** Of a person's own, by that person: nobody makes a key in another's name, and no key makes a key. */
  async create(caller: Caller, input: NewKey): Promise<IssuedKey> {
    const accountId = personOf(caller);
    const now = this.realTime.now();
    if (!isEnd(input.expiresAt, now)) throw keyEndInvalid({latest: latestEnd(now).toISOString()});
    const grantIds = [...new Set(input.grantIds)];
    return this.database.write(async (manager) => {
      if ((await manager.countBy(ApiKey, {accountId})) >= MOST_KEYS) throw tooManyKeys();
      const held = await this.grants.heldBy(manager, accountId);
      if (grantIds.some((id) => !held.some((grant) => grant.id === id))) throw keyGrantNotYours();
      const token = newToken('ck');
      const key = new ApiKey();
      Object.assign(key, {
        id: newId(),
        name: input.name.trim(),
        nameKey: keyNameOf(input.name),
        accountId,
        tokenHash: hashOf(token),
        ending: token.slice(-4),
        readOnly: input.readOnly,
        expiresAt: input.expiresAt,
        createdAt: now,
        lastSeenAt: null,
      });
      await manager.insert(ApiKey, key).catch((error: unknown) => {
        throw isDuplicate(error) ? keyNameTaken() : error;
      });
      await manager.insert(
        ApiKeyGrant,
        grantIds.map((grantId) => ({keyId: key.id, grantId})),
      );
      const {name, readOnly, expiresAt} = key;
      const owner = await manager.findOneByOrFail(Account, {id: accountId});
      await record(manager, caller, {
        action: 'createKey',
        subject: {type: 'ApiKey', id: key.id},
        organisationId: owner.organisationId,
        after: {name, readOnly, expiresAt, grants: grantIds},
      });
      return {key, token};
    });
  }

  /** One's own, or by who administers its owner. The missing row is what ends it, at once and on every instance. */
  async revoke(caller: Caller, id: string): Promise<boolean> {
    demandPerson(caller);
    return this.database.write(async (manager) => {
      const key = await manager.findOneBy(ApiKey, {id});
      const owner = key && (await manager.findOneBy(Account, {id: key.accountId}));
      if (!key || !owner) throw notPermitted();
      const need = owner.id === caller.id ? undefined : await demandAt(manager, caller, owner.organisationId);
      await manager.delete(ApiKeyGrant, {keyId: id});
      await manager.delete(ApiKey, {id});
      await record(manager, caller, {
        action: 'revokeKey',
        subject: {type: 'ApiKey', id},
        organisationId: owner.organisationId,
        need,
        before: {name: key.name, owner: owner.id},
      });
      return true;
    });
  }

  /** One's own, the newest first; the ended among them until they are revoked. */
  async own(caller: Caller): Promise<ApiKey[]> {
    return this.database.read.find(ApiKey, {where: {accountId: personOf(caller)}, order: {id: 'DESC'}});
  }

  /** Of accounts administered at or below the caller's places, the newest first. */
  async page(caller: Caller, query: {first: number; after?: string; search?: string | null}): Promise<PageOf<ApiKey>> {
    const rows = this.database.read
      .createQueryBuilder(ApiKey, 'k')
      .innerJoin(Account, 'a', 'a.id = k.accountId')
      .innerJoin(Organisation, 'o', 'o.id = a.organisationId');
    if (caller.kind !== 'system') {
      const scopes = scopesOf(caller, permissions['key.read']).filter((scope) => scope.within === undefined);
      if (scopes.length === 0) throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
      rows.andWhere(withinSubtrees('o.path', scopes));
    }
    const search = keyNameOf(query.search ?? '').replace(/[!%_]/g, '!$&');
    if (search !== '') {
      const either = ['k.nameKey', 'a.nameKey', 'LOWER(a.displayName)'].map(
        (column) => `${column} LIKE :like ESCAPE '!'`,
      );
      rows.andWhere(`(${either.join(' OR ')})`, {like: `%${search}%`});
    }
    const totalCount = await rows.getCount();
    if (query.after !== undefined) rows.andWhere('k.id < :after', {after: String(decodeCursor(query.after, 1)[0])});
    const found = await rows
      .orderBy('k.id', 'DESC')
      .limit(query.first + 1)
      .getMany();
    const nodes = found.slice(0, query.first);
    const last = nodes.at(-1);
    const pageInfo = {endCursor: last ? encodeCursor([last.id]) : null, hasNextPage: found.length > query.first};
    return {nodes, totalCount, pageInfo};
  }

  /** For each key, the grants that it carries now: those of its own that its owner still holds. */
  async grantsOf(keys: readonly ApiKey[]): Promise<Grant[][]> {
    const carried = await this.database.read.findBy(ApiKeyGrant, {keyId: In(keys.map(({id}) => id))});
    const accountIds = [...new Set(keys.map(({accountId}) => accountId))];
    const held = new Map(
      (await this.grants.ofAccounts(accountIds)).map((grants, index) => [accountIds[index], grants]),
    );
    return keys.map(({id, accountId}) => {
      const ids = new Set(carried.filter(({keyId}) => keyId === id).map(({grantId}) => grantId));
      return (held.get(accountId) ?? []).filter((grant) => ids.has(grant.id));
    });
  }

  byId(id: string): Promise<ApiKey | null> {
    return this.database.read.findOneBy(ApiKey, {id});
  }

  /** Null when it has ended or its owner is suspended. It holds what is left of its grants: maybe nothing. */
  async callerOf(token: string, requestId: string): Promise<Caller | null> {
    const key = await this.database.read.findOneBy(ApiKey, {tokenHash: hashOf(token)});
    if (!key || key.expiresAt <= this.realTime.now()) return null;
    const owner = await this.database.read.findOneBy(Account, {id: key.accountId});
    if (!owner || owner.suspended) return null;
    this.lastSeen.note(key.id);
    const [carried] = await this.grantsOf([key]);
    const grants = await this.grants.compacted(carried);
    const caller: Caller = {kind: 'key', id: owner.id, name: key.name, key: key.id, grants, requestId};
    return key.readOnly ? {...caller, readOnly: true} : caller;
  }
}

function personOf(caller: Caller): string {
  demandPerson(caller);
  if (caller.id === null) throw notPermitted();
  return caller.id;
}

async function demandAt(manager: EntityManager, caller: Caller, organisationId: string): Promise<Need> {
  const organisation = await manager.findOneBy(Organisation, {id: organisationId});
  if (!organisation) throw notPermitted();
  const need = {roles: permissions['key.revoke'], path: organisation.path};
  demand(caller, need);
  return need;
}
