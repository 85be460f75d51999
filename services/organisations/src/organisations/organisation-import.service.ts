import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {may} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {OrganisationPlantingService} from './organisation-planting.service.js';
import {importProblems, importTooLarge} from './organisation.refusals.js';
import {planImport, type ImportRow, type Known} from './organisation.rules.js';

export const MAX_IMPORT = 5_000;

export interface ImportReport {
  created: number;
  unchanged: number;
  /** `row` counts from 1, as people count. */
  refused: {row: number; problem: (typeof importProblems)[keyof typeof importProblems]}[];
}

export class OrganisationImportService {
  constructor(
    private readonly database: Database,
    private readonly planting: OrganisationPlantingService,
  ) {}

  /** All good rows in one unit of work; the same rows once more change nothing. */
  import(caller: Caller, rows: readonly ImportRow[]): Promise<ImportReport> {
    if (rows.length > MAX_IMPORT) throw importTooLarge({most: MAX_IMPORT, rows: rows.length});
    return this.database.write(async (manager) => {
      // before anything is read: what was read must still stand when the rows are written
      const firstPosition = await this.planting.takeTurn(manager, rows.length);
      const known = await this.planting.lookUp(
        manager,
        rows.flatMap((row) => (row.parentCode == null ? [row.code] : [row.code, row.parentCode])),
      );
      const roles = permissions['organisation.administer'];
      const mayAddUnder = (parent: Known | null) =>
        parent ? may(caller, {roles, path: parent.path}) : caller.kind === 'system';
      const plan = planImport(rows, known, mayAddUnder, this.planting.mostLevels);
      await this.planting.plant(
        manager,
        plan.create.map(({row, parentCode}) => ({row: rows[row], parentCode, position: firstPosition + row})),
        known,
      );
      const refused = plan.refused.map(({row, problem}) => ({row: row + 1, problem: importProblems[problem]}));
      return {created: plan.create.length, unchanged: plan.unchanged, refused};
    });
  }
}
