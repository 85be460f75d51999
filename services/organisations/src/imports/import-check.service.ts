import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {csvRows, encodingOf} from '@concours/kernel/tables/csv-file';
import {isBlank, type SheetRow} from '@concours/kernel/tables/sheet-row';
import {ownCopy, xlsxRows} from '@concours/kernel/tables/xlsx-file';
import type {EntityManager} from 'typeorm';
import {referenceKey, type OrganisationPlantingService} from '../organisations/organisation-planting.service.js';
import {planColumns, vocabulary, type Column, type ColumnPlan, type Vocabulary} from './columns.rules.js';
import {bytesOf} from './file-bytes.js';
import {ImportChunk, MAX_ROWS, type OrganisationImportJob} from './import-job.js';
import type {ImportLease} from './import-lease.js';
import {type ImportReachService, mayWrite} from './import-reach.service.js';
import {ImportRow} from './import-row.js';
import {FileRefused} from './import.refusals.js';
import {PlaceCheck, type Staged} from './place-check.js';
import {judgeRow, readRow, type Cells, type RowProblem, type RowValues} from './row.rules.js';

const BATCH = 500;
const ROWS_PER_STATEMENT = 250;
const COUNTED_AT_ONCE = 10_000;
/** Characters of all rows together: a small workbook may say one long text a million times. */
const MAX_TEXT = 100_000_000;

/** Reads a file into staged rows, judging each, and then their places in the tree. Changes no organisation. */
export class ImportCheckService {
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

  /** Begins anew if it was interrupted: reading is quick, and the file is there until its rows are. */
  async check(job: OrganisationImportJob): Promise<void> {
    await this.forgetRows(job);
    const file = bytesOf(this.database.read, job.id, job.size);
    const encoding = job.format === 'CSV' ? await encodingOf(file) : null;
    const sheet = (): AsyncIterable<SheetRow> => (encoding === null ? xlsxRows(file) : csvRows(file, encoding));
    const rowTotal = await this.count(job, sheet());
    await this.batch(job, {encoding, rowTotal}, async () => undefined);
    const caller = await this.reach.callerOf(job);
    const staging = new Staging(job, caller, new PlaceCheck(this.planting));
    await this.readAll(staging, sheet());
    await staging.places.settle(this.database, caller, (work) => this.batch(job, {}, work), job.id);
    const {
      NEW: newCount,
      CHANGED: changedCount,
      UNCHANGED: unchangedCount,
      REFUSED: refusedCount,
    } = staging.places.counts();
    const counts = {newCount, changedCount, unchangedCount, refusedCount, toApplyCount: newCount + changedCount};
    await this.batch(job, {...counts, state: 'CHECKED', checkedAt: this.clock.now()}, async (manager) => {
      await manager.delete(ImportChunk, {importId: job.id});
    });
  }

  /** Before anything is written: what is wrong with a file as a whole is said at once, and progress has an end. */
  private async count(job: OrganisationImportJob, sheet: AsyncIterable<SheetRow>): Promise<number> {
    let count = -1;
    for await (const row of sheet) {
      if (isBlank(row)) continue;
      if (count === -1) this.planOf(row);
      if (++count > MAX_ROWS) throw new FileRefused('ORGANISATION_IMPORT_TOO_MANY_ROWS');
      // the lease has to be renewed while nothing is written
      if (count % COUNTED_AT_ONCE === 0) await this.batch(job, {rowTotal: count}, async () => undefined);
    }
    if (count < 1) throw new FileRefused('ORGANISATION_IMPORT_NO_ROWS');
    return count;
  }

  private async readAll(staging: Staging, sheet: AsyncIterable<SheetRow>): Promise<void> {
    let batch: SheetRow[] = [];
    for await (const row of sheet) {
      if (isBlank(row)) continue;
      if (!staging.plan) {
        staging.plan = this.planOf(row);
        const {recognised, ignored} = staging.plan;
        await this.batch(staging.job, {columns: recognised, ignored}, async () => undefined);
        continue;
      }
      batch.push(row);
      if (batch.length < BATCH) continue;
      await this.stage(staging, batch);
      batch = [];
    }
    if (batch.length > 0) await this.stage(staging, batch);
  }

  private planOf(heading: SheetRow): ColumnPlan {
    const plan = planColumns(heading.cells, this.words);
    if (!('problem' in plan)) return plan;
    throw plan.problem === 'TWICE'
      ? new FileRefused('ORGANISATION_IMPORT_COLUMN_TWICE', {heading: plan.heading.slice(0, 100)})
      : new FileRefused('ORGANISATION_IMPORT_COLUMNS_MISSING', {columns: plan.columns.join(',')});
  }

  private async stage(staging: Staging, batch: SheetRow[]): Promise<void> {
    const {job, caller, has, places} = staging;
    const read = batch.map((row) => {
      const cells = cellsOf(row, staging.plan!.places);
      staging.characters += Object.values(cells).reduce((sum, cell) => sum + cell.length, 0);
      return {row, cells, ...readRow(cells, has, this.words)};
    });
    if (staging.characters > MAX_TEXT) throw new FileRefused('ORGANISATION_IMPORT_FILE_INFLATED');
    const known = await this.planting.lookUp(
      this.database.read,
      read.map(({values}) => values.code).filter((code) => code !== ''),
    );
    const holders = await this.planting.holdersOf(
      this.database.read,
      read.flatMap(({values}) => values.references ?? []),
    );
    const rows = read.map(({row, cells, values, problems}) => {
      const there = known.get(values.code);
      const taken = takenReferences(values, there?.id, holders, staging.references);
      const all = [...oddCells(row, staging.plan!.places), ...problems, ...taken];
      const first = values.code === '' ? undefined : places.rowOf(values.code);
      const mine = there !== undefined && mayWrite(caller, there.path);
      const judged =
        first === undefined
          ? judgeRow({values, problems: all}, there, {mode: job.mode, mine, keyOf: this.planting.keyOf})
          : repeated(first);
      const staged: Staged = {
        ...{
          number: row.number,
          code: ownCopy(values.code),
          parentCode: values.parentCode && ownCopy(values.parentCode),
        },
        ...{parentName: values.parentName && ownCopy(values.parentName), isParentOf: there?.parentCode ?? null},
        ...{outcome: judged.outcome, isRepeat: first !== undefined},
      };
      places.add(staged, has.has('parentName') || has.has('parent') ? values : null);
      return this.rowFrom(job.id, staged, cells, judged);
    });
    staging.rowCount += rows.length;
    await this.batch(job, {rowCount: staging.rowCount}, async (manager) => {
      for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
        const part = rows.slice(from, from + ROWS_PER_STATEMENT);
        await manager.createQueryBuilder().insert().into(ImportRow).values(part).updateEntity(false).execute();
      }
    });
  }

  private rowFrom(
    importId: string,
    {number, code, outcome}: Staged,
    cells: Cells,
    judged: ReturnType<typeof judgeRow>,
  ) {
    const {problems, changes} = judged;
    return Object.assign(new ImportRow(), {
      ...{importId, number, cells, code: code.slice(0, 100), outcome},
      problems: problems.length > 0 ? problems : null,
      changes: changes.length > 0 ? changes : null,
      ...{parentMatch: null, wave: 0},
    });
  }

  private batch(
    job: OrganisationImportJob,
    changes: Partial<OrganisationImportJob>,
    work: (manager: EntityManager) => Promise<void>,
  ): Promise<void> {
    return this.database.write(async (manager) => {
      await this.lease.hold(manager, job.id, 'READING', changes);
      await work(manager);
    });
  }

  private async forgetRows({id}: OrganisationImportJob): Promise<void> {
    await this.database.write((manager) => manager.delete(ImportRow, {importId: id}));
  }
}

/** A file on its way into rows. */
class Staging {
  rowCount = 0;
  characters = 0;
  /** Ids of other systems that rows of this file have, by the code of the row. */
  readonly references = new Map<string, string>();
  has: ReadonlySet<Column> = new Set();
  private columns: ColumnPlan | undefined;

  constructor(
    readonly job: OrganisationImportJob,
    readonly caller: Caller,
    readonly places: PlaceCheck,
  ) {}

  get plan(): ColumnPlan | undefined {
    return this.columns;
  }

  set plan(plan: ColumnPlan | undefined) {
    this.columns = plan;
    this.has = new Set(plan?.recognised.map(({column}) => column));
  }
}

function cellsOf({cells}: SheetRow, places: ColumnPlan['places']): Cells {
  const named: Cells = {};
  for (const [index, column] of places.entries()) {
    const text = cells[index];
    if (column !== undefined && text !== undefined && text.trim() !== '') named[column] = text;
  }
  return named;
}

function oddCells({odd = []}: SheetRow, places: ColumnPlan['places']): RowProblem[] {
  return odd.flatMap(({index, what}) => {
    const column = places[index];
    return column === undefined ? [] : [{code: `CELL_${what}` as const, column}];
  });
}

/** Those that belong to somebody else, there already or earlier in the file. */
function takenReferences(
  {code, references = []}: RowValues,
  id: string | undefined,
  holders: ReadonlyMap<string, string>,
  inFile: Map<string, string>,
): RowProblem[] {
  return references.flatMap((reference) => {
    const key = referenceKey(reference);
    const [holder, other] = [holders.get(key), inFile.get(key)];
    if (other === undefined) inFile.set(key, ownCopy(code));
    const isTaken = (holder !== undefined && holder !== id) || (other !== undefined && other !== code);
    return isTaken ? [{code: 'REFERENCE_TAKEN', column: 'references', facts: {text: key}}] : [];
  });
}

function repeated(row: number): ReturnType<typeof judgeRow> {
  return {outcome: 'REFUSED', problems: [{code: 'REPEATED', column: 'code', facts: {row}}], changes: []};
}
