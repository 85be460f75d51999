import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor, type PageOf} from '@concours/kernel/page';
import {notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {covers, demand, subtree} from '@concours/kernel/scope';
import {permissions, roles, type Role} from '@concours/schema/access';
import {In} from 'typeorm';
import {Account} from '../accounts/account.js';
import {Organisation} from '../organisations/organisation.js';
import {Grant} from './grant.js';
import {mayHandOut} from './grant.service.js';
import {rolesThatGrant} from './grant.rules.js';
import type {GrantablePlace, GrantableRole} from './grantable.js';

export interface GrantQuery {
  first: number;
  after?: string;
  organisationId: string;
  below?: boolean;
  roles?: Role[] | null;
}

/** Stands for "within some campaign", where it doesn't matter which. */
const SOME_CAMPAIGN = '*';
/** What a person can be; screens, apps and voters have their role from elsewhere. */
const forPeople = roles.filter((role) => !['DISPLAY', 'PARTNER_APP'].includes(role));

export class GrantListService {
  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
  ) {}

  /** Who holds something at a place today: those nearest to its top first. */
  async page(caller: Caller, query: GrantQuery): Promise<PageOf<Grant>> {
    const place = await this.database.read.findOneBy(Organisation, {id: query.organisationId});
    if (!place) throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
    demand(caller, {roles: permissions['account.read'], path: place.path});
    const {from, to} = subtree(place.path);
    const rows = this.database.read
      .createQueryBuilder(Grant, 'g')
      .innerJoin(Organisation, 'o', 'o.id = g.organisationId')
      .where('(g.until IS NULL OR g.until > :now)', {now: this.realTime.now()});
    if (query.below) rows.andWhere('o.path >= :from AND o.path < :to', {from, to});
    else rows.andWhere('g.organisationId = :id', {id: place.id});
    if (query.roles?.length) rows.andWhere('g.role IN (:...roles)', {roles: query.roles});
    const totalCount = await rows.getCount();
    if (query.after !== undefined) {
      const [path, id] = decodeCursor(query.after, 2).map(String);
      rows.andWhere('(o.path > :path OR (o.path = :path AND g.id > :after))', {path, after: id});
    }
    const {entities, raw} = await rows
      .addSelect('o.path', 'path')
      .orderBy('o.path')
      .addOrderBy('g.id')
      .limit(query.first + 1)
      .getRawAndEntities<{path: string}>();
    const nodes = entities.slice(0, query.first);
    const last = nodes.at(-1);
    const endCursor = last ? encodeCursor([raw[nodes.length - 1].path, last.id]) : null;
    return {nodes, totalCount, pageInfo: {endCursor, hasNextPage: entities.length > query.first}};
  }

  /** Every role with the places at which the caller may give it; of those that lie in one another, the upper one. */
  async grantable(caller: Caller, organisationId?: string | null): Promise<GrantableRole[]> {
    const at = organisationId ? await this.database.read.findOneBy(Organisation, {id: organisationId}) : null;
    const reaching = caller.grants.filter(({path}) => !organisationId || (at !== null && covers(path, at.path)));
    return forPeople.map((role) => ({
      role,
      places: widest(reaching.flatMap((grant) => placeOf({...caller, grants: [grant]}, role))),
      givenBy: rolesThatGrant(role, SOME_CAMPAIGN),
    }));
  }

  /** What others may know of a holder who is administered elsewhere: the name. */
  async namesOf(accountIds: readonly string[]): Promise<(string | null)[]> {
    const select = {id: true, displayName: true};
    const rows = await this.database.read.find(Account, {select, where: {id: In([...accountIds])}});
    const names = new Map(rows.map(({id, displayName}) => [id, displayName]));
    return accountIds.map((id) => names.get(id) ?? null);
  }
}

type Place = GrantablePlace & {path: string};

/** Where one single grant lets its holder give a role. */
function placeOf(holder: Caller, role: Role): Place[] {
  const [{organisation, path, within, until}] = holder.grants;
  const [campaignId = null, trackKey = null] = within?.split('/') ?? [];
  const place = {organisationId: organisation, path, campaignId, trackKey, until: until ? new Date(until) : null};
  if (mayHandOut(holder, {role, scope: within ?? '', path})) return [{...place, campaignRequired: false}];
  const confined = within === undefined && mayHandOut(holder, {role, scope: SOME_CAMPAIGN, path});
  return confined ? [{...place, campaignRequired: true}] : [];
}

function widest(places: readonly Place[]): Place[] {
  const within = (a: Place, b: Place) =>
    a !== b &&
    covers(b.path, a.path) &&
    (b.until ?? Infinity) >= (a.until ?? Infinity) &&
    (b.campaignId === null || (b.campaignId === a.campaignId && (b.trackKey ?? a.trackKey) === a.trackKey)) &&
    (!b.campaignRequired || a.campaignRequired || a.campaignId !== null);
  return places.filter((place, index) =>
    places.every((other, at) => !within(place, other) || (within(other, place) && at > index)),
  );
}
