import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor, type PageOf} from '@concours/kernel/page';
import {notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {scopesOf, subtree} from '@concours/kernel/scope';
import {permissions, type Role} from '@concours/schema/access';
import {Brackets, type SelectQueryBuilder} from 'typeorm';
import {SecondFactor} from '../factors/second-factor.js';
import {Grant} from '../grants/grant.js';
import {Organisation} from '../organisations/organisation.js';
import {afterCursor, cursorOf, orderBy, type AccountSort} from './account.order.js';
import {Account, type AccountState} from './account.js';
import {accountNameKey} from './account.rules.js';

export interface AccountQuery {
  first: number;
  after?: string;
  search?: string | null;
  organisationId?: string | null;
  roles?: Role[] | null;
  states?: AccountState[] | null;
  secondFactor?: boolean | null;
  sort?: AccountSort | null;
}

/** As `Account.state` tells them. */
const inState: Record<AccountState, string> = {
  SUSPENDED: 'a.suspended = :yes',
  INVITED: '(a.suspended = :no AND a.passwordHash IS NULL AND a.lastSignInAt IS NULL)',
  ACTIVE: '(a.suspended = :no AND (a.passwordHash IS NOT NULL OR a.lastSignInAt IS NOT NULL))',
};

/** The list of accounts: it ends at the edge of what the caller administers or audits. */
export class AccountListService {
  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
  ) {}

  async page(caller: Caller, query: AccountQuery): Promise<PageOf<Account>> {
    const rows = this.database.read
      .createQueryBuilder(Account, 'a')
      .innerJoin(Organisation, 'o', 'o.id = a.organisationId');
    scopeTo(rows, caller);
    await this.narrow(rows, query);
    const totalCount = await rows.getCount();
    const sort = query.sort ?? 'NAME';
    const {after} = query;
    if (after !== undefined) afterCursor(rows, sort, (arity) => decodeCursor(after, arity));
    orderBy(rows, sort);
    const found = await rows.limit(query.first + 1).getMany();
    const nodes = found.slice(0, query.first);
    const last = nodes.at(-1);
    const endCursor = last ? encodeCursor(cursorOf(last, sort)) : null;
    return {nodes, totalCount, pageInfo: {endCursor, hasNextPage: found.length > query.first}};
  }

  private async narrow(rows: SelectQueryBuilder<Account>, query: AccountQuery): Promise<void> {
    const search = accountNameKey(query.search ?? '').replace(/[!%_]/g, '!$&');
    if (search !== '') {
      rows.andWhere("(a.nameKey LIKE :like ESCAPE '!' OR LOWER(a.displayName) LIKE :like ESCAPE '!')", {
        like: `%${search}%`,
      });
    }
    if (query.organisationId) {
      const place = await this.database.read.findOneBy(Organisation, {id: query.organisationId});
      // below a place that isn't there is nobody
      const {from, to} = place ? subtree(place.path) : {from: '', to: ''};
      rows.andWhere('o.path >= :from AND o.path < :to', {from, to});
    }
    if (query.roles?.length) {
      const held = rows
        .subQuery()
        .select('1')
        .from(Grant, 'g')
        .where('g.accountId = a.id AND g.role IN (:...roles) AND (g.until IS NULL OR g.until > :now)');
      rows.andWhere(`EXISTS ${held.getQuery()}`, {roles: query.roles, now: this.realTime.now()});
    }
    if (query.states?.length) {
      rows.andWhere(`(${query.states.map((state) => inState[state]).join(' OR ')})`, {yes: true, no: false});
    }
    if (query.secondFactor != null) {
      const on = rows
        .subQuery()
        .select('1')
        .from(SecondFactor, 'f')
        .where('f.accountId = a.id AND f.confirmedAt IS NOT NULL');
      rows.andWhere(`${query.secondFactor ? '' : 'NOT '}EXISTS ${on.getQuery()}`);
    }
  }
}

function scopeTo(rows: SelectQueryBuilder<Account>, caller: Caller): void {
  if (caller.kind === 'system') return;
  const places = scopesOf(caller, permissions['account.read']).filter(({within}) => within === undefined);
  if (places.length === 0) throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
  rows.andWhere(
    new Brackets((either) =>
      places.forEach(({path}, index) => {
        const {from, to} = subtree(path);
        either.orWhere(`(o.path >= :from${index} AND o.path < :to${index})`, {
          [`from${index}`]: from,
          [`to${index}`]: to,
        });
      }),
    ),
  );
}
