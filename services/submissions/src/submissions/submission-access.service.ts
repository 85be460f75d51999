import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor, type PageOf} from '@concours/kernel/page';
import {notFound} from '@concours/kernel/refusal';
import {demand, may, type Need, scopesOf, subtree} from '@concours/kernel/scope';
import {type Permission, permissions} from '@concours/schema/access';
import type {TrackDefinition} from '@concours/schema/definition/track';
import {Brackets, type EntityManager, In, type ObjectLiteral, type SelectQueryBuilder} from 'typeorm';
import type {CampaignRef} from '../campaigns/campaign-ref.js';
import type {CampaignRefs} from '../campaigns/campaign.service.js';
import type {OrganisationRef} from '../organisations/organisation-ref.js';
import type {OrganisationRefs} from '../organisations/organisation.service.js';
import {type Sight, Submission} from './submission.js';
import type {SubmissionFilter} from './submission.inputs.js';
import {afterCursor, cursorOf, orderBy} from './submission.order.js';
import {submissionStateWrong} from './submission.refusals.js';
import {type Act, stateAllows} from './submission.rules.js';

type Filter = Omit<SubmissionFilter, 'check'>;

const full: Permission = 'screening.read';

/** Who holds a power over a work: unit-level powers at its unit, campaign-level ones at the owner, within campaign and track. */
export function holds(caller: Caller, permission: Permission, place: Place): boolean {
  return may(caller, need(permission, place));
}

export function demandHeld(caller: Caller, permission: Permission, place: Place): void {
  demand(caller, need(permission, place));
}

export interface Place {
  campaign: CampaignRef;
  trackKey: string;
  path: string;
}

export const placeOf = (submission: Submission): Place => ({
  campaign: submission.sight.campaign,
  trackKey: submission.trackKey,
  path: submission.sight.organisation.path,
});

export function trackOf(submission: Submission): TrackDefinition {
  const track = submission.sight.campaign.definition.tracks.find((candidate) => candidate.key === submission.trackKey);
  if (!track) throw notFound();
  return track;
}

export function demandState(act: Act, {state}: Submission, track: TrackDefinition): void {
  if (!stateAllows(act, state, track)) throw submissionStateWrong({state});
}

function need(permission: Permission, {campaign, trackKey, path}: Place): Need {
  const at = permission.startsWith('screening.') ? campaign.ownerPath : path;
  return {roles: permissions[permission], path: at, within: `${campaign.id}/${trackKey}`};
}

/** Every read of works goes through here: what the caller may not see is not there. */
export class SubmissionAccess {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationRefs,
    private readonly campaigns: CampaignRefs,
  ) {}

  async one(caller: Caller, id: string, manager?: EntityManager): Promise<Submission> {
    const found = (await this.many(caller, [id], manager)).get(id);
    if (!found) throw notFound();
    return found;
  }

  async many(
    caller: Caller,
    ids: readonly string[],
    manager: EntityManager = this.database.read,
  ): Promise<Map<string, Submission>> {
    const rows = ids.length === 0 ? [] : await manager.findBy(Submission, {id: In([...new Set(ids)])});
    const seen = await this.withSight(caller, rows, manager);
    return new Map(seen.map((row) => [row.id, row]));
  }

  async page(
    caller: Caller,
    campaignId: string,
    i: {filter?: Filter | null; first: number; after?: string},
  ): Promise<PageOf<Submission>> {
    const filter: Filter = i.filter ?? {};
    // Who recommended a work is no part of what everybody may see, so that condition finds no merely public row.
    const query = await this.visible(caller, campaignId, filter.recommendedById == null);
    await this.narrow(query, filter);
    const totalCount = await query.getCount();
    const sort = filter.sort ?? undefined;
    orderBy(query, sort);
    if (i.after != null) afterCursor(query, sort, (arity) => decodeCursor(i.after ?? '', arity));
    const rows = await query.take(i.first + 1).getMany();
    const nodes = await this.withSight(caller, rows.slice(0, i.first), this.database.read);
    const last = rows[i.first - 1] ?? rows.at(-1);
    const endCursor = last ? encodeCursor(cursorOf(last, sort)) : null;
    return {nodes, totalCount, pageInfo: {endCursor, hasNextPage: rows.length > i.first}};
  }

  /** How many works of each track were handed in, of those the caller may see. */
  async counts(caller: Caller, campaignId: string): Promise<Map<string, number>> {
    const query = await this.visible(caller, campaignId);
    const rows = await query
      .andWhere("s.state NOT IN ('DRAFT', 'RETURNED', 'WITHDRAWN')")
      .select('s.trackKey', 'trackKey')
      .addSelect('COUNT(*)', 'works')
      .groupBy('s.trackKey')
      .getRawMany<{trackKey: string; works: number | string}>();
    return new Map(rows.map((row) => [row.trackKey, Number(row.works)]));
  }

  private async visible(caller: Caller, campaignId: string, published = true): Promise<SelectQueryBuilder<Submission>> {
    const query = this.database.read
      .createQueryBuilder(Submission, 's')
      .where('s.campaignId = :campaignId', {campaignId});
    if (caller.kind === 'system') return query;
    const campaign = await this.campaigns.find(campaignId);
    return query.andWhere(
      new Brackets((any) => {
        any.where(published ? 's.published = :yes' : '1 = 0', {yes: true});
        for (const [n, scope] of scopesOf(caller, permissions['work.read']).entries()) {
          const {from, to} = subtree(scope.path);
          any.orWhere(within(scope.within, campaignId, n, `${belowPath(`r${n}`)}`), {
            [`r${n}from`]: from,
            [`r${n}to`]: to,
            ...track(scope.within, n),
          });
        }
        for (const [n, scope] of scopesOf(caller, permissions[full]).entries()) {
          if (!campaign?.ownerPath.startsWith(scope.path)) continue;
          any.orWhere(within(scope.within, campaignId, n + 1000, '1 = 1'), track(scope.within, n + 1000));
        }
      }),
    );
  }

  /** A client may write null where it could have written nothing. */
  private async narrow(query: SelectQueryBuilder<Submission>, filter: Filter): Promise<void> {
    const {trackKey, states, organisationId, recommendedById, search} = filter;
    if (trackKey != null) query.andWhere('s.trackKey = :trackKey', {trackKey});
    if (states != null) query.andWhere(states.length > 0 ? 's.state IN (:...states)' : '1 = 0', {states});
    if (recommendedById != null) query.andWhere('s.recommendedById = :recommendedById', {recommendedById});
    if (organisationId != null) {
      const organisation = await this.organisations.find(organisationId);
      const {from, to} = organisation ? subtree(organisation.path) : {from: '', to: ''};
      query.andWhere(belowPath('f'), {ffrom: from, fto: to});
    }
    if (search != null && search.trim() !== '') {
      const like = `%${search.trim().replace(/[!%_]/g, '!$&')}%`;
      query.andWhere(
        "(s.title LIKE :like ESCAPE '!' OR s.author LIKE :like ESCAPE '!' OR s.number LIKE :like ESCAPE '!')",
        {like},
      );
    }
  }

  private async withSight(caller: Caller, rows: Submission[], manager: EntityManager): Promise<Submission[]> {
    const campaigns = await this.campaigns.byIds(
      rows.map((row) => row.campaignId),
      manager,
    );
    const organisations = await this.organisations.byIds(
      rows.map((row) => row.organisationId),
      manager,
    );
    return rows.filter((row) => {
      const campaign = campaigns.get(row.campaignId);
      const organisation = organisations.get(row.organisationId);
      const sight = campaign && organisation && sightOf(caller, row, campaign, organisation);
      if (sight) row.sight = sight;
      return sight;
    });
  }
}

function sightOf(caller: Caller, row: Submission, campaign: CampaignRef, organisation: OrganisationRef): Sight | null {
  const place = {campaign, trackKey: row.trackKey, path: organisation.path};
  const screens = holds(caller, full, place);
  if (screens || holds(caller, 'work.read', place)) {
    return {level: 'FULL', unmasked: screens || holds(caller, 'work.handIn', place), campaign, organisation};
  }
  return row.published ? {level: 'PUBLIC', unmasked: false, campaign, organisation} : null;
}

const belowPath = (p: string): string =>
  `s.organisationId IN (SELECT o.id FROM organisation_ref o WHERE o.path >= :${p}from AND o.path < :${p}to)`;

/** A grant may reach one campaign or one track only. */
function within(scope: string | undefined, campaignId: string, n: number, condition: string): string {
  if (scope === undefined || scope === campaignId) return condition;
  return scope.startsWith(`${campaignId}/`) ? `(${condition} AND s.trackKey = :t${n})` : '1 = 0';
}

const track = (scope: string | undefined, n: number): ObjectLiteral => ({[`t${n}`]: scope?.split('/')[1] ?? ''});
