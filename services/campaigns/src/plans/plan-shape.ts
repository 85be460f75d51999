import {type EntityManager, In} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {type Measure, measuresOf} from './counting.rules.js';
import {PlanLink} from './plan-link.js';

/** What counting has to know of a plan. */
export interface PlanShape {
  campaignId: string;
  measures: Measure[];
  rootPath: string;
}

/** The shape of a plan whose reports come from `metrics` alone, where they are another campaign's (R113). */
export async function shapeOf(manager: EntityManager, campaign: Campaign): Promise<PlanShape> {
  return {
    campaignId: campaign.id,
    measures: measuresOf(campaign.document.plan?.metrics ?? []),
    rootPath: await rootPathOf(manager, campaign),
  };
}

export async function rootPathOf(manager: EntityManager, campaign: Campaign): Promise<string> {
  const root = campaign.document.plan?.root;
  if (root === undefined) return '';
  return (await manager.findOneBy(OrganisationRef, {id: campaign.idOf(root)}))?.path ?? '';
}

/** The plans above that count what is reported here, with the metrics that do. */
export async function targetsOf(manager: EntityManager, sourceId: string): Promise<PlanLink[]> {
  return manager.find(PlanLink, {where: {sourceId}, order: {targetId: 'ASC'}});
}

export async function pathsOf(manager: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await manager.find(OrganisationRef, {select: {id: true, path: true}, where: {id: In([...ids])}});
  return new Map(rows.map(({id, path}) => [id, path]));
}
