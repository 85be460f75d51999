import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor} from '@concours/kernel/page';
import {cursorInvalid, notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {scopesOf, subtree} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {Brackets, type SelectQueryBuilder, type WhereExpressionBuilder} from 'typeorm';
import {Organisation} from '../organisations/organisation.js';
import {AuditTrailRow} from './audit-trail-row.js';

export interface AuditQuery {
  accountId?: string | null;
  actions?: string[] | null;
  subjectType?: string | null;
  subjectId?: string | null;
  organisationId?: string | null;
  campaignId?: string | null;
  from?: Date | null;
  to?: Date | null;
  text?: string | null;
}

export interface AuditPage {
  nodes: AuditTrailRow[];
  pageInfo: {endCursor: string | null; hasNextPage: boolean};
}

/** Up to so many units are named one by one, each with its own index; of more the newest rows are looked through. */
const FEW_UNITS = 300;
const PART = 500;

/** The gathered trail, and who may see what of it. */
export class AuditReadingService {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async page(caller: Caller, query: AuditQuery, {first, after}: {first: number; after?: string}): Promise<AuditPage> {
    const rows = await this.scoped(caller, query);
    if (after !== undefined) olderThan(rows, positionOf(after));
    const found = await rows.limit(first + 1).getMany();
    const nodes = found.slice(0, first);
    const last = nodes.at(-1);
    const endCursor = last ? encodeCursor([last.at.getTime(), last.id]) : null;
    return {nodes, pageInfo: {endCursor, hasNextPage: found.length > first}};
  }

  /** How many rows there are. */
  async count(caller: Caller, query: AuditQuery): Promise<number> {
    return (await this.scoped(caller, query)).getCount();
  }

  /** All of them, newest first, a part at a time, so that a trail of any length can be written to a file. */
  async *all(caller: Caller, query: AuditQuery): AsyncIterable<AuditTrailRow[]> {
    let position: {at: Date; id: string} | undefined;
    for (;;) {
      const rows = await this.scoped(caller, query);
      if (position) olderThan(rows, position);
      const part = await rows.limit(PART).getMany();
      if (part.length > 0) yield part;
      if (part.length < PART) return;
      position = part[part.length - 1];
    }
  }

  private async scoped(caller: Caller, query: AuditQuery): Promise<SelectQueryBuilder<AuditTrailRow>> {
    const rows = this.database.read.createQueryBuilder(AuditTrailRow, 't');
    await this.restrict(rows, caller);
    await this.filter(rows, query);
    return rows.orderBy('t.at', 'DESC').addOrderBy('t.id', 'DESC');
  }

  /** Rows without a unit are seen by those alone who may read the trail at a root of the tree. */
  private async restrict(rows: SelectQueryBuilder<AuditTrailRow>, caller: Caller): Promise<void> {
    if (caller.kind === 'system') return;
    // a grant within a track reaches no row: rows know their campaign only
    const scopes = scopesOf(caller, permissions['audit.read']).filter(({within}) => !within?.includes('/'));
    if (scopes.length === 0) throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
    const wide = scopes.filter(({within}) => within === undefined);
    const roots = wide.filter(({path}) => path.indexOf('.') === path.length - 1);
    const places = await Promise.all(
      scopes.map(async ({path, within}, index) => ({within, at: await this.unitsBelow(path, `scope${index}`)})),
    );
    rows.andWhere(
      new Brackets((either) => {
        if (roots.length > 0) either.orWhere('t.organisationId IS NULL');
        places.forEach(({within, at}, index) => {
          const campaign = within === undefined ? '' : ` AND t.campaignId = :within${index}`;
          either.orWhere(`(${at.condition}${campaign})`, {...at.parameters, [`within${index}`]: within});
        });
      }),
    );
  }

  private async filter(rows: SelectQueryBuilder<AuditTrailRow>, query: AuditQuery): Promise<void> {
    if (query.accountId) rows.andWhere('t.callerId = :accountId', {accountId: query.accountId});
    if (query.actions?.length) rows.andWhere('t.action IN (:...actions)', {actions: query.actions});
    if (query.subjectType) rows.andWhere('t.subjectType = :subjectType', {subjectType: query.subjectType});
    if (query.subjectId) rows.andWhere('t.subjectId = :subjectId', {subjectId: query.subjectId});
    if (query.campaignId) rows.andWhere('t.campaignId = :campaignId', {campaignId: query.campaignId});
    if (query.from) rows.andWhere('t.at >= :from', {from: query.from});
    if (query.to) rows.andWhere('t.at < :to', {to: query.to});
    if (query.organisationId) {
      const place = await this.database.read.findOneBy(Organisation, {id: query.organisationId});
      if (!place) return void rows.andWhere('1 = 0');
      const {condition, parameters} = await this.unitsBelow(place.path, 'unit');
      rows.andWhere(condition, parameters);
    }
    const text = query.text?.trim().replace(/[!%_]/g, '!$&');
    if (text) rows.andWhere(new Brackets((either) => anywhere(either, text)));
  }

  /** By the tree as it is today: who has come to answer for a unit sees what was done there before. */
  private async unitsBelow(path: string, name: string): Promise<{condition: string; parameters: object}> {
    const range = subtree(path);
    const few = await this.database.read
      .createQueryBuilder(Organisation, 'o')
      .select('o.id', 'id')
      .where('o.path >= :from AND o.path < :to', range)
      .limit(FEW_UNITS + 1)
      .getRawMany<{id: string}>();
    if (few.length === 0) return {condition: '1 = 0', parameters: {}};
    if (few.length <= FEW_UNITS) {
      return {condition: `t.organisationId IN (:...${name})`, parameters: {[name]: few.map(({id}) => id)}};
    }
    return {
      condition: `EXISTS (SELECT 1 FROM organisation o WHERE o.id = t.organisationId AND o.path >= :${name}From AND o.path < :${name}To)`,
      parameters: {[`${name}From`]: range.from, [`${name}To`]: range.to},
    };
  }
}

const searched = ['callerName', 'callerId', 'subjectId', 'action', 'reason', 'beforeText', 'afterText', 'requestId'];

function anywhere(either: WhereExpressionBuilder, text: string): void {
  for (const column of searched) either.orWhere(`t.${column} LIKE :text ESCAPE '!'`, {text: `%${text}%`});
}

function olderThan(rows: SelectQueryBuilder<AuditTrailRow>, {at, id}: {at: Date; id: string}): void {
  // the first half is what an index can seek by
  rows.andWhere('t.at <= :beforeAt AND (t.at < :beforeAt OR t.id < :beforeId)', {beforeAt: at, beforeId: id});
}

function positionOf(cursor: string): {at: Date; id: string} {
  const [at, id] = decodeCursor(cursor, 2);
  const instant = new Date(at);
  if (typeof at !== 'number' || typeof id !== 'string' || Number.isNaN(instant.getTime())) throw cursorInvalid();
  return {at: instant, id};
}
