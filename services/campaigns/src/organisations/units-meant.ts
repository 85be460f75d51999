import {subtree} from '@concours/kernel/scope';
import type {UnitSet} from '@concours/schema/definition/unit-class';
import type {EntityManager, SelectQueryBuilder} from 'typeorm';
import {OrganisationRef} from './organisation-ref.js';

/**
 * The units that a rule of a definition means, those that are closed aside: everything below `below` (or the owner) down to `depth`,
 * of these kinds and levels; `units` adds by code, `except` takes away.
 */
export async function unitsMeant(
  manager: EntityManager,
  {below, depth, kinds, levels, units = [], except = []}: UnitSet,
  ownerPath: string,
): Promise<SelectQueryBuilder<OrganisationRef>> {
  const top = below === undefined ? ownerPath : await pathOf(manager, below);
  const isOnlyNamed = units.length > 0 && below === undefined && depth === undefined && !kinds && !levels;
  const named = units.length > 0 ? 'o.code IN (:...units)' : '1 = 0';
  const rules = ['o.path > :from', 'o.path < :to'];
  if (depth !== undefined) rules.push("LENGTH(o.path) - LENGTH(REPLACE(o.path, '.', '')) <= :deepest");
  if (kinds) rules.push('o.kind IN (:...kinds)');
  if (levels) rules.push('o.level IN (:...levels)');
  const meant = isOnlyNamed ? named : `((${rules.join(' AND ')}) OR ${named})`;
  const deepest = top.split('.').length - 1 + (depth ?? 0);
  const query = manager
    .createQueryBuilder(OrganisationRef, 'o')
    .where(`o.closed = :closed AND ${meant}`, {closed: false, ...subtree(top), deepest, kinds, levels, units});
  if (except.length > 0) query.andWhere('o.code NOT IN (:...except)', {except});
  return query;
}

async function pathOf(manager: EntityManager, code: string): Promise<string> {
  // a definition names no unit that there is not; one that has gone since stands for nothing
  return (await manager.findOneBy(OrganisationRef, {code}))?.path ?? '~';
}
