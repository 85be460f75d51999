import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {inputInvalid, notFound, notSignedIn} from '@concours/kernel/refusal';
import {covers, may, type Need} from '@concours/kernel/scope';
import {permissions, type Permission, type Role} from '@concours/schema/access';
import {In, Not} from 'typeorm';
import {Account} from '../accounts/account.js';
import type {AccountService} from '../accounts/account.service.js';
import {Grant} from '../grants/grant.js';
import {mayHandOut} from '../grants/grant.service.js';
import {Organisation} from '../organisations/organisation.js';
import type {AccountPermission, PermissionAnswer, PermissionGrantor, PermissionVerdict} from './permission.js';

export interface PermissionQuestion {
  accountId: string;
  permission: string;
  organisationId: string;
  campaignId?: string | null;
  trackKey?: string | null;
}

const MOST_GRANTORS = 10;

/**
 * What an account may do, and why. Decided by the same `may` over the same table as every act of the platform: each grant is
 * asked as if its holder had no other.
 */
export class PermissionService {
  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
    private readonly accounts: AccountService,
  ) {}

  /** For each account, every permission that one of its grants gives somewhere. */
  async ofAccounts(accountIds: readonly string[]): Promise<AccountPermission[][]> {
    const held = await this.held({accountId: In([...accountIds])});
    const now = this.realTime.now();
    return accountIds.map((id) => {
      const live = held.filter(({grant}) => grant.accountId === id && !isOver(grant, now));
      return (Object.keys(permissions) as Permission[]).flatMap((permission) => {
        const grants = live.filter(({grant, path}) =>
          may(holderOf(grant, path), {roles: permissions[permission], path, within: grant.scope || undefined}),
        );
        return grants.length > 0 ? [{permission, grants: grants.map(({grant}) => grant)}] : [];
      });
    });
  }

  async explain(caller: Caller, question: PermissionQuestion): Promise<PermissionAnswer> {
    if (caller.kind === 'anonymous') throw notSignedIn();
    if (!Object.hasOwn(permissions, question.permission)) throw inputInvalid({field: 'permission'});
    const [account] = await this.accounts.visible(caller, [question.accountId]);
    const place = await this.database.read.findOneBy(Organisation, {id: question.organisationId});
    if (!account || !place) throw notFound();
    const {campaignId, trackKey} = question;
    const within = campaignId ? (trackKey ? `${campaignId}/${trackKey}` : campaignId) : undefined;
    const roles = permissions[question.permission as Permission];
    const need: Need = {roles, path: place.path, within};
    const {verdict, grant} = nearest(await this.held({accountId: account.id}), need, this.realTime.now());
    const refused = verdict !== 'HELD';
    return {
      verdict: account.suspended ? 'SUSPENDED' : verdict,
      grant,
      roles: [...roles],
      grantors: refused ? await this.grantors(need, account.id) : [],
    };
  }

  /** Whoever could hand out one of the roles here: administrators of the place and of those above, the nearest first. */
  private async grantors(need: Need, exceptId: string): Promise<PermissionGrantor[]> {
    const above = need.path.split('.').slice(0, -1);
    const paths = above.map((_, depth) => `${above.slice(0, depth + 1).join('.')}.`);
    const places = await this.database.read.findBy(Organisation, {path: In(paths)});
    const near = await this.held({organisationId: In(places.map(({id}) => id)), accountId: Not(exceptId)});
    const active = new Set(
      (
        await this.database.read.findBy(Account, {id: In(near.map(({grant}) => grant.accountId)), suspended: false})
      ).map(({id}) => id),
    );
    const now = this.realTime.now();
    return near
      .filter(({grant}) => active.has(grant.accountId) && !isOver(grant, now))
      .sort((a, b) => b.path.length - a.path.length || (a.grant.id < b.grant.id ? -1 : 1))
      .flatMap(({grant, path}) => {
        const holder = holderOf(grant, path);
        const given = (need.roles as Role[]).filter((role) =>
          mayHandOut(holder, {role, scope: need.within ?? '', path: need.path}),
        );
        return given.length > 0 ? [{by: grant, roles: given}] : [];
      })
      .slice(0, MOST_GRANTORS);
  }

  private async held(where: object): Promise<Held[]> {
    const grants = await this.database.read.find(Grant, {where, order: {id: 'ASC'}});
    const ids = [...new Set(grants.map(({organisationId}) => organisationId))];
    const places = await this.database.read.find(Organisation, {select: {id: true, path: true}, where: {id: In(ids)}});
    const pathOf = new Map(places.map(({id, path}) => [id, path]));
    return grants.flatMap((grant) => {
      const path = pathOf.get(grant.organisationId);
      return path === undefined ? [] : [{grant, path}];
    });
  }
}

interface Held {
  grant: Grant;
  path: string;
}

/** From what decides to what is furthest from deciding. */
const closeness: PermissionVerdict[] = ['HELD', 'ENDED', 'OTHER_CAMPAIGN', 'ELSEWHERE'];

function nearest(held: Held[], need: Need, now: Date): {verdict: PermissionVerdict; grant: Grant | null} {
  const verdicts = held.flatMap(({grant, path}) => {
    const verdict = verdictOf(grant, path, need, now);
    return verdict ? [{verdict, grant, path}] : [];
  });
  for (const verdict of closeness) {
    // of several the one that lasts longest, then the one nearest to the place
    const [found] = verdicts
      .filter((each) => each.verdict === verdict)
      .sort((a, b) => lasting(b.grant) - lasting(a.grant) || b.path.length - a.path.length);
    if (found) return {verdict, grant: found.grant};
  }
  return {verdict: 'NO_ROLE', grant: null};
}

/** Asked with one thing changed at a time: what has to change for a yes is what is missing. */
function verdictOf(grant: Grant, path: string, need: Need, now: Date): PermissionVerdict | null {
  const holder = holderOf(grant, path);
  if (may(holder, need)) return isOver(grant, now) ? 'ENDED' : 'HELD';
  if (isOver(grant, now)) return null;
  const own = grant.scope || undefined;
  if (covers(path, need.path) && may(holder, {...need, within: own})) return 'OTHER_CAMPAIGN';
  return may(holder, {...need, path, within: own}) ? 'ELSEWHERE' : null;
}

function holderOf({accountId, role, organisationId, scope}: Grant, path: string): Caller {
  const grant = {role, organisation: organisationId, path, ...(scope && {within: scope})};
  return {kind: 'account', id: accountId, name: null, grants: [grant], requestId: ''};
}

const isOver = ({until}: Grant, now: Date): boolean => until !== null && until <= now;
const lasting = ({until}: Grant): number => until?.getTime() ?? Number.MAX_SAFE_INTEGER;
