import {type EntityManager, In} from 'typeorm';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {chainOf} from '../path.rules.js';
import {approvedReports, type CountedReport} from './approved-reports.js';
import {
  counts,
  enterpriseKey,
  isByEnterprise,
  isOfRegister,
  type Measure,
  MOST_DONE,
  type Own,
  ownAfter,
  within,
} from './counting.rules.js';
import {progressTooLarge} from './plan.refusals.js';
import {PlanEnterprise} from './plan-enterprise.js';
import {PlanProgress} from './plan-progress.js';
import {pathsOf, type PlanShape} from './plan-shape.js';
import {PlanUnit} from './plan-unit.js';

export type Sums = Record<string, number>;

/** What one unit of work changes in one plan: gathered first, written once. The plan is locked. */
export class PlanAccount {
  private readonly owns = new Map<string, Map<string, Own>>();
  private readonly changed = new Set<string>();
  private readonly sums = new Map<string, Sums>();
  private readonly climbs: {organisationId: string; measure: string; amount: number}[] = [];
  private readonly chains = new Map<string, string[]>();

  constructor(
    private readonly manager: EntityManager,
    readonly plan: PlanShape,
    readonly revision: number,
    /** The campaigns whose reports are counted here, and for which metrics; null for all. */
    private readonly sources: readonly {id: string; metrics: readonly string[] | null}[],
  ) {}

  async replace(measures: readonly Measure[], before: CountedReport | null, after: CountedReport | null) {
    for (const measure of measures) {
      const was = before && counts(measure, before) ? before : null;
      const is = after && counts(measure, after) ? after : null;
      // the enterprise stays where it is: another one that waits for its place does not get it by a corrected figure
      if (was && is && isByEnterprise(measure) && isSamePlace(was, is)) continue;
      if (was) await this.put(measure, was, -1);
      if (is) await this.put(measure, is, 1);
    }
  }

  async register(organisationId: string, by: number): Promise<void> {
    for (const measure of this.plan.measures.filter(isOfRegister)) {
      const own = await this.own(organisationId, measure.id);
      this.set(organisationId, measure.id, {...own, amount: own.amount + by});
    }
  }

  add(path: string, sums: Sums, sign: 1 | -1): void {
    const known = this.sums.get(path) ?? {};
    this.sums.set(path, known);
    for (const [measure, amount] of Object.entries(sums)) known[measure] = (known[measure] ?? 0) + sign * amount;
  }

  /** Answers whether any figure of the plan is another now. */
  async settle(): Promise<boolean> {
    const {campaignId} = this.plan;
    const rows = [...this.changed].map((key) => {
      const [organisationId, measure] = key.split(' ');
      return {campaignId, organisationId, measure, ...this.owns.get(organisationId)!.get(measure)!};
    });
    if (rows.length > 0) await this.manager.upsert(PlanUnit, rows, ['campaignId', 'organisationId', 'measure']);
    await this.writeSums();
    return rows.length > 0 || this.sums.size > 0;
  }

  private async put(measure: Measure, report: CountedReport, sign: 1 | -1): Promise<void> {
    const own = await this.own(report.organisationId, measure.id);
    const holds =
      isByEnterprise(measure) && (sign === 1 ? await this.claim(measure, report) : await this.release(measure, report));
    this.set(report.organisationId, measure.id, ownAfter(measure, own, report, sign, holds));
  }

  private async claim({id: measure}: Measure, report: CountedReport): Promise<boolean> {
    const enterprise = enterpriseKey(report.enterprise)!;
    const {campaignId} = this.plan;
    if ((await this.chainOf(report.organisationId)).length === 0) return false;
    if (await this.manager.existsBy(PlanEnterprise, {campaignId, measure, enterprise})) return false;
    const {id: reportId, organisationId} = report;
    await this.manager.insert(PlanEnterprise, {campaignId, measure, enterprise, reportId, organisationId});
    return true;
  }

  /** The next report that names it holds it, if there is one. */
  private async release(measure: Measure, {id: reportId, enterprise: name}: CountedReport): Promise<boolean> {
    const row = {campaignId: this.plan.campaignId, measure: measure.id, enterprise: enterpriseKey(name)!};
    if (!(await this.manager.existsBy(PlanEnterprise, {...row, reportId}))) return false;
    const next = await this.nextOf(measure, row.enterprise, reportId);
    if (!next) await this.manager.delete(PlanEnterprise, row);
    else {
      const {id, organisationId} = next;
      await this.manager.update(PlanEnterprise, row, {reportId: id, organisationId});
      const own = await this.own(organisationId, measure.id);
      this.set(organisationId, measure.id, {...own, amount: own.amount + 1});
    }
    return true;
  }

  private async nextOf(measure: Measure, enterprise: string, not: string): Promise<CountedReport | null> {
    let first: CountedReport | null = null;
    for (const {id: source, metrics} of this.sources) {
      if (metrics && !metrics.includes(measure.metric)) continue;
      for await (const reports of approvedReports(this.manager, source)) {
        for (const report of reports) {
          if (report.id === not || enterpriseKey(report.enterprise) !== enterprise) continue;
          if (!counts(measure, report) || (first && first.id < report.id)) continue;
          if ((await this.chainOf(report.organisationId)).length > 0) first = report;
        }
      }
    }
    return first;
  }

  private async own(organisationId: string, measure: string): Promise<Own> {
    let rows = this.owns.get(organisationId);
    if (!rows) {
      const {campaignId} = this.plan;
      const found = await this.manager.findBy(PlanUnit, {campaignId, organisationId});
      rows = new Map(found.map(({measure: of, reports, amount}) => [of, {reports, amount}]));
      this.owns.set(organisationId, rows);
    }
    return rows.get(measure) ?? {reports: 0, amount: 0};
  }

  private set(organisationId: string, measure: string, own: Own): void {
    const rows = this.owns.get(organisationId)!;
    const before = rows.get(measure)?.amount ?? 0;
    rows.set(measure, own);
    this.changed.add(`${organisationId} ${measure}`);
    this.climbs.push({organisationId, measure, amount: own.amount - before});
  }

  private async chainOf(organisationId: string): Promise<string[]> {
    let chain = this.chains.get(organisationId);
    if (!chain) {
      const path = (await pathsOf(this.manager, [organisationId])).get(organisationId) ?? '';
      chain = within(this.plan.rootPath, chainOf(path));
      this.chains.set(organisationId, chain);
    }
    return chain;
  }

  private async writeSums(): Promise<void> {
    for (const {organisationId, measure, amount} of this.climbs)
      for (const path of await this.chainOf(organisationId)) this.add(path, {[measure]: amount}, 1);
    const paths = [...this.sums].filter(([, sums]) => Object.values(sums).some((amount) => amount !== 0));
    if (paths.length === 0) return;
    const {campaignId} = this.plan;
    const places = await this.manager.find(OrganisationRef, {
      select: {id: true, path: true},
      where: {path: In(paths.map(([path]) => path))},
    });
    const rows = await this.manager.findBy(PlanProgress, {campaignId, organisationId: In(places.map(({id}) => id))});
    const before = new Map(rows.map(({organisationId, measure, done}) => [`${organisationId} ${measure}`, done]));
    const next = places.flatMap(({id: organisationId, path}) =>
      Object.entries(this.sums.get(path)!).flatMap(([measure, amount]) => {
        if (amount === 0) return [];
        const done = (before.get(`${organisationId} ${measure}`) ?? 0) + amount;
        if (done > MOST_DONE) throw progressTooLarge({metric: measure, most: MOST_DONE});
        return [{campaignId, organisationId, measure, done, revision: this.revision}];
      }),
    );
    await this.manager.upsert(PlanProgress, next, ['campaignId', 'organisationId', 'measure']);
  }
}

const isSamePlace = (a: CountedReport, b: CountedReport): boolean =>
  a.organisationId === b.organisationId && enterpriseKey(a.enterprise) === enterpriseKey(b.enterprise);
