import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {demand, demandPerson, scopesOf, type Need} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {In, Not, type EntityManager} from 'typeorm';
import {Organisation} from '../organisations/organisation.js';
import {withinSubtrees} from '../within-subtrees.js';
import {AppDay, AppKey} from './app-key.js';
import type {AppKeyring} from './app-keys.js';
import {tooManyAppKeys} from './app.refusals.js';
import {PartnerApp, type IssuedAppKey, type RegisteredApp} from './partner-app.js';

/** One in use, one that takes over, and one for another server of theirs. */
const MOST_KEYS = 3;

export class PartnerAppService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keyring: AppKeyring,
  ) {}

  /** An app can make voters as it likes, so only the platform's administrators let one in. */
  async register(
    caller: Caller,
    i: {id?: string; name: string; organisationId: string; publicKey?: string | null},
  ): Promise<RegisteredApp> {
    demandPerson(caller);
    // what comes before a colon is the platform's own to say, such as openid:
    if (i.id?.includes(':')) throw new RangeError('the id of an app holds no colon');
    const made = await this.made(i.publicKey);
    return this.database.write(async (manager) => {
      const need = needAt(caller, await manager.findOneBy(Organisation, {id: i.organisationId}));
      const app = Object.assign(new PartnerApp(), {
        id: i.id ?? newId(),
        name: i.name.trim(),
        organisationId: i.organisationId,
        secret: '',
        suspendedAt: null,
        createdAt: this.clock.now(),
      });
      await manager.insert(PartnerApp, app);
      const key = await this.insertKey(manager, app.id, made.key);
      await record(manager, caller, {
        ...entryOf('registerPartnerApp', app, need),
        after: {name: app.name, algorithm: key.algorithm},
      });
      return {app, key, secret: made.secret};
    });
  }

  /** Beside those that are there: the app changes over when it likes, and then the old one is ended. */
  async addKey(caller: Caller, appId: string, publicKey?: string | null): Promise<IssuedAppKey> {
    demandPerson(caller);
    const made = await this.made(publicKey);
    return this.database.write(async (manager) => {
      const {app, need} = await this.administered(manager, caller, appId);
      if ((await manager.countBy(AppKey, {appId})) >= MOST_KEYS) throw tooManyAppKeys({most: MOST_KEYS});
      const key = await this.insertKey(manager, appId, made.key);
      const {id, algorithm} = key;
      await record(manager, caller, {...entryOf('addPartnerAppKey', app, need), after: {key: id, algorithm}});
      return {key, secret: made.secret};
    });
  }

  async endKey(caller: Caller, id: string): Promise<boolean> {
    demandPerson(caller);
    return this.database.write(async (manager) => {
      const key = await manager.findOneBy(AppKey, {id});
      const {app, need} = await this.administered(manager, caller, key?.appId ?? '');
      await manager.delete(AppKey, {id});
      await record(manager, caller, {...entryOf('endPartnerAppKey', app, need), before: {key: id}});
      return true;
    });
  }

  async suspend(caller: Caller, id: string, suspended: boolean): Promise<PartnerApp> {
    demandPerson(caller);
    return this.database.write(async (manager) => {
      const {app, need} = await this.administered(manager, caller, id);
      const before = {suspended: app.suspended};
      app.suspendedAt = suspended ? this.clock.now() : null;
      await manager.update(PartnerApp, {id}, {suspendedAt: app.suspendedAt});
      await record(manager, caller, {...entryOf('suspendPartnerApp', app, need), before, after: {suspended}});
      return app;
    });
  }

  async remove(caller: Caller, id: string): Promise<boolean> {
    demandPerson(caller);
    return this.database.write(async (manager) => {
      const {app, need} = await this.administered(manager, caller, id);
      await manager.delete(AppKey, {appId: id});
      await manager.delete(AppDay, {appId: id});
      await manager.delete(PartnerApp, {id});
      await record(manager, caller, {...entryOf('removePartnerApp', app, need), before: {name: app.name}});
      return true;
    });
  }

  /** Those at or below the caller's places, the oldest first. There are few. */
  async list(caller: Caller): Promise<PartnerApp[]> {
    const rows = this.database.read.createQueryBuilder(PartnerApp, 'p').orderBy('p.id').limit(200);
    if (caller.kind !== 'system') {
      const scopes = scopesOf(caller, permissions['app.read']).filter((scope) => scope.within === undefined);
      if (scopes.length === 0) throw refusalFor(caller);
      rows.innerJoin(Organisation, 'o', 'o.id = p.organisationId').andWhere(withinSubtrees('o.path', scopes));
    }
    return rows.getMany();
  }

  async keysOf(appIds: readonly string[]): Promise<AppKey[][]> {
    const rows = await this.database.read.find(AppKey, {where: {appId: In([...appIds])}, order: {id: 'ASC'}});
    return appIds.map((id) => rows.filter(({appId}) => appId === id));
  }

  /**
   * At each start: what an earlier version kept in the open is sealed, and what was sealed with an older key with the
   * newest. Two instances that do it at once leave one key each.
   */
  async sealSecrets(): Promise<void> {
    const open = await this.database.read.findBy(PartnerApp, {secret: Not('')});
    for (const {id, secret} of open) {
      await this.database.write(async (manager) => {
        const {affected} = await manager.update(PartnerApp, {id, secret}, {secret: ''});
        if (affected) await this.insertKey(manager, id, this.keyring.kept(secret));
      });
    }
    for (const key of await this.database.read.find(AppKey)) {
      const material = this.keyring.resealed(key);
      if (material !== null) await this.database.write((manager) => manager.update(AppKey, {id: key.id}, {material}));
    }
  }

  private async made(publicKey?: string | null) {
    if (publicKey) return {secret: null, key: await this.keyring.publicKey(publicKey)};
    const {secret, ...key} = this.keyring.newSecret();
    return {secret, key};
  }

  private async insertKey(
    manager: EntityManager,
    appId: string,
    made: Pick<AppKey, 'algorithm' | 'material' | 'ending'>,
  ): Promise<AppKey> {
    const key = Object.assign(new AppKey(), {id: newId(), appId, createdAt: this.clock.now(), ...made});
    await manager.insert(AppKey, key);
    return key;
  }

  private async administered(manager: EntityManager, caller: Caller, id: string) {
    const app = await manager.findOneBy(PartnerApp, {id});
    const at = app && (await manager.findOneBy(Organisation, {id: app.organisationId}));
    const need = needAt(caller, at);
    if (!app) throw refusalFor(caller);
    return {app, need};
  }
}

function needAt(caller: Caller, organisation: Organisation | null): Need {
  if (!organisation) throw refusalFor(caller);
  const need = {roles: permissions['app.administer'], path: organisation.path};
  demand(caller, need);
  return need;
}

const refusalFor = (caller: Caller) => (caller.kind === 'anonymous' ? notSignedIn() : notPermitted());

const entryOf = (action: string, {id, organisationId}: PartnerApp, need: Need) => ({
  action,
  subject: {type: 'PartnerApp', id},
  organisationId,
  need,
});
