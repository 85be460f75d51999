import {record} from '@concours/kernel/audit/record';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {demand, scopesOf} from '@concours/kernel/scope';
import type {Batches} from '@concours/kernel/tables/table-writer';
import {permissions} from '@concours/schema/access';
import {In, type SelectQueryBuilder} from 'typeorm';
import {ExternalReference} from '../organisations/external-reference.js';
import {referenceKey} from '../organisations/organisation-planting.service.js';
import {Organisation, OrganisationAlias} from '../organisations/organisation.js';
import {columns, headings, joined, kindWords, levelWords} from './columns.rules.js';
import type {ImportFormat} from './import.kinds.js';

const BATCH = 500;
const ROLES = permissions['organisation.export'];
/** A parent is written by its code alone: a name may be shared, and a change of it would be a second truth. */
const WRITTEN = columns.filter((column) => column !== 'parentName' && column !== 'parent');

export interface Export {
  root: Organisation;
  rowCount: number;
  batches: Batches;
}

/** A subtree in the shape that an import takes: brought back, every row says what is there already. */
export class OrganisationExportService {
  constructor(private readonly database: Database) {}

  /** Without `under`, from the highest place where the caller may. */
  async of(
    caller: Caller,
    {under, format, language}: {under: string | null; format: ImportFormat; language: 'zh' | 'en'},
  ): Promise<Export> {
    const root = await this.rootOf(caller, under);
    const rowCount = await this.below(root).getCount();
    await this.database.write((manager) =>
      record(manager, caller, {
        action: 'exportOrganisations',
        subject: {type: 'Organisation', id: root.id},
        organisationId: root.id,
        need: {roles: ROLES, path: root.path},
        after: {format, rows: rowCount},
      }),
    );
    return {root, rowCount, batches: this.batches(root, language)};
  }

  private async rootOf(caller: Caller, under: string | null): Promise<Organisation> {
    if (caller.kind === 'anonymous') throw notSignedIn();
    const [highest] = scopesOf(caller, ROLES)
      .filter(({within}) => within === undefined)
      .sort((a, b) => a.path.length - b.path.length);
    const where = under === null ? {path: highest?.path ?? ''} : {id: under};
    const root = await this.database.read.findOneBy(Organisation, where);
    if (!root) throw notPermitted();
    demand(caller, {roles: ROLES, path: root.path});
    return root;
  }

  /** Parents first, then as the official lists have it: a range of one index. */
  private below({listPath}: Organisation): SelectQueryBuilder<Organisation> {
    // '{' comes after all digits and letters
    const range = {from: listPath, to: `${listPath}{`};
    return this.database.read
      .createQueryBuilder(Organisation, 'o')
      .where('o.listPath >= :from AND o.listPath < :to', range);
  }

  private async *batches(root: Organisation, language: 'zh' | 'en'): AsyncGenerator<string[][]> {
    yield [WRITTEN.map((column) => headings[column][language])];
    for (let after = ''; ;) {
      const rows = await this.below(root)
        .andWhere('o.listPath > :after', {after})
        .orderBy('o.listPath')
        .limit(BATCH)
        .getMany();
      const codes = await this.codesOf(rows.flatMap(({parentId}) => parentId ?? []));
      const aliases = await this.aliasesOf(rows.map(({id}) => id));
      const references = await this.referencesOf(rows.map(({id}) => id));
      yield rows.map((row) => {
        const cells: Record<(typeof WRITTEN)[number], string | null | undefined> = {
          ...row,
          parentCode: codes.get(row.parentId ?? ''),
          kind: kindWords[row.kind][language],
          level: levelWords[row.level][language],
          aliases: joined(aliases.get(row.id) ?? []),
          references: joined(references.get(row.id) ?? []),
        };
        return WRITTEN.map((column) => cells[column] ?? '');
      });
      if (rows.length < BATCH) return;
      after = rows[rows.length - 1].listPath;
    }
  }

  private async codesOf(ids: string[]): Promise<Map<string, string>> {
    const rows = await this.database.read.find(Organisation, {
      select: {id: true, code: true},
      where: {id: In([...new Set(ids)])},
    });
    return new Map(rows.map(({id, code}) => [id, code]));
  }

  private async referencesOf(ids: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.database.read.find(ExternalReference, {
      where: {organisationId: In([...ids])},
      order: {system: 'ASC'},
    });
    const of = new Map<string, string[]>();
    for (const row of rows) of.set(row.organisationId, [...(of.get(row.organisationId) ?? []), referenceKey(row)]);
    return of;
  }

  private async aliasesOf(ids: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.database.read.find(OrganisationAlias, {
      where: {organisationId: In([...ids])},
      order: {key: 'ASC'},
    });
    const of = new Map<string, string[]>();
    for (const {organisationId, text} of rows) of.set(organisationId, [...(of.get(organisationId) ?? []), text]);
    return of;
  }
}
