import type {EntityManager, ObjectLiteral} from 'typeorm';
import {subtree} from '@concours/kernel/scope';
import type {Campaign} from '../campaigns/campaign.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {chainOf} from '../path.rules.js';
import {approvedReports, type CountedReport} from './approved-reports.js';
import {
  climb,
  counts,
  enterpriseKey,
  isByEnterprise,
  isOfRegister,
  type Measure,
  type Own,
  ownAfter,
  within,
} from './counting.rules.js';
import {PlanEnterprise} from './plan-enterprise.js';
import {PlanLink} from './plan-link.js';
import {PlanProgress} from './plan-progress.js';
import {shapeOf} from './plan-shape.js';
import {PlanUnit} from './plan-unit.js';
import type {RegisterSource} from './register-source.js';

const ROWS = 500;

type Done = Omit<PlanProgress, 'revision'>;
export interface Recounted {
  units: PlanUnit[];
  enterprises: PlanEnterprise[];
  progress: Done[];
}

/** What progress must be, from nothing but the approved reports, the register, the tree and the definition. */
export async function countAll(
  manager: EntityManager,
  campaign: Campaign,
  register: RegisterSource,
): Promise<Recounted> {
  const {measures, rootPath, campaignId} = await shapeOf(manager, campaign);
  if (measures.length === 0) return {units: [], enterprises: [], progress: []};
  const tally = new Tally(campaignId);
  const held = await manager.findBy(PlanEnterprise, {campaignId});
  const places = new Places(manager, rootPath);
  for (const source of await sourcesOf(manager, campaignId, measures)) {
    for await (const reports of approvedReports(manager, source.id)) {
      if (reports.length > 0) await places.load();
      for (const report of reports) tally.take(source.measures, report, places.isInside(report.organisationId));
    }
    if (source.measures.some(isOfRegister)) {
      const registered = await register.counts(manager, source.id);
      if (registered.size > 0) await places.load();
      tally.takeRegister(source.measures.filter(isOfRegister), registered);
    }
  }
  const enterprises = tally.settleEnterprises(held);
  const units = tally.units();
  const amounts = new Map<string, Record<string, number>>();
  for (const {organisationId, measure, amount} of units)
    amounts.set(organisationId, {...amounts.get(organisationId), [measure]: amount});
  const sums = climb([...amounts].map(([id, of]) => ({chain: places.chainOf(id), amounts: of})));
  const progress = [...sums].flatMap(([path, of]) => {
    const organisationId = places.idAt(path);
    if (organisationId === undefined) return [];
    return Object.entries(of).map(([measure, done]) => ({campaignId, organisationId, measure, done}));
  });
  return {units, enterprises, progress};
}

/** Brings what is stored to what it must be; answers how many figures differed. The plan is locked. */
export async function recount(
  manager: EntityManager,
  campaign: Campaign,
  register: RegisterSource,
  revision: number,
): Promise<number> {
  const {units, enterprises, progress} = await countAll(manager, campaign, register);
  const {id: campaignId} = campaign;
  await replace(manager, PlanUnit, {campaignId}, units, {keys: ['organisationId', 'measure'], gone: 'DELETED'});
  const enterpriseKeys = {keys: ['measure', 'enterprise'], gone: 'DELETED'} as const;
  await replace(manager, PlanEnterprise, {campaignId}, enterprises, enterpriseKeys);
  return replace(manager, PlanProgress, {campaignId}, progress, {
    keys: ['organisationId', 'measure'],
    // what is no longer done anywhere stays as a zero, so that feeds which have shown it hear of it
    gone: {done: 0},
    stamp: {revision},
  });
}

/** How many stored figures are not what they must be; changes nothing. */
export async function differing(manager: EntityManager, campaign: Campaign, register: RegisterSource): Promise<number> {
  const {progress} = await countAll(manager, campaign, register);
  const stored = await manager
    .createQueryBuilder(PlanProgress, 'p')
    .select('p.organisationId', 'organisationId')
    .addSelect('p.measure', 'measure')
    .addSelect('p.done', 'done')
    .where('p.campaignId = :id AND p.done <> 0', {id: campaign.id})
    .getRawMany<{organisationId: string; measure: string; done: number}>();
  const right = new Map(
    progress.filter(({done}) => done !== 0).map((row) => [`${row.organisationId} ${row.measure}`, row.done]),
  );
  let wrong = 0;
  for (const {organisationId, measure, done} of stored) {
    const key = `${organisationId} ${measure}`;
    if (right.get(key) !== Number(done)) wrong++;
    right.delete(key);
  }
  return wrong + right.size;
}

/** The campaigns whose reports count here, each with the measures it counts for. */
async function sourcesOf(manager: EntityManager, targetId: string, measures: Measure[]) {
  const links = await manager.find(PlanLink, {where: {targetId}, order: {sourceId: 'ASC'}});
  return [
    {id: targetId, measures},
    ...links.map(({sourceId, metrics}) => ({
      id: sourceId,
      measures: measures.filter(({metric}) => metrics.includes(metric)),
    })),
  ];
}

/** What each unit itself has brought. */
class Tally {
  private readonly owns = new Map<string, Map<string, Own>>();
  private readonly namers = new Map<string, {measure: string; enterprise: string; reports: CountedReport[]}>();

  constructor(private readonly campaignId: string) {}

  take(measures: readonly Measure[], report: CountedReport, isInside: boolean): void {
    for (const measure of measures) {
      if (!counts(measure, report)) continue;
      this.change(report.organisationId, measure.id, (own) => ownAfter(measure, own, report, 1));
      if (!isByEnterprise(measure) || !isInside) continue;
      const enterprise = enterpriseKey(report.enterprise)!;
      const key = `${measure.id} ${enterprise}`;
      const namers = this.namers.get(key) ?? {measure: measure.id, enterprise, reports: []};
      namers.reports.push(report);
      this.namers.set(key, namers);
    }
  }

  takeRegister(measures: readonly Measure[], registered: ReadonlyMap<string, number>): void {
    for (const {id} of measures)
      for (const [unit, people] of registered)
        this.change(unit, id, ({reports, amount}) => ({reports, amount: amount + people}));
  }

  /** Who holds an enterprise keeps it as long as that report still names it; else the first report that does has it. */
  settleEnterprises(held: readonly PlanEnterprise[]): PlanEnterprise[] {
    const holders = new Map(held.map(({measure, enterprise, reportId}) => [`${measure} ${enterprise}`, reportId]));
    return [...this.namers].map(([key, {measure, enterprise, reports}]) => {
      const first = reports.reduce((one, other) => (one.id < other.id ? one : other));
      const {id, organisationId} = reports.find((report) => report.id === holders.get(key)) ?? first;
      this.change(organisationId, measure, (own) => ({...own, amount: own.amount + 1}));
      return {campaignId: this.campaignId, measure, enterprise, reportId: id, organisationId};
    });
  }

  units(): PlanUnit[] {
    const {campaignId} = this;
    return [...this.owns].flatMap(([organisationId, of]) =>
      [...of].map(([measure, own]) => ({campaignId, organisationId, measure, ...own})),
    );
  }

  private change(unit: string, measure: string, next: (own: Own) => Own): void {
    const of = this.owns.get(unit) ?? new Map<string, Own>();
    of.set(measure, next(of.get(measure) ?? {reports: 0, amount: 0}));
    this.owns.set(unit, of);
  }
}

/** The tree below the plan's root, read in one go, and only if anything has been done. */
class Places {
  private paths: Map<string, string> | undefined;
  private ids = new Map<string, string>();

  constructor(
    private readonly manager: EntityManager,
    private readonly rootPath: string,
  ) {}

  async load(): Promise<void> {
    if (this.paths) return;
    this.paths = new Map();
    if (this.rootPath === '') return;
    const rows = await this.manager
      .createQueryBuilder(OrganisationRef, 'o')
      .select('o.id', 'id')
      .addSelect('o.path', 'path')
      .where('o.path >= :from AND o.path < :to', subtree(this.rootPath))
      .getRawMany<{id: string; path: string}>();
    for (const {id, path} of rows) {
      this.paths.set(id, path);
      this.ids.set(path, id);
    }
  }

  isInside(id: string): boolean {
    return this.paths?.has(id) ?? false;
  }

  chainOf(id: string): string[] {
    return within(this.rootPath, chainOf(this.paths?.get(id) ?? ''));
  }

  idAt(path: string): string | undefined {
    return this.ids.get(path);
  }
}

type Row = Record<string, string | number>;

/** Writes what differs and nothing else; answers how many rows did. */
async function replace<T extends ObjectLiteral>(
  manager: EntityManager,
  entity: new () => T,
  where: {campaignId: string},
  right: readonly object[],
  {keys, gone, stamp = {}}: {keys: readonly string[]; gone: 'DELETED' | Row; stamp?: Row},
): Promise<number> {
  const keyOf = (row: Row) => keys.map((key) => row[key]).join(' ');
  const names = manager.connection.getMetadata(entity).columns.map(({propertyName}) => propertyName);
  const query = manager.createQueryBuilder(entity, 't').where('t.campaignId = :campaignId', where).select([]);
  for (const name of names) query.addSelect(`t.${name}`, name);
  const stored = new Map((await query.getRawMany<Row>()).map((row) => [keyOf(row), row]));
  const wrong: Row[] = [];
  for (const row of right as readonly Row[]) {
    const before = stored.get(keyOf(row));
    stored.delete(keyOf(row));
    if (!before || Object.keys(row).some((name) => String(before[name]) !== String(row[name])))
      wrong.push({...row, ...stamp});
  }
  const left = [...stored.values()];
  if (gone === 'DELETED') {
    for (const row of left)
      await manager.delete(entity, {...where, ...Object.fromEntries(keys.map((key) => [key, row[key]]))});
  } else {
    const isGone = (row: Row) => Object.keys(gone).every((name) => String(row[name]) === String(gone[name]));
    for (const row of left) if (!isGone(row)) wrong.push({...row, ...gone, ...stamp});
  }
  for (let from = 0; from < wrong.length; from += ROWS)
    await manager.upsert(entity, wrong.slice(from, from + ROWS) as never, ['campaignId', ...keys]);
  return wrong.length + (gone === 'DELETED' ? left.length : 0);
}
