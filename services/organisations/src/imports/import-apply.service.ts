import {record, type AuditEntry} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {EntityManager} from 'typeorm';
import {
  referenceKey,
  type KnownOrganisation,
  type OrganisationPlantingService,
  type Revision,
} from '../organisations/organisation-planting.service.js';
import {vocabulary, type Column, type Vocabulary} from './columns.rules.js';
import {OrganisationImportJob} from './import-job.js';
import type {ImportLease} from './import-lease.js';
import {mayWrite, needAt, type ImportReachService} from './import-reach.service.js';
import {ImportRow} from './import-row.js';
import {judgeRow, readRow, type RowProblem, type RowProblemCode, type RowValues} from './row.rules.js';

const BATCH = 400;

interface Judged {
  row: ImportRow;
  values: RowValues;
  there: KnownOrganisation | undefined;
  parentCode: string | null;
}

/** What became of a batch's rows. */
interface Tally {
  created: number;
  changed: number;
  unchanged: number;
  refused: {row: ImportRow; problem: RowProblem}[];
}

/**
 * Writes what was checked, some hundred rows in a unit of work that also says how far it has come: a killed instance
 * leaves off between two batches, and whoever goes on begins with the next. Every row is judged once more, by the tree
 * and the permissions of that moment.
 */
export class ImportApplyService {
  private readonly words: Vocabulary;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly planting: OrganisationPlantingService,
    private readonly lease: ImportLease,
    private readonly reach: ImportReachService,
  ) {
    this.words = vocabulary(planting.keyOf, planting);
  }

  async apply(claimed: OrganisationImportJob): Promise<void> {
    for (let job: OrganisationImportJob | null = claimed; job;) {
      const rows = await this.nextRows(job);
      job = rows.length > 0 ? await this.batch(job, rows) : await this.nextWave(job);
    }
  }

  private nextRows({id, cursorWave, cursorNumber}: OrganisationImportJob): Promise<ImportRow[]> {
    return this.database.read
      .createQueryBuilder(ImportRow, 'r')
      .where("r.importId = :id AND r.outcome IN ('NEW', 'CHANGED')", {id})
      .andWhere('r.wave = :cursorWave AND r.number > :cursorNumber', {cursorWave, cursorNumber})
      .orderBy('r.number')
      .limit(BATCH)
      .getMany();
  }

  /** Null when there is none: the job is done. */
  private async nextWave(job: OrganisationImportJob): Promise<OrganisationImportJob | null> {
    const next = await this.database.read
      .createQueryBuilder(ImportRow, 'r')
      .select('MIN(r.wave)', 'wave')
      .where("r.importId = :id AND r.outcome IN ('NEW', 'CHANGED') AND r.wave > :wave", {
        id: job.id,
        wave: job.cursorWave,
      })
      .getRawOne<{wave: number | string | null}>();
    if (next?.wave != null) return Object.assign(job, {cursorWave: Number(next.wave), cursorNumber: 0});
    await this.database.write((manager) =>
      this.lease.hold(manager, job.id, 'APPLYING', {state: 'DONE', finishedAt: this.clock.now()}),
    );
    return null;
  }

  private async batch(job: OrganisationImportJob, rows: ImportRow[]): Promise<OrganisationImportJob> {
    const caller = await this.reach.callerOf(job);
    const cursor = {cursorWave: job.cursorWave, cursorNumber: rows[rows.length - 1].number};
    return this.database.write(async (manager) => {
      // first of all: what is read below must still stand when it is written, and nobody else works on this job
      await this.planting.takeTurn(manager, 0);
      await this.lease.hold(manager, job.id, 'APPLYING', cursor);
      const tally = await this.write(manager, job, caller, rows);
      const lost = {NEW: 0, CHANGED: 0};
      for (const {row} of tally.refused) lost[row.outcome as 'NEW' | 'CHANGED']++;
      const counts = {
        appliedCount: job.appliedCount + rows.length,
        newCount: job.newCount - lost.NEW,
        changedCount: job.changedCount - lost.CHANGED,
        refusedCount: job.refusedCount + tally.refused.length,
      };
      await this.lease.hold(manager, job.id, 'APPLYING', counts);
      await record(manager, caller, this.batchEntry(job, rows, tally));
      return Object.assign(new OrganisationImportJob(), job, cursor, counts);
    });
  }

  private async write(
    manager: EntityManager,
    job: OrganisationImportJob,
    caller: Caller,
    rows: ImportRow[],
  ): Promise<Tally> {
    const has = new Set<Column>(job.columns.map(({column}) => column));
    const read = rows.map((row) => {
      const {values, problems} = readRow(row.cells, has, this.words);
      return {row, values, problems, parentCode: row.parentMatch?.code ?? values.parentCode};
    });
    const codes = read.flatMap(({values, parentCode}) =>
      parentCode === null ? [values.code] : [values.code, parentCode],
    );
    const known = await this.planting.lookUp(manager, codes);
    const holders = await this.planting.holdersOf(
      manager,
      read.flatMap(({values}) => values.references ?? []),
    );
    const tally: Tally = {created: 0, changed: 0, unchanged: 0, refused: []};
    const [fresh, changed]: [Judged[], Judged[]] = [[], []];
    for (const {row, values, problems, parentCode} of read) {
      const there = known.get(values.code);
      const mine = there !== undefined && mayWrite(caller, there.path);
      const taken = (values.references ?? []).filter(
        (each) => (holders.get(referenceKey(each)) ?? there?.id) !== there?.id,
      );
      for (const each of taken)
        problems.push({code: 'REFERENCE_TAKEN', column: 'references', facts: {text: referenceKey(each)}});
      const judged = judgeRow({values, problems}, there, {mode: job.mode, mine, keyOf: this.planting.keyOf});
      if (judged.outcome === 'REFUSED') tally.refused.push({row, problem: judged.problems[0]});
      else if (judged.outcome === 'UNCHANGED') tally.unchanged++;
      else (there ? changed : fresh).push({row, values, there, parentCode});
    }
    await this.plant(manager, job, caller, fresh, known, tally);
    await this.revise(manager, caller, changed, tally);
    for (const {row, problem} of tally.refused)
      await manager.update(
        ImportRow,
        {importId: job.id, number: row.number},
        // the drivers' types of json columns know no arrays
        {outcome: 'REFUSED', problems: [problem], changes: null} as object,
      );
    return tally;
  }

  private async plant(
    manager: EntityManager,
    job: OrganisationImportJob,
    caller: Caller,
    fresh: Judged[],
    known: ReadonlyMap<string, KnownOrganisation>,
    tally: Tally,
  ): Promise<void> {
    const obstacle = (parent: KnownOrganisation | null): RowProblemCode | null => {
      if (parent === null) return caller.kind === 'system' ? null : 'PARENT_MISSING';
      if (!mayWrite(caller, parent.path)) return 'PARENT_UNKNOWN';
      return parent.closed ? 'PARENT_CLOSED' : null;
    };
    const plan = this.planting.planPlaces({
      rows: fresh.map(({values, parentCode}) => ({code: values.code, parentCode})),
      waiting: new Set(fresh.keys()),
      known,
      obstacle,
      mostLevels: this.planting.mostLevels,
    });
    for (const {row, problem} of plan.refused) {
      const code = problem === 'NOT_PERMITTED' ? 'PARENT_UNKNOWN' : problem;
      tally.refused.push({row: fresh[row].row, problem: {code, column: 'parentCode'}});
    }
    const created = await this.planting.plant(
      manager,
      plan.create.map(({row, parentCode}) => ({
        row: newRow(fresh[row].values),
        parentCode,
        position: job.firstPosition + fresh[row].row.number,
      })),
      known,
    );
    tally.created += created.length;
    const idOf = new Map(created.map(({code, id}) => [code, id]));
    const added = fresh.flatMap(({values: {code, references = []}}) => {
      const organisationId = idOf.get(code);
      return organisationId === undefined ? [] : [{organisationId, references}];
    });
    await this.planting.keepReferences(manager, added);
  }

  private async revise(manager: EntityManager, caller: Caller, changed: Judged[], tally: Tally): Promise<void> {
    const revisions = changed.map(({values, there}) => revisionOf(values, there!.id));
    await this.planting.revise(manager, revisions);
    const kept = changed.map(({values, there}) => ({organisationId: there!.id, references: values.references ?? []}));
    await this.planting.keepReferences(manager, kept);
    tally.changed += revisions.length;
    // few, and each of weight: who renamed which body stands in the trail by itself; new ones are counted by the batch
    const entries = changed.map(({row, there}): AuditEntry => {
      const sides = (side: 'before' | 'after') =>
        Object.fromEntries((row.changes ?? []).map((change) => [change.column, change[side]]));
      return {
        action: 'reviseOrganisationByImport',
        subject: {type: 'Organisation', id: there!.id},
        organisationId: there!.id,
        need: needAt(there!.path),
        before: sides('before'),
        after: {...sides('after'), importId: row.importId, row: row.number},
      };
    });
    if (entries.length > 0) await record(manager, caller, entries);
  }

  private batchEntry(job: OrganisationImportJob, rows: ImportRow[], tally: Tally): AuditEntry {
    const {created, changed, unchanged, refused} = tally;
    return {
      action: 'applyOrganisationImport.batch',
      subject: {type: 'OrganisationImportJob', id: job.id},
      organisationId: job.organisationId,
      after: {
        ...{created, changed, unchanged, refused: refused.length},
        rows: {first: rows[0].number, last: rows[rows.length - 1].number},
      },
    };
  }
}

function newRow(values: RowValues) {
  const {code, nameZh = '', nameEn, shortNameZh, shortNameEn, kind, level, aliases, regionCode} = values;
  if (!kind || !level) throw new Error(`${code}: a new organisation without its kind or level passed the check`);
  return {code, nameZh, nameEn, shortNameZh, shortNameEn, kind, level, aliases, regionCode};
}

function revisionOf(values: RowValues, id: string): Revision {
  const {nameZh, nameEn, shortNameZh, shortNameEn, kind, level, regionCode, aliases = []} = values;
  const told = Object.entries({nameZh, nameEn, shortNameZh, shortNameEn, kind, level, regionCode});
  return {id, values: Object.fromEntries(told.filter(([, value]) => value !== undefined)), aliases};
}
