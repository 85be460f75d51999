import type {Caller} from '@concours/kernel/identity';
import {unguarded} from '@concours/kernel/tables/formula-guard.rules';
import type {Batches} from '@concours/kernel/tables/table-writer';
import type {Database} from '@concours/kernel/database';
import {columns, headings, type Column} from './columns.rules.js';
import type {ImportJobService} from './import-job.service.js';
import {ImportRow} from './import-row.js';
import type {ImportOutcome} from './import.kinds.js';
import {rowProblemText} from './import.refusals.js';

const BATCH = 500;
const words = {row: {zh: '行', en: 'Row'}, problem: {zh: '问题', en: 'Problem'}};

/** Rows of an import as they were, with what is wrong with them beside: to be mended and brought again. */
export class RowReportService {
  constructor(
    private readonly database: Database,
    private readonly jobs: ImportJobService,
  ) {}

  async of(
    caller: Caller,
    id: string,
    i: {outcome: ImportOutcome; language: 'zh' | 'en'},
  ): Promise<{name: string; batches: Batches}> {
    const job = await this.jobs.one(caller, id);
    const has = new Set(job.columns.map(({column}) => column));
    const shown = columns.filter((column) => has.has(column));
    const name = `${job.fileName.replace(/\.\w+$/, '')}-${i.outcome.toLowerCase()}`;
    return {name, batches: this.batches(id, shown, i)};
  }

  private async *batches(
    importId: string,
    shown: readonly Column[],
    {outcome, language}: {outcome: ImportOutcome; language: 'zh' | 'en'},
  ): AsyncGenerator<string[][]> {
    yield [[words.row[language], words.problem[language], ...shown.map((column) => headings[column][language])]];
    for (let after = 0; ;) {
      const rows = await this.database.read
        .createQueryBuilder(ImportRow, 'r')
        .where('r.importId = :importId AND r.outcome = :outcome AND r.number > :after', {importId, outcome, after})
        .orderBy('r.number')
        .limit(BATCH)
        .getMany();
      yield rows.map(({number, problems, cells}) => {
        const wrong = (problems ?? []).map((problem) => rowProblemText(problem).text[language]).join(' ');
        // a guard that the file had would get a second one
        return [String(number), wrong, ...shown.map((column) => unguarded(cells[column] ?? ''))];
      });
      if (rows.length < BATCH) return;
      after = rows[rows.length - 1].number;
    }
  }
}
