import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import {isDuplicate, type Database} from '@concours/kernel/database';
import type {Caller, CallerGrant} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {notFound, notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {covers, may, mayUntil, scopesOf, type Need} from '@concours/kernel/scope';
import {permissions, type Role} from '@concours/schema/access';
import {In, type EntityManager} from 'typeorm';
import {Account} from '../accounts/account.js';
import {Organisation} from '../organisations/organisation.js';
import {demandOpen} from '../organisations/organisation-access.service.js';
import {Grant} from './grant.js';
import {grantOutlastsYours, grantToYourself} from './grant.refusals.js';
import {permissionsOf, rolesThatGrant, scopeOf} from './grant.rules.js';

export interface NewGrant {
  accountId: string;
  role: Role;
  organisationId: string;
  campaignId?: string | null;
  trackKey?: string | null;
  until?: Date | null;
}

interface Handed {
  role: Role;
  scope: string;
  path: string;
}

/** What may be given may be taken away. */
export function mayHandOut(caller: Caller, grant: Handed): boolean {
  return may(caller, handingOut(grant));
}

function handingOut({role, scope, path}: Handed): Need {
  return {roles: rolesThatGrant(role, scope), path, within: scope || undefined};
}

/** Nobody hands out what they don't hold, or for longer than they hold it, or to themselves more than they may do already. */
export function demandHandOut(caller: Caller, grant: Handed, until: Date | null, accountId: string): void {
  if (!mayHandOut(caller, grant)) throw refusalFor(caller);
  const end = until?.getTime() ?? Infinity;
  const latest = mayUntil(caller, handingOut(grant));
  if (end > latest) throw grantOutlastsYours({until: new Date(latest).toISOString()});
  if (accountId !== caller.id) return;
  const {path, scope} = grant;
  const widens = permissionsOf(grant.role).some(
    (name) => mayUntil(caller, {roles: permissions[name], path, within: scope || undefined}) < end,
  );
  if (widens) throw grantToYourself();
}

export class GrantService {
  /** `realTime`: when a grant ends is a matter of security, and must not stand still with a demo's calendar. */
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly realTime: Clock,
  ) {}

  grant(caller: Caller, input: NewGrant): Promise<Grant> {
    const once = () => this.database.write((manager) => this.grantIn(manager, caller, input));
    return once().catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
      return once();
    });
  }

  /** The same grant once more only moves its end. */
  async grantIn(manager: EntityManager, caller: Caller, input: NewGrant): Promise<Grant> {
    const {accountId, role, organisationId} = input;
    const scope = scopeOf(input.campaignId, input.trackKey);
    const organisation = await manager.findOneBy(Organisation, {id: organisationId});
    if (!organisation) throw refusalFor(caller);
    const until = input.until ?? null;
    demandHandOut(caller, {role, scope, path: organisation.path}, until, accountId);
    demandOpen(organisation);
    if (!(await manager.existsBy(Account, {id: accountId}))) throw notFound();
    const there = await manager.findOneBy(Grant, {accountId, role, organisationId, scope});
    const audited = {
      action: 'grantRole',
      organisationId,
      campaignId: input.campaignId,
      need: handingOut({role, scope, path: organisation.path}),
      after: {accountId, role, scope, until},
    };
    if (there) {
      await record(manager, caller, {
        ...audited,
        subject: {type: 'Grant', id: there.id},
        before: {until: there.until},
      });
      there.until = until;
      return manager.save(there);
    }
    const grant = new Grant();
    const grantedBy = caller.kind === 'account' ? caller.id : null;
    const createdAt = this.clock.now();
    Object.assign(grant, {id: newId(), accountId, role, organisationId, scope, until, grantedBy, createdAt});
    await manager.insert(Grant, grant);
    await record(manager, caller, {...audited, subject: {type: 'Grant', id: grant.id}});
    return grant;
  }

  revoke(caller: Caller, id: string): Promise<boolean> {
    return this.database.write(async (manager) => {
      const grant = await manager.findOneBy(Grant, {id});
      const organisation = grant && (await manager.findOneBy(Organisation, {id: grant.organisationId}));
      if (!grant || !organisation || !mayHandOut(caller, {...grant, path: organisation.path})) throw refusalFor(caller);
      await manager.delete(Grant, {id});
      const {accountId, role, scope, until} = grant;
      await record(manager, caller, {
        action: 'revokeGrant',
        subject: {type: 'Grant', id},
        organisationId: organisation.id,
        campaignId: grant.campaignId,
        need: handingOut({role, scope, path: organisation.path}),
        before: {accountId, role, scope, until},
      });
      return true;
    });
  }

  /** For each account, what it holds now. */
  async ofAccounts(accountIds: readonly string[]): Promise<Grant[][]> {
    const rows = await this.database.read.find(Grant, {where: {accountId: In([...accountIds])}, order: {id: 'ASC'}});
    const now = this.realTime.now();
    const live = rows.filter((grant) => grant.until === null || grant.until > now);
    return accountIds.map((id) => live.filter((grant) => grant.accountId === id));
  }

  /**
   * Who may sit on a panel of a campaign, for those who steer one there: its owner and the host of a track see no other accounts.
   * A grant above their place reaches it, one below it lies within it.
   */
  async judges(caller: Caller, campaignId: string, search?: string | null): Promise<Account[]> {
    const places = scopesOf(caller, permissions['round.steer']).filter(
      ({within}) => within === undefined || within.split('/')[0] === campaignId,
    );
    if (places.length === 0 && caller.kind !== 'system') throw refusalFor(caller);
    const rows = await this.database.read
      .createQueryBuilder(Grant, 'g')
      .innerJoin(Organisation, 'o', 'o.id = g.organisationId')
      .select(['g.accountId AS "accountId"', 'o.path AS "path"'])
      .where("g.role = 'JUDGE' AND (g.scope = '' OR g.scope = :campaignId OR g.scope LIKE :tracks)", {
        campaignId,
        tracks: `${campaignId}/%`,
      })
      .andWhere('(g.until IS NULL OR g.until > :now)', {now: this.realTime.now()})
      .getRawMany<{accountId: string; path: string}>();
    const near = rows.filter(
      ({path}) =>
        caller.kind === 'system' || places.some((place) => covers(place.path, path) || covers(path, place.path)),
    );
    const accounts = await this.database.read.findBy(Account, {id: In(near.map(({accountId}) => accountId))});
    const wanted = (search ?? '').trim().toLowerCase();
    return accounts
      .filter(({suspended, name, displayName}) => !suspended && `${name} ${displayName}`.toLowerCase().includes(wanted))
      .sort((a, b) => (a.nameKey < b.nameKey ? -1 : 1))
      .slice(0, 100);
  }

  /** What an account holds at this moment, within a unit of work. */
  async heldBy(manager: EntityManager, accountId: string): Promise<Grant[]> {
    const now = this.realTime.now();
    return (await manager.findBy(Grant, {accountId})).filter(({until}) => until === null || until > now);
  }

  /** As the envelope carries them. */
  async compact(accountId: string): Promise<CallerGrant[]> {
    const [grants] = await this.ofAccounts([accountId]);
    return this.compacted(grants);
  }

  /** Paths are read anew each time, so that a move counts at once. */
  async compacted(grants: readonly Grant[]): Promise<CallerGrant[]> {
    const ids = [...new Set(grants.map((grant) => grant.organisationId))];
    const places = await this.database.read.find(Organisation, {select: {id: true, path: true}, where: {id: In(ids)}});
    const pathOf = new Map(places.map(({id, path}) => [id, path]));
    return grants.flatMap(({role, organisationId: organisation, scope, until}) => {
      const path = pathOf.get(organisation);
      if (path === undefined) return [];
      const within = scope === '' ? {} : {within: scope};
      return [{role, organisation, path, ...within, ...(until && {until: until.getTime()})}];
    });
  }
}

function refusalFor(caller: Caller) {
  return caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
}
