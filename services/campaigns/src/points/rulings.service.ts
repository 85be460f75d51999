import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {inputInvalid, notFound} from '@concours/kernel/refusal';
import {demand, may} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {bilingual} from '@concours/schema/definition/values';
import type {EntityManager} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import type {OpenPoint} from './open-point.js';
import type {OpenPoints} from './open-points.service.js';
import {Point, PointRuling} from './point.js';
import {Ruling} from './ruling.js';

const ABOUT = 1000;

/** The list of what is not settled, and how the owner rules on it. */
export class Rulings {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
    private readonly points: OpenPoints,
  ) {}

  /** What holds something is for everybody to see; what only wants a ruling is for those who run the campaign. */
  async list(caller: Caller, campaign: Campaign): Promise<Point[]> {
    const path = await this.campaigns.ownerPath(campaign);
    const runs = may(caller, {roles: permissions['campaign.prepare'], path, within: campaign.id});
    const points = await this.all(this.database.read, campaign);
    return points.filter((point) => runs || !point.holdsNothing());
  }

  /** The points that hold a stage, which are for everybody. */
  async holding(campaign: Campaign, stageKey: string): Promise<Point[]> {
    const ids = campaign.held.stages[stageKey] ?? [];
    if (ids.length === 0) return [];
    return (await this.all(this.database.read, campaign)).filter(({id}) => ids.includes(id));
  }

  async rule(caller: Caller, campaignId: string, pointId: string, ruling: string): Promise<Point> {
    const campaign = await this.campaigns.one(caller, campaignId);
    const need = {
      ...{roles: permissions['campaign.steer'], within: campaignId},
      path: await this.campaigns.ownerPath(campaign),
    };
    demand(caller, need);
    const text = ruling.trim();
    if (text === '' || text.length > 500) throw inputInvalid({field: 'ruling'});
    return this.database.write(async (manager) => {
      const points = await this.points.all(manager, campaign);
      const point = points.find(({id}) => id === pointId);
      if (!point) throw notFound();
      const [before] = await this.all(manager, campaign, [point]);
      await manager.insert(Ruling, {
        ...{id: newId(), campaignId, pointId, about: aboutOf(point), text, at: this.clock.now()},
        ...{byId: caller.id, byName: caller.name},
      });
      await record(manager, caller, {
        action: 'ruleOnPoint',
        subject: {type: 'OpenPoint', id: pointId},
        organisationId: campaign.ownerId,
        campaignId,
        need,
        before: {ruling: before.ruling?.words.zh ?? null},
        after: {ruling: text, about: point.text},
      });
      return (await this.all(manager, campaign, [point]))[0];
    });
  }

  private async all(manager: EntityManager, campaign: Campaign, points?: OpenPoint[]): Promise<Point[]> {
    const open = points ?? (await this.points.all(manager, campaign));
    const given = await manager.find(Ruling, {where: {campaignId: campaign.id}, order: {id: 'ASC'}});
    const stages = campaign.document.stages.map(({key}) => key);
    return open.map((point) => Point.of(point, stages, rulingOn(point, campaign, given)));
  }
}

const aboutOf = ({text}: OpenPoint): string => text.zh.slice(0, ABOUT);

/** The newest given on what the point says now; else what the definition says of it, by its id or its place. */
function rulingOn(point: OpenPoint, {file}: Campaign, given: readonly Ruling[]): PointRuling | null {
  const byHand = given.findLast(({pointId, about}) => pointId === point.id && about === aboutOf(point));
  if (byHand) return PointRuling.of({zh: byHand.text, en: byHand.text}, byHand.at);
  const written = file.rulings?.find(({on}) => on === point.id || on === point.place);
  return written ? PointRuling.of(bilingual(written.ruling), null) : null;
}
