import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {PageOf} from '@concours/kernel/page';
import {notFound} from '@concours/kernel/refusal';
import {scopesOf, subtree} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {SelectQueryBuilder} from 'typeorm';
import {newestFirst} from '../newest-first.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {withinScopes} from '../organisations/within-scopes.js';
import {Publicist} from './publicist.js';
import type {PublicistsArgs} from './publicist.inputs.js';

/** The only way the register is read: every query narrows itself to what the caller may see. */
export class PublicistReading {
  constructor(private readonly database: Database) {}

  async page(caller: Caller, query: PublicistsArgs): Promise<PageOf<Publicist>> {
    const rows = this.visible(caller).andWhere('p.campaignId = :campaign', {campaign: query.campaignId});
    if (query.organisationId) {
      const {path} = (await this.database.read.findOneBy(OrganisationRef, {id: query.organisationId})) ?? {path: '-.'};
      const {from, to} = subtree(path);
      rows.andWhere('o.path >= :below AND o.path < :beyond', {below: from, beyond: to});
    }
    const words = query.search?.trim();
    if (words) {
      const like = `%${words.replace(/[!%_]/g, (character) => `!${character}`)}%`;
      rows.andWhere("p.name LIKE :like ESCAPE '!'", {like});
    }
    return newestFirst(rows, {first: query.first, after: query.after});
  }

  async byIds(caller: Caller, ids: readonly string[]): Promise<(Publicist | null)[]> {
    if (ids.length === 0) return [];
    const found = await this.visible(caller).andWhere('p.id IN (:...ids)', {ids}).getMany();
    return ids.map((id) => found.find((one) => one.id === id) ?? null);
  }

  async one(caller: Caller, id: string): Promise<Publicist> {
    const [publicist] = await this.byIds(caller, [id]);
    if (!publicist) throw notFound();
    return publicist;
  }

  /** Those who are on the register: who was taken off is nobody's reading any more. */
  private visible(caller: Caller): SelectQueryBuilder<Publicist> {
    const rows = this.database.read
      .createQueryBuilder(Publicist, 'p')
      .innerJoin(OrganisationRef, 'o', 'o.id = p.organisationId')
      .where('p.removedAt IS NULL');
    if (caller.kind === 'system') return rows;
    return withinScopes(rows, 'p.campaignId', scopesOf(caller, permissions['publicist.read']));
  }
}
