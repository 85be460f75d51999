import {record, type AuditEntry} from '@concours/kernel/audit/record';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {may} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {OrganisationPlantingService} from './organisation-planting.service.js';
import {importProblems, importTooLarge} from './organisation.refusals.js';
import {planImport, type ImportRow, type Known} from './organisation.rules.js';

export const MAX_IMPORT = 5_000;
const CODES_A_ROW = 200;
const turnAlone = {unaudited: 'units that are created are recorded; taking turns to look for some changes nothing'};

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
      const entries = imported(
        plan.create.map(({row, parentCode}) => ({code: rows[row].code, parentCode})),
        known,
      );
      await this.planting.plant(
        manager,
        plan.create.map(({row, parentCode}) => ({row: rows[row], parentCode, position: firstPosition + row})),
        known,
      );
      await record(manager, caller, entries);
      const refused = plan.refused.map(({row, problem}) => ({row: row + 1, problem: importProblems[problem]}));
      return {created: plan.create.length, unchanged: plan.unchanged, refused};
    }, turnAlone);
  }
}

/**
 * Which units an import has made, by their codes: below each one that was there before, and so many to a row of the trail
 * that each stays readable.
 */
function imported(
  created: readonly {code: string; parentCode: string | null}[],
  known: ReadonlyMap<string, Known>,
): AuditEntry[] {
  const below = new Map<Known | undefined, string[]>();
  const under = new Map<string, Known | undefined>();
  for (const {code, parentCode} of created) {
    const place = parentCode === null ? undefined : (known.get(parentCode) ?? under.get(parentCode));
    under.set(code, place);
    const codes = below.get(place);
    if (codes) codes.push(code);
    else below.set(place, [code]);
  }
  return [...below].flatMap(([place, codes]) =>
    Array.from({length: Math.ceil(codes.length / CODES_A_ROW)}, (_, part) => ({
      action: 'importOrganisations',
      subject: {type: 'OrganisationImport', id: newId()},
      organisationId: place?.id,
      need: place && {roles: permissions['organisation.administer'], path: place.path},
      after: {created: codes.length, codes: codes.slice(part * CODES_A_ROW, (part + 1) * CODES_A_ROW)},
    })),
  );
}
