import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {may} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {In, type EntityManager} from 'typeorm';
import {announceChanged} from './organisation.events.js';
import {MAX_DEPTH, Organisation} from './organisation.js';
import {importProblems, importTooLarge} from './organisation.refusals.js';
import {aliasesOf, planImport, type ImportRow, type Known} from './organisation.rules.js';
import {
  changeShape,
  freshSegments,
  insertMany,
  keepAliases,
  namesOf,
  organisationFrom,
} from './organisation.storage.js';

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
    private readonly clock: Clock,
  ) {}

  /** All good rows in one unit of work; the same rows once more change nothing. */
  import(caller: Caller, rows: readonly ImportRow[]): Promise<ImportReport> {
    if (rows.length > MAX_IMPORT) throw importTooLarge({most: MAX_IMPORT, rows: rows.length});
    return this.database.write(async (manager) => {
      // before anything is read: what was read must still stand when the rows are written
      const firstPosition = await changeShape(manager, rows.length);
      const known = await knownFor(manager, rows);
      const roles = permissions['organisation.administer'];
      const mayAddUnder = (parent: Known | null) =>
        parent ? may(caller, {roles, path: parent.path}) : caller.kind === 'system';
      const plan = planImport(rows, known, mayAddUnder, MAX_DEPTH);
      await this.create(manager, rows, plan.create, known, firstPosition);
      const refused = plan.refused.map(({row, problem}) => ({row: row + 1, problem: importProblems[problem]}));
      return {created: plan.create.length, unchanged: plan.unchanged, refused};
    });
  }

  private async create(
    manager: EntityManager,
    rows: readonly ImportRow[],
    order: {row: number; parentCode: string | null}[],
    known: ReadonlyMap<string, Known>,
    firstPosition: number,
  ): Promise<void> {
    if (order.length === 0) return;
    const segments = await freshSegments(manager, order.length);
    const now = this.clock.now();
    const places = new Map<string, Pick<Organisation, 'id' | 'path' | 'depth'>>(known);
    const created = order.map(({row, parentCode}, index) => {
      const parent = parentCode === null ? null : (places.get(parentCode) ?? null);
      const at = {parent, segment: segments[index], position: firstPosition + row, now};
      const organisation = organisationFrom(rows[row], at);
      places.set(organisation.code, organisation);
      return organisation;
    });
    await insertMany(manager, Organisation, created);
    const aliases = created.map((organisation, index) => ({
      id: organisation.id,
      aliases: aliasesOf(rows[order[index].row].aliases ?? [], namesOf(organisation)),
    }));
    await keepAliases(manager, aliases);
    await announceChanged(manager, created, now);
  }
}

/** Everything the rows name, as themselves or as a parent. */
async function knownFor(manager: EntityManager, rows: readonly ImportRow[]): Promise<Map<string, Known>> {
  const codes = new Set(rows.flatMap((row) => (row.parentCode == null ? [row.code] : [row.code, row.parentCode])));
  const found = await manager.findBy(Organisation, {code: In([...codes])});
  const parentIds = found.flatMap((row) => row.parentId ?? []);
  const parents = await manager.find(Organisation, {select: {id: true, code: true}, where: {id: In(parentIds)}});
  const codeOf = new Map(parents.map((parent) => [parent.id, parent.code]));
  return new Map(found.map((row) => [row.code, {...row, parentCode: codeOf.get(row.parentId ?? '') ?? null} as Known]));
}
