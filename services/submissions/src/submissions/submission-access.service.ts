import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor, type PageOf} from '@concours/kernel/page';
import {notFound} from '@concours/kernel/refusal';
import {demand, may, type Need, scopesOf, subtree} from '@concours/kernel/scope';
import {type Permission, permissions} from '@concours/schema/access';
import type {TrackDefinition} from '@concours/schema/definition/track';
import {
  Brackets,
  type EntityManager,
  In,
  type ObjectLiteral,
  type SelectQueryBuilder,
  type WhereExpressionBuilder,
} from 'typeorm';
import type {CampaignRef} from '../campaigns/campaign-ref.js';
import type {CampaignRefs} from '../campaigns/campaign.service.js';
import type {OrganisationRef} from '../organisations/organisation-ref.js';
import type {OrganisationRefs} from '../organisations/organisation.service.js';
import type {PersonalFields} from '../personal/personal-fields.service.js';
import {type Sight, Submission} from './submission.js';
import type {SubmissionFilter} from './submission.inputs.js';
import {afterCursor, cursorOf, orderBy} from './submission.order.js';
import {submissionStateWrong} from './submission.refusals.js';
import {type Act, stateAllows} from './submission.rules.js';

type Filter = Omit<SubmissionFilter, 'check'>;

const full: Permission = 'screening.read';

/** Who holds a power over a work: unit-level powers at its unit, campaign-level ones at the owner, within campaign and track. */
export function holds(caller: Caller, permission: Permission, place: Place): boolean {
  return may(caller, needOf(permission, place));
}

/** Answers what was needed, for whoever records what is done with it. */
export function demandHeld(caller: Caller, permission: Permission, place: Place): Need {
  const need = needOf(permission, place);
  demand(caller, need);
  return need;
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

export function needOf(permission: Permission, {campaign, trackKey, path}: Place): Need {
  const at = permission.startsWith('screening.') ? campaign.ownerPath : path;
  return {roles: permissions[permission], path: at, within: `${campaign.id}/${trackKey}`};
}

/** Every read of works goes through here: what the caller may not see is not there. */
export class SubmissionAccess {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationRefs,
    private readonly campaigns: CampaignRefs,
    private readonly personal: PersonalFields,
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
    await this.narrow(query, caller, campaignId, filter);
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
        reached(any, caller, {id: campaignId, ownerPath: campaign?.ownerPath}, ['work.read', full], 0);
      }),
    );
  }

  /** A client may write null where it could have written nothing. */
  private async narrow(
    query: SelectQueryBuilder<Submission>,
    caller: Caller,
    campaignId: string,
    filter: Filter,
  ): Promise<void> {
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
      const contacts = await this.byContact(caller, campaignId, search);
      query.andWhere(
        new Brackets((any) => {
          any.where(
            "(s.title LIKE :like ESCAPE '!' OR s.author LIKE :like ESCAPE '!' OR s.number LIKE :like ESCAPE '!')",
            {like},
          );
          if (contacts) any.orWhere(contacts);
        }),
      );
    }
  }

  /** A whole number or address finds works of which the caller may see it in clear; others would learn from it who has it. */
  private async byContact(caller: Caller, campaignId: string, search: string): Promise<Brackets | null> {
    const hashes = this.personal.hashesIn(search);
    if (hashes.length === 0) return null;
    const campaign = await this.campaigns.find(campaignId);
    return new Brackets((both) => {
      both
        .where('s.id IN (SELECT l.submissionId FROM personal_look_up l WHERE l.hash IN (:...hashes))', {hashes})
        .andWhere(
          new Brackets((any) => {
            any.where(caller.kind === 'system' ? '1 = 1' : '1 = 0');
            const place = {id: campaignId, ownerPath: campaign?.ownerPath};
            reached(any, caller, place, ['work.reveal', 'screening.reveal'], 2000);
          }),
        );
    });
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
  if (screens || holds(caller, 'work.read', place)) return {level: 'FULL', campaign, organisation};
  return row.published ? {level: 'PUBLIC', campaign, organisation} : null;
}

/** Adds the rows over which a caller holds a permission of units, or one of campaigns. `from` keeps parameters apart. */
function reached(
  any: WhereExpressionBuilder,
  caller: Caller,
  campaign: {id: string; ownerPath: string | undefined},
  [ofUnit, ofCampaign]: [Permission, Permission],
  from: number,
): void {
  for (const [n, scope] of scopesOf(caller, permissions[ofUnit]).entries()) {
    const at = from + n;
    const range = subtree(scope.path);
    any.orWhere(within(scope.within, campaign.id, at, belowPath(`r${at}`)), {
      [`r${at}from`]: range.from,
      [`r${at}to`]: range.to,
      ...track(scope.within, at),
    });
  }
  for (const [n, scope] of scopesOf(caller, permissions[ofCampaign]).entries()) {
    const at = from + 1000 + n;
    if (!campaign.ownerPath?.startsWith(scope.path)) continue;
    any.orWhere(within(scope.within, campaign.id, at, '1 = 1'), track(scope.within, at));
  }
}

const belowPath = (p: string): string =>
  `s.organisationId IN (SELECT o.id FROM organisation_ref o WHERE o.path >= :${p}from AND o.path < :${p}to)`;

/** A grant may reach one campaign or one track only. */
function within(scope: string | undefined, campaignId: string, n: number, condition: string): string {
  if (scope === undefined || scope === campaignId) return condition;
  return scope.startsWith(`${campaignId}/`) ? `(${condition} AND s.trackKey = :t${n})` : '1 = 0';
}

const track = (scope: string | undefined, n: number): ObjectLiteral => ({[`t${n}`]: scope?.split('/')[1] ?? ''});
