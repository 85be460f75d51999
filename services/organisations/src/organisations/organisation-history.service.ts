import type {Database} from '@concours/kernel/database';
import {In} from 'typeorm';
import {OrganisationPeriod} from './organisation-period.js';

/** What organisations were. */
export class OrganisationHistory {
  constructor(private readonly database: Database) {}

  /** For each, its periods, the first one first. */
  async of(ids: readonly string[]): Promise<OrganisationPeriod[][]> {
    const rows = await this.database.read.find(OrganisationPeriod, {
      where: {organisationId: In([...ids])},
      order: {version: 'ASC'},
    });
    return ids.map((id) => rows.filter((row) => row.organisationId === id));
  }

  /** For each, what it was at an instant; null before it is known. */
  async at(asked: readonly {id: string; instant: Date}[]): Promise<(OrganisationPeriod | null)[]> {
    const periods = await this.of([...new Set(asked.map(({id}) => id))]);
    const byId = new Map(periods.flatMap((each) => (each[0] ? [[each[0].organisationId, each]] : [])));
    return asked.map(({id, instant}) => byId.get(id)?.findLast(({from}) => from <= instant) ?? null);
  }
}
