import type {PlanDefinition} from '@concours/schema/definition/plan';
import {bilingual} from '@concours/schema/definition/values';
import {type EntityManager, In} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {chainOf} from '../path.rules.js';
import {type CountedEvent, figuresAt} from '../plans/event-figures.service.js';
import {Plan} from '../plans/plan.js';
import {PlanLink} from '../plans/plan-link.js';
import {PlanQuota} from '../plans/plan-quota.js';
import {MOST_ROWS} from '../plans/plan.service.js';
import {registeredAt} from '../publicists/publicist-register.js';
import {ActivityReport} from '../reports/activity-report.js';
import {ReportCorrection} from '../reports/report-correction.js';
import {CorrectionKind, ReportState} from '../reports/report.kinds.js';
import {lastDayOf, monthFigures, monthOf, standingAt} from './monthly.rules.js';
import type {ContentCell, ContentLine, ContentRow, MonthlyContent, MonthlyReport} from './monthly-report.js';

/**
 * What a month's report says, from the reports, corrections and people as they stood at `asOf`: whenever it is counted, it comes out the
 * same. Names and places in the tree are those of the moment it is fixed.
 */
export async function contentOf(
  manager: EntityManager,
  campaign: Campaign,
  {month, asOf, previous}: {month: string; asOf: Date; previous: MonthlyReport | null},
): Promise<MonthlyContent> {
  const plan = Plan.of(campaign)!;
  const metrics = plan.definition.metrics;
  const story = await Story.of(manager, campaign);
  const now = story.standing(asOf);
  const until = (last: string) => now.filter(({heldOn}) => heldOn <= lastDayOf(last));
  const before = previous?.month ?? priorTo(month);
  const people = await registeredAt(manager, story.registers, {day: lastDayOf(month), asOf});
  const settledPeople = await registeredAt(manager, story.registers, {day: lastDayOf(before), asOf});
  const units = await unitsOf(manager, plan);
  const paths = await pathsOf(manager, [...story.units(), ...people.keys(), ...settledPeople.keys()]);
  const ground = {metrics, paths, rootPath: units.root.path, chainOf};
  const total = figuresAt(ground, until(month), people);
  // in the first report all that was before its month is "late": there was none to stand in
  const settled = figuresAt(ground, until(before), settledPeople);

  const order = plan.cellMetrics().map(({key}) => metrics.find((metric) => metric.key === key)!);
  const cellsAt = (
    path: string,
    targets: Record<string, number | null>,
    last?: readonly ContentCell[],
  ): ContentCell[] =>
    order.map(({key}, i) => ({
      target: targets[key] ?? null,
      lastMonth: last?.[i]?.month ?? null,
      ...monthFigures(total.get(path)?.[key] ?? 0, last?.[i]?.total ?? 0, settled.get(path)?.[key] ?? 0),
    }));
  const old = previous?.content;
  const rows: ContentRow[] = units.rows.map(({unit, targets}) => ({
    organisationId: unit.id,
    name: {zh: unit.nameZh, en: unit.nameEn},
    cells: cellsAt(unit.path, targets, old?.rows.find(({organisationId}) => organisationId === unit.id)?.cells),
  }));
  const totals = cellsAt(units.root.path, targetsOf(plan.definition), old?.totals);
  return {
    columns: order.map(({key, name, unit}) => ({key, name: bilingual(name), unit: bilingual(unit)})),
    rows,
    rest: totals.map((cell, i) =>
      restOf(
        cell,
        rows.map(({cells}) => cells[i]),
        old?.rest[i],
      ),
    ),
    totals,
    events: now.filter(({heldOn}) => monthOf(heldOn) === month).length,
    lines: previous ? await linesOf(manager, story, {previous, asOf}) : [],
  };
}

/** `2022-01` → `2021-12`. */
function priorTo(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}

const targetsOf = (plan: PlanDefinition): Record<string, number | null> =>
  Object.fromEntries(plan.metrics.map(({key, target}) => [key, target ?? null]));

function restOf(total: ContentCell, cells: readonly ContentCell[], last: ContentCell | undefined): ContentCell {
  const less = (of: 'month' | 'late' | 'before' | 'total') => cells.reduce((rest, cell) => rest - cell[of], total[of]);
  return {
    target: null,
    lastMonth: last?.month ?? null,
    ...{month: less('month'), late: less('late'), before: less('before'), total: less('total')},
  };
}

interface Approved extends CountedEvent {
  title: string;
  struck: boolean;
}

/** Every report that was ever approved, with what was corrected in it. */
class Story {
  private constructor(
    private readonly reports: readonly Approved[],
    private readonly corrections: ReadonlyMap<string, ReportCorrection[]>,
    /** Campaigns whose registers count. */
    readonly registers: readonly string[],
  ) {}

  /** Its own, and those of the campaigns below that count here (R113). */
  static async of(manager: EntityManager, {id, document}: Campaign): Promise<Story> {
    const links = await manager.findBy(PlanLink, {targetId: id});
    const campaignId = In([id, ...links.map(({sourceId}) => sourceId)]);
    const rows = await manager.find(ActivityReport, {
      where: {campaignId, state: In([ReportState.APPROVED, ReportState.STRUCK])},
      order: {id: 'ASC'},
    });
    const corrections = new Map<string, ReportCorrection[]>();
    for (const row of await manager.find(ReportCorrection, {where: {campaignId}, order: {at: 'ASC', id: 'ASC'}}))
      corrections.set(row.reportId, [...(corrections.get(row.reportId) ?? []), row]);
    const reports = rows.map((row) => ({
      ...{id: row.id, organisationId: row.organisationId, title: row.title, heldOn: row.heldOn},
      ...{participants: row.participants, workersReached: row.workersReached, publicists: row.publicists},
      ...{audience: row.audience, enterprise: row.enterprise},
      approvedAt: row.decidedAt?.getTime() ?? 0,
      struck: row.state === ReportState.STRUCK,
      metrics: links.find(({sourceId}) => sourceId === row.campaignId)?.metrics ?? null,
    }));
    const ofRegister = (document.plan?.metrics ?? []).filter(({count}) => 'register' in count).map(({key}) => key);
    const counting = links.filter(({metrics}) => metrics.some((key) => ofRegister.includes(key)));
    return new Story(reports, corrections, [id, ...counting.map(({sourceId}) => sourceId)]);
  }

  units(): string[] {
    return [...new Set(this.reports.map(({organisationId}) => organisationId))];
  }

  standing(at: Date): Approved[] {
    return this.reports.flatMap((report) => this.at(report, at) ?? []);
  }

  /** What changed between two instants for events that were over by the first: one line each. */
  changes(
    from: Date,
    to: Date,
    lastDay: string,
  ): {before: Approved | null; after: Approved | null; reason: string | null}[] {
    return this.reports.flatMap((report) => {
      const counted = (at: Date) => this.at(report, at);
      const before = counted(from);
      const after = counted(to);
      const concerns = [before, after].some((one) => one !== null && one.heldOn <= lastDay);
      const made = (this.corrections.get(report.id) ?? []).filter(({at}) => at > from && at <= to);
      if (!concerns || (before && after && made.length === 0)) return [];
      const reason = before ? (made.at(-1)?.reason ?? null) : null;
      return before || after ? [{before, after, reason}] : [];
    });
  }

  private at(report: Approved, at: Date): Approved | null {
    const made = (this.corrections.get(report.id) ?? []).map(({before, after, at: when, kind}) => ({
      before: {...report, ...before},
      after: kind === CorrectionKind.STRUCK ? null : {...report, ...after},
      at: when.getTime(),
    }));
    return standingAt(report, made, at.getTime());
  }
}

async function linesOf(
  manager: EntityManager,
  story: Story,
  {previous, asOf}: {previous: MonthlyReport; asOf: Date},
): Promise<ContentLine[]> {
  const found = story.changes(previous.asOf, asOf, lastDayOf(previous.month));
  const ids = found.map(({before, after}) => (after ?? before)!.organisationId);
  const units = await manager.findBy(OrganisationRef, {id: In([...new Set(ids)])});
  return found.map(({before, after, reason}) => {
    const report = (after ?? before)!;
    const unit = units.find(({id}) => id === report.organisationId);
    const by = (of: 'participants' | 'workersReached' | 'publicists' | 'audience') =>
      (after?.[of] ?? 0) - (before?.[of] ?? 0);
    return {
      kind: before ? (after ? 'CHANGED' : 'STRUCK') : 'LATE',
      organisationId: report.organisationId,
      unit: {zh: unit?.nameZh ?? '', en: unit?.nameEn ?? ''},
      ...{title: report.title, heldOn: report.heldOn, reason},
      events: Number(after !== null) - Number(before !== null),
      participants: by('participants'),
      workersReached: by('workersReached'),
      publicists: by('publicists'),
      audience: by('audience'),
    };
  });
}

interface Units {
  root: OrganisationRef;
  rows: {unit: OrganisationRef; targets: Record<string, number | null>}[];
}

async function unitsOf(manager: EntityManager, plan: Plan): Promise<Units> {
  const root = await manager.findOneByOrFail(OrganisationRef, {id: plan.root().id});
  const allocated = await manager.find(PlanQuota, {
    where: {campaignId: plan.id, source: 'ROW'},
    order: {position: 'ASC'},
    take: MOST_ROWS,
  });
  if (allocated.length === 0) {
    const where = {parentId: root.id};
    const below = await manager.find(OrganisationRef, {where, order: {code: 'ASC'}, take: MOST_ROWS});
    return {root, rows: below.map((unit) => ({unit, targets: {}}))};
  }
  const known = await manager.findBy(OrganisationRef, {id: In(allocated.map(({holder}) => holder))});
  const rows = allocated.flatMap(({holder, targets}) => {
    const unit = known.find(({id}) => id === holder);
    return unit ? [{unit, targets}] : [];
  });
  return {root, rows};
}

async function pathsOf(manager: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await manager.find(OrganisationRef, {
    select: {id: true, path: true},
    where: {id: In([...new Set(ids)])},
  });
  return new Map(rows.map(({id, path}) => [id, path]));
}
