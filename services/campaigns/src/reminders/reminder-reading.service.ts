import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {PageOf} from '@concours/kernel/page';
import {scopesOf, subtree} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {Brackets, type SelectQueryBuilder} from 'typeorm';
import {newestFirst} from '../newest-first.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {withinScopes} from '../organisations/within-scopes.js';
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
    return newestFirst(rows, {first: query.first, after: query.after});
  }

  private visible(caller: Caller): SelectQueryBuilder<Reminder> {
    const rows = this.database.read
      .createQueryBuilder(Reminder, 'r')
      .innerJoin(OrganisationRef, 'o', 'o.id = r.organisationId')
      .where('1 = 1');
    if (caller.kind === 'system') return rows;
    return withinScopes(rows, 'r.campaignId', scopesOf(caller, permissions['reminder.read']));
  }
}
