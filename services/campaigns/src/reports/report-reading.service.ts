import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {PageOf} from '@concours/kernel/page';
import {scopesOf, subtree} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {Brackets, type EntityManager, type SelectQueryBuilder} from 'typeorm';
import {Campaign} from '../campaigns/campaign.js';
import {newestFirst} from '../newest-first.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {withinScopes} from '../organisations/within-scopes.js';
import {ActivityReport} from './activity-report.js';
import {duplicatesAmong} from './duplicates.rules.js';
import {ReportState} from './report.kinds.js';

export interface ReportQuery extends Narrowing {
  campaignId: string;
  first: number;
  after?: string | null;
}

/** What is left out does not narrow. */
export interface Narrowing {
  states?: readonly ReportState[] | null;
  organisationId?: string | null;
  search?: string | null;
  forms?: readonly string[] | null;
  heldFrom?: string | null;
  heldUntil?: string | null;
  awaitingMe?: boolean | null;
  duplicates?: boolean | null;
}

/** Of one campaign; more same-day events than this are not compared. */
const MOST_COMPARED = 5_000;
const PIECE = 500;

/** The only way reports are read: every query narrows itself to what the caller may see. */
export class ReportReading {
  constructor(private readonly database: Database) {}

  async page(caller: Caller, query: ReportQuery): Promise<PageOf<ActivityReport>> {
    const rows = await this.narrowed(caller, query);
    return newestFirst(rows, {first: query.first, after: query.after});
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

  /** All that a filter leaves, in the order of events, a piece at a time: for the statistics table. */
  async *all(caller: Caller, query: Narrowing & {campaignId: string}): AsyncGenerator<ActivityReport[]> {
    for (let offset = 0; ; offset += PIECE) {
      const rows = await this.narrowed(caller, query);
      const found = await rows
        .orderBy('r.heldOn', 'ASC')
        .addOrderBy('r.id', 'ASC')
        .offset(offset)
        .limit(PIECE)
        .getMany();
      if (found.length > 0) yield found;
      if (found.length < PIECE) return;
    }
  }

  /** For each of these reports the others that look like the same event. */
  async duplicatesOf(caller: Caller, reports: readonly ActivityReport[]): Promise<ActivityReport[][]> {
    if (reports.length === 0) return [];
    const same = await this.visible(caller)
      .andWhere('r.campaignId IN (:...campaigns)', {campaigns: [...new Set(reports.map(({campaignId}) => campaignId))]})
      .andWhere('r.organisationId IN (:...units)', {units: [...new Set(reports.map((r) => r.organisationId))]})
      .andWhere('r.heldOn IN (:...days)', {days: [...new Set(reports.map(({heldOn}) => heldOn))]})
      .andWhere('r.state <> :struck', {struck: ReportState.STRUCK})
      .limit(MOST_COMPARED)
      .getMany();
    return reports.map((report) => {
      const near = duplicatesAmong([
        report,
        ...same.filter(({id, campaignId}) => id !== report.id && campaignId === report.campaignId),
      ]);
      return (near.get(report.id) ?? []).flatMap((id) => same.find((other) => other.id === id) ?? []);
    });
  }

  private async narrowed(
    caller: Caller,
    query: Narrowing & {campaignId: string},
  ): Promise<SelectQueryBuilder<ActivityReport>> {
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
    if (query.forms) rows.andWhere(query.forms.length > 0 ? 'r.formKey IN (:...forms)' : '1 = 0', {forms: query.forms});
    if (query.heldFrom) rows.andWhere('r.heldOn >= :heldFrom', {heldFrom: query.heldFrom});
    if (query.heldUntil) rows.andWhere('r.heldOn <= :heldUntil', {heldUntil: query.heldUntil});
    if (query.awaitingMe) await this.awaiting(rows, caller, query.campaignId);
    if (query.duplicates) {
      const ids = await this.duplicateIds(caller, query.campaignId);
      rows.andWhere(ids.length > 0 ? 'r.id IN (:...twice)' : '1 = 0', {twice: ids});
    }
    return rows;
  }

  /** Handed in, and for the caller to decide: from the level above the unit, or at the plan's root by another person. */
  private async awaiting(rows: SelectQueryBuilder<ActivityReport>, caller: Caller, campaignId: string): Promise<void> {
    rows.andWhere('r.state = :handedIn', {handedIn: ReportState.SUBMITTED});
    if (caller.kind === 'system') return;
    if (caller.id !== null) rows.andWhere('(r.submittedById IS NULL OR r.submittedById <> :me)', {me: caller.id});
    const scopes = scopesOf(caller, permissions['report.review']).filter(
      ({within}) => within === undefined || within === campaignId,
    );
    if (scopes.length === 0) return void rows.andWhere('1 = 0');
    const campaign = await this.database.read.findOneBy(Campaign, {id: campaignId});
    const root = campaign?.idOf(campaign.document.plan?.root ?? '') ?? '';
    rows.andWhere(
      new Brackets((any) => {
        scopes.forEach(({path}, i) => {
          const {from, to} = subtree(path);
          // strictly below: the level above the unit is where the grant is, or further down
          any.orWhere(`o.path > :reviewed${i} AND o.path < :beyond${i}`, {[`reviewed${i}`]: from, [`beyond${i}`]: to});
          any.orWhere(`o.id = :root AND o.path >= :reviewed${i} AND o.path < :beyond${i}`, {root});
        });
      }),
    );
  }

  private async duplicateIds(caller: Caller, campaignId: string): Promise<string[]> {
    const told = await this.visible(caller)
      .select(['r.id', 'r.organisationId', 'r.heldOn', 'r.title'])
      .andWhere('r.campaignId = :campaign AND r.state <> :struck', {campaign: campaignId, struck: ReportState.STRUCK})
      .andWhere(
        `EXISTS (SELECT 1 FROM activity_report s WHERE s.campaignId = r.campaignId AND s.organisationId = r.organisationId
           AND s.heldOn = r.heldOn AND s.id <> r.id AND s.state <> :struck)`,
      )
      .orderBy('r.id', 'DESC')
      .limit(MOST_COMPARED)
      .getMany();
    return [...duplicatesAmong(told).keys()];
  }

  private visible(caller: Caller, manager: EntityManager = this.database.read): SelectQueryBuilder<ActivityReport> {
    const rows = manager
      .createQueryBuilder(ActivityReport, 'r')
      .innerJoin(OrganisationRef, 'o', 'o.id = r.organisationId')
      .where('1 = 1');
    if (caller.kind === 'system') return rows;
    return withinScopes(rows, 'r.campaignId', scopesOf(caller, permissions['report.read']));
  }
}
