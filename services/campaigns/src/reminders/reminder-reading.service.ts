import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor, type PageOf} from '@concours/kernel/page';
import {scopesOf, subtree} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {Brackets, type SelectQueryBuilder} from 'typeorm';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {Reminder} from './reminder.js';

/** More than a page of the dashboard shows; by then something else is wrong. */
const ALERTS_MOST = 50;

/** The only way reminders are read: every query narrows itself to what the caller may see. */
export class ReminderReading {
  constructor(private readonly database: Database) {}

  async one(caller: Caller, id: string): Promise<Reminder | null> {
    return this.visible(caller).andWhere('r.id = :id', {id}).getOne();
  }

  /** Those that wait at the units where the caller works; not those of everything below, which are nobody's task there. */
  async waiting(caller: Caller): Promise<Reminder[]> {
    const places = scopesOf(caller, permissions['reminder.acknowledge']);
    if (places.length === 0) return [];
    return this.database.read
      .createQueryBuilder(Reminder, 'r')
      .innerJoin(OrganisationRef, 'o', 'o.id = r.organisationId')
      .where('r.acknowledgedAt IS NULL')
      .andWhere(
        new Brackets((any) => {
          places.forEach(({path, within}, i) => {
            const place = `o.path = :path${i}`;
            any.orWhere(within === undefined ? place : `${place} AND r.campaignId = :within${i}`, {
              [`path${i}`]: path,
              [`within${i}`]: within,
            });
          });
        }),
      )
      .orderBy('r.id', 'DESC')
      .limit(ALERTS_MOST)
      .getMany();
  }

  async page(
    caller: Caller,
    query: {campaignId: string; organisationId?: string | null; first: number; after?: string | null},
  ): Promise<PageOf<Reminder>> {
    const rows = this.visible(caller).andWhere('r.campaignId = :campaign', {campaign: query.campaignId});
    if (query.organisationId) {
      const unit = await this.database.read.findOneBy(OrganisationRef, {id: query.organisationId});
      const {from, to} = subtree(unit?.path ?? '-.');
      rows.andWhere('o.path >= :below AND o.path < :beyond', {below: from, beyond: to});
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

  private visible(caller: Caller): SelectQueryBuilder<Reminder> {
    const rows = this.database.read
      .createQueryBuilder(Reminder, 'r')
      .innerJoin(OrganisationRef, 'o', 'o.id = r.organisationId')
      .where('1 = 1');
    if (caller.kind === 'system') return rows;
    const scopes = scopesOf(caller, permissions['reminder.read']);
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
