import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor, type PageOf} from '@concours/kernel/page';
import {scopesOf, subtree} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {Brackets, type EntityManager, type SelectQueryBuilder} from 'typeorm';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {ActivityReport} from './activity-report.js';
import type {ReportState} from './report.kinds.js';

export interface ReportQuery {
  campaignId: string;
  states?: readonly ReportState[] | null;
  organisationId?: string | null;
  search?: string | null;
  first: number;
  after?: string | null;
}

/** The only way reports are read: every query narrows itself to what the caller may see. */
export class ReportReading {
  constructor(private readonly database: Database) {}

  async page(caller: Caller, query: ReportQuery): Promise<PageOf<ActivityReport>> {
    const rows = this.visible(caller).andWhere('r.campaignId = :campaign', {campaign: query.campaignId});
    if (query.states)
      rows.andWhere(query.states.length > 0 ? 'r.state IN (:...states)' : '1 = 0', {states: query.states});
    if (query.organisationId) {
      const {path} = (await this.database.read.findOneBy(OrganisationRef, {id: query.organisationId})) ?? {path: '-.'};
      const {from, to} = subtree(path);
      rows.andWhere('o.path >= :below AND o.path < :beyond', {below: from, beyond: to});
    }
    const words = query.search?.trim();
    if (words) {
      // '!' escapes on both engines, whatever their idea of backslashes
      const like = `%${words.replace(/[!%_]/g, (character) => `!${character}`)}%`;
      rows.andWhere(
        "(r.title LIKE :like ESCAPE '!' OR r.place LIKE :like ESCAPE '!' OR r.enterprise LIKE :like ESCAPE '!')",
        {like},
      );
    }
    const totalCount = await rows.getCount();
    if (query.after) rows.andWhere('r.id < :after', {after: String(decodeCursor(query.after, 1)[0])});
    const found = await rows
      .orderBy('r.id', 'DESC')
      .limit(query.first + 1)
      .getMany();
    const nodes = found.slice(0, query.first);
    const last = nodes.at(-1);
    return {
      nodes,
      totalCount,
      pageInfo: {endCursor: last ? encodeCursor([last.id]) : null, hasNextPage: found.length > query.first},
    };
  }

  /** In the order of the ids; null for what does not exist or may not be seen. */
  async byIds(
    caller: Caller,
    ids: readonly string[],
    manager: EntityManager = this.database.read,
  ): Promise<(ActivityReport | null)[]> {
    if (ids.length === 0) return [];
    const found = await this.visible(caller, manager).andWhere('r.id IN (:...ids)', {ids}).getMany();
    return ids.map((id) => found.find((report) => report.id === id) ?? null);
  }

  private visible(caller: Caller, manager: EntityManager = this.database.read): SelectQueryBuilder<ActivityReport> {
    const rows = manager
      .createQueryBuilder(ActivityReport, 'r')
      .innerJoin(OrganisationRef, 'o', 'o.id = r.organisationId')
      .where('1 = 1');
    if (caller.kind === 'system') return rows;
    const scopes = scopesOf(caller, permissions['report.read']);
    if (scopes.length === 0) return rows.andWhere('1 = 0');
    return rows.andWhere(
      new Brackets((any) => {
        scopes.forEach(({path, within}, i) => {
          const {from, to} = subtree(path);
          const place = `o.path >= :from${i} AND o.path < :to${i}`;
          any.orWhere(within === undefined ? place : `${place} AND r.campaignId = :within${i}`, {
            [`from${i}`]: from,
            [`to${i}`]: to,
            [`within${i}`]: within,
          });
        });
      }),
    );
  }
}
