import {type EntityManager, In} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {chainOf} from '../path.rules.js';
import {ActivityReport} from '../reports/activity-report.js';
import {PlanProgress} from './plan-progress.js';
import {PlanUnit} from './plan-unit.js';
import {amountOf, climb, type Figures, within} from './progress.rules.js';

const ROWS = 200;

interface Counted {
  units: PlanUnit[];
  progress: {organisationId: string; metricKey: string; done: number}[];
}

/** What progress must be, from nothing but the approved reports, the tree and the definition. */
export async function countAll(manager: EntityManager, campaign: Campaign): Promise<Counted> {
  const {plan} = campaign.document;
  if (!plan) return {units: [], progress: []};
  const totals = await approvedTotals(manager, campaign.id);
  const organisations = await byIds(manager, [
    campaign.idOf(plan.root),
    ...totals.map(({organisationId}) => organisationId),
  ]);
  const rootPath = organisations.get(campaign.idOf(plan.root))?.path ?? '';
  const counted = totals.map(({organisationId, reports, figures}) => ({
    organisationId,
    reports,
    chain: within(rootPath, chainOf(organisations.get(organisationId)?.path ?? '')),
    amounts: Object.fromEntries(plan.metrics.map((metric) => [metric.key, amountOf(metric, reports, figures)])),
  }));
  const sums = climb(counted);
  const places = await byPaths(manager, [...sums.keys()]);
  return {
    units: counted.flatMap(({organisationId, reports, amounts}) =>
      Object.entries(amounts).map(([metricKey, amount]) => ({
        campaignId: campaign.id,
        organisationId,
        metricKey,
        reports,
        amount,
      })),
    ),
    progress: places.flatMap(({id, path}) =>
      Object.entries(sums.get(path) ?? {}).map(([metricKey, done]) => ({organisationId: id, metricKey, done})),
    ),
  };
}

/** Brings the stored progress to what it must be; answers how many figures differed. The plan is locked. */
export async function recount(manager: EntityManager, campaign: Campaign, revision: number): Promise<number> {
  const campaignId = campaign.id;
  const {units, progress} = await countAll(manager, campaign);
  await manager.delete(PlanUnit, {campaignId});
  for (let from = 0; from < units.length; from += ROWS) await manager.insert(PlanUnit, units.slice(from, from + ROWS));

  const stored = await manager.findBy(PlanProgress, {campaignId});
  const keyOf = (row: {organisationId: string; metricKey: string}) => `${row.organisationId} ${row.metricKey}`;
  const right = new Map(progress.map((row) => [keyOf(row), row.done]));
  const before = new Map(stored.map((row) => [keyOf(row), row.done]));
  // what is no longer done anywhere stays as a zero, so that feeds which have shown it hear of it
  const differing = [
    ...progress.filter((row) => before.get(keyOf(row)) !== row.done),
    ...stored
      .filter((row) => row.done !== 0 && !right.has(keyOf(row)))
      .map(({organisationId, metricKey}) => ({organisationId, metricKey, done: 0})),
  ].map((row) => ({...row, campaignId, revision}));
  for (let from = 0; from < differing.length; from += ROWS) {
    await manager.upsert(PlanProgress, differing.slice(from, from + ROWS), [
      'campaignId',
      'organisationId',
      'metricKey',
    ]);
  }
  return differing.length;
}

interface Total {
  organisationId: string;
  reports: number;
  figures: Figures;
}

async function approvedTotals(manager: EntityManager, campaignId: string): Promise<Total[]> {
  const rows = await manager
    .createQueryBuilder(ActivityReport, 'r')
    .select('r.organisationId', 'organisationId')
    .addSelect('COUNT(*)', 'reports')
    .addSelect('SUM(r.participants)', 'participants')
    .addSelect('SUM(r.workersReached)', 'workersReached')
    .addSelect('SUM(r.publicists)', 'publicists')
    .addSelect('SUM(r.audience)', 'audience')
    .where('r.campaignId = :campaignId AND r.state = :state', {campaignId, state: 'APPROVED'})
    .groupBy('r.organisationId')
    .getRawMany<Record<string, string | number>>();
  return rows.map(({organisationId, reports, ...sums}) => ({
    organisationId: String(organisationId),
    reports: Number(reports),
    figures: {
      participants: Number(sums.participants),
      workersReached: Number(sums.workersReached),
      publicists: Number(sums.publicists),
      audience: Number(sums.audience),
    },
  }));
}

async function byIds(manager: EntityManager, ids: string[]): Promise<Map<string, OrganisationRef>> {
  const found = new Map<string, OrganisationRef>();
  for (let from = 0; from < ids.length; from += ROWS) {
    for (const row of await manager.findBy(OrganisationRef, {id: In(ids.slice(from, from + ROWS))}))
      found.set(row.id, row);
  }
  return found;
}

async function byPaths(manager: EntityManager, paths: string[]): Promise<OrganisationRef[]> {
  const found: OrganisationRef[] = [];
  for (let from = 0; from < paths.length; from += ROWS) {
    found.push(...(await manager.findBy(OrganisationRef, {path: In(paths.slice(from, from + ROWS))})));
  }
  return found;
}
