import {readFile, stat} from 'node:fs/promises';
import {type AuditEntry, record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Uploads} from '@concours/kernel/files/tus-uploads';
import type {Caller} from '@concours/kernel/identity';
import {type BilingualText, refusalOf} from '@concours/kernel/refusal';
import {may, scopesOf, subtree} from '@concours/kernel/scope';
import {tableOf} from '@concours/kernel/tables/table-file';
import type {SheetRow} from '@concours/kernel/tables/sheet-row';
import {TableRefused} from '@concours/kernel/tables/table-refused';
import {permissions} from '@concours/schema/access';
import {bilingual, type TextValue} from '@concours/schema/definition/values';
import {Brackets, In} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {ActivityReport} from './activity-report.js';
import {sameTitle} from './duplicates.rules.js';
import {entryOf, fieldsOf, planOf, type ReportAccess} from './report-access.service.js';
import {ReportImport, ReportImportRow} from './report-import.js';
import {ImportOutcome, ReportState} from './report.kinds.js';
import {reportTableRefused, reportTableTooLarge, reportTableWithoutHeadings} from './report.refusals.js';
import {choicesOf, faultsOf, missingOf, photosAsked} from './report.rules.js';
import {draftOf} from './report.service.js';
import {columnOf, fieldsOfRow, headingsOf, type Named, type TableKey} from './report-table.rules.js';

const MOST_ROWS = 200;
const MOST_BYTES = 5_000_000;

export interface Importing {
  campaignId: string;
  uploadId: string;
  dryRun: boolean;
  /** What is whole is handed in at once; else all are drafts. */
  handIn: boolean;
  confirmed: readonly string[];
}

/** What is true of every row. */
interface Frame {
  campaign: Campaign;
  importing: Importing;
  units: readonly OrganisationRef[];
  known: readonly Pick<ActivityReport, 'organisationId' | 'heldOn' | 'title'>[];
  /** Why nothing can be handed in at this time. */
  closed: BilingualText | null;
}

/** The statistics table of a unit, read row by row: a report per row, and each says what became of it (R44). */
export class ReportImports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: ReportAccess,
    private readonly uploads: Uploads,
  ) {}

  async import(caller: Caller, importing: Importing): Promise<ReportImport> {
    const campaign = await this.access.campaign(importing.campaignId);
    planOf(campaign);
    const {path} = await this.uploads.finished(caller, importing.uploadId);
    const [head, ...rows] = await rowsOf(path);
    const headings = headingsOf(head?.cells ?? []);
    if (!headings) throw reportTableWithoutHeadings();
    const frame = await this.frameOf(caller, campaign, importing, {rows, headings});
    const reports: ActivityReport[] = [];
    const told = rows.map((row) => {
      const cell = (key: TableKey) => row.cells[headings.get(key) ?? -1] ?? '';
      const {report, ...line} = this.judged(caller, frame, cell, reports);
      if (report) reports.push(report);
      const typed = {row: row.number, unit: (cell('unit') || cell('unitCode')).trim(), title: cell('title').trim()};
      return ReportImportRow.of(
        {...typed, ...line, reportId: importing.dryRun ? null : (report?.id ?? null)},
        line.told,
      );
    });
    if (!importing.dryRun && reports.length > 0) await this.keep(caller, frame, reports);
    return ReportImport.of(importing.dryRun, told);
  }

  private judged(
    caller: Caller,
    {campaign, importing, units, known, closed}: Frame,
    cell: (key: TableKey) => string,
    sofar: readonly ActivityReport[],
  ): {outcome: ImportOutcome; heldOn: string; told: BilingualText[]; report: ActivityReport | null} {
    const plan = planOf(campaign);
    const named = (list: readonly {key: string; name: TextValue}[] = []): Named[] =>
      list.map(({key, name}) => ({key, names: Object.values(bilingual(name))}));
    const {forms, topics, channels} = plan.reports;
    const fields = {
      ...fieldsOfRow(cell, {forms: named(forms), topics: named(topics), channels: named(channels)}),
      confirmed: [...importing.confirmed],
    };
    const {heldOn} = fields;
    const unit = unitIn(units, cell('unitCode').trim(), cell('unit').trim());
    const told: BilingualText[] = faultsOf(fields, choicesOf(plan), this.access.today(campaign)).map(
      ({field, reason}) => ({zh: `${columnOf(field).zh}：${reason.zh}`, en: `${columnOf(field).en}: ${reason.en}`}),
    );
    if (!unit) told.push({zh: '找不到该单位，或无权为它填报。', en: 'No such unit among those you report for.'});
    else if (unit.closed) told.push({zh: '该单位已撤销。', en: 'The unit is closed.'});
    if (told.length > 0 || !unit) return {outcome: ImportOutcome.REFUSED, heldOn, told, report: null};
    const same = [...known, ...sofar].some(
      (other) => other.organisationId === unit.id && other.heldOn === heldOn && sameTitle(other.title, fields.title),
    );
    if (same) {
      const text = {zh: '该单位当天已有同名或近似的填报。', en: 'The unit has such a report of that day already.'};
      return {outcome: ImportOutcome.DUPLICATE, heldOn, told: [text], report: null};
    }
    const lacking = importing.handIn ? this.lacking(campaign, fields.confirmed, closed) : [];
    const report = draftOf(campaign.id, fieldsOf({...fields, organisationId: unit.id}));
    const handed = importing.handIn && lacking.length === 0;
    if (handed)
      Object.assign(report, {
        ...{state: ReportState.SUBMITTED, submittedAt: this.clock.now(), submittedById: caller.id},
      });
    return {outcome: handed ? ImportOutcome.SUBMITTED : ImportOutcome.DRAFTED, heldOn, told: lacking, report};
  }

  /** Why a whole row stays a draft. */
  private lacking(campaign: Campaign, confirmed: readonly string[], closed: BilingualText | null): BilingualText[] {
    const plan = planOf(campaign);
    const asked = photosAsked(plan);
    return [
      ...(closed ? [closed] : []),
      ...(missingOf(plan, confirmed).length > 0 ? [{zh: '未确认各项说明。', en: 'Statements are not confirmed.'}] : []),
      ...(asked ? [{zh: `还需 ${asked.least} 张照片。`, en: `${asked.least} photos are still asked for.`}] : []),
    ];
  }

  private async keep(caller: Caller, {campaign}: Frame, reports: readonly ActivityReport[]): Promise<void> {
    await this.database.write(async (manager) => {
      await manager.insert(ActivityReport, [...reports]);
      const paths = new Map(
        (await manager.findBy(OrganisationRef, {id: In(reports.map(({organisationId}) => organisationId))})).map(
          ({id, path}) => [id, path],
        ),
      );
      const entries = reports.map((report): AuditEntry => {
        const need = {
          ...{roles: permissions['report.draft'], within: campaign.id},
          path: paths.get(report.organisationId) ?? '',
        };
        const {title, heldOn, state} = report;
        return {...entryOf(report, 'importReports'), need, after: {title, heldOn, state}};
      });
      await record(manager, caller, entries);
    });
  }

  private async frameOf(
    caller: Caller,
    campaign: Campaign,
    importing: Importing,
    {rows, headings}: {rows: readonly SheetRow[]; headings: ReadonlyMap<TableKey, number>},
  ): Promise<Frame> {
    const typed = (key: TableKey) => [
      ...new Set(rows.map(({cells}) => (cells[headings.get(key) ?? -1] ?? '').trim()).filter(Boolean)),
    ];
    const units = await this.unitsOf(caller, campaign, {codes: typed('unitCode'), names: typed('unit')});
    const known =
      units.length === 0
        ? []
        : await this.database.read.find(ActivityReport, {
            select: {organisationId: true, heldOn: true, title: true},
            where: {campaignId: campaign.id, organisationId: In(units.map(({id}) => id))},
          });
    return {campaign, importing, units, known, closed: await this.closedNow(campaign)};
  }

  /** Named in the table, below the plan's root, and the caller's to report for. One alone need not be named. */
  private async unitsOf(
    caller: Caller,
    campaign: Campaign,
    {codes, names}: {codes: string[]; names: string[]},
  ): Promise<OrganisationRef[]> {
    const root = await this.access.rootOf(campaign);
    if (!root) return [];
    const scopes = scopesOf(caller, permissions['report.draft']);
    const query = this.database.read
      .createQueryBuilder(OrganisationRef, 'o')
      .where('o.path >= :from AND o.path < :to', subtree(root.path))
      .andWhere(
        new Brackets((any) => {
          any.where('o.code IN (:...codes)', {codes: [...codes, '']});
          any.orWhere('o.nameZh IN (:...names)', {names: [...names, '']});
          any.orWhere('o.nameEn IN (:...names)', {names: [...names, '']});
          if (codes.length + names.length === 0)
            any.orWhere('o.path IN (:...own)', {own: [...scopes.map((s) => s.path), '']});
        }),
      );
    const need = {roles: permissions['report.draft'], within: campaign.id};
    return (await query.limit(1_000).getMany()).filter(({path}) => may(caller, {...need, path}));
  }

  private async closedNow(campaign: Campaign): Promise<BilingualText | null> {
    try {
      await this.access.demandTaken(campaign);
      return null;
    } catch (error) {
      return refusalOf(error)?.extensions.text ?? null;
    }
  }
}

/** By its code, else by its name; without either, the only one there is. Two of one name are told apart by code alone. */
function unitIn(units: readonly OrganisationRef[], code: string, name: string): OrganisationRef | undefined {
  if (code !== '') return units.find((unit) => unit.code === code);
  const found = name === '' ? units : units.filter(({nameZh, nameEn}) => nameZh === name || nameEn === name);
  return found.length === 1 ? found[0] : undefined;
}

async function rowsOf(path: string): Promise<SheetRow[]> {
  if ((await stat(path)).size > MOST_BYTES) throw reportTableTooLarge({most: MOST_BYTES});
  try {
    return await tableOf(await readFile(path), MOST_ROWS + 1);
  } catch (error) {
    if (error instanceof TableRefused) throw reportTableRefused({problem: error.problem, text: error.text});
    throw error;
  }
}
