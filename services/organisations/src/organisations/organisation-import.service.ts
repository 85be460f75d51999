import {record, type AuditEntry} from '@concours/kernel/audit/record';
import {newId} from '@concours/kernel/ids';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {may} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {OrganisationPlantingService} from './organisation-planting.service.js';
import {importProblems, importTooLarge} from './organisation.refusals.js';
import {planImport, type ImportRow, type Known} from './organisation.rules.js';

const CODES = 200;
const turnAlone = {unaudited: 'units that are created are recorded; taking turns to look for some changes nothing'};
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
      await record(manager, caller, imported(plan.create.map(({row}) => rows[row].code)));
      const refused = plan.refused.map(({row, problem}) => ({row: row + 1, problem: importProblems[problem]}));
      return {created: plan.create.length, unchanged: plan.unchanged, refused};
    }, turnAlone);
  }
}

/** Which units an import has made, by their codes, so many to a row that each stays readable. */
function imported(codes: string[]): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (let from = 0; from < codes.length; from += CODES) {
    const subject = {type: 'OrganisationImport', id: newId()};
    const after = {created: codes.length, codes: codes.slice(from, from + CODES)};
    entries.push({action: 'importOrganisations', subject, after});
  }
  return entries;
}
