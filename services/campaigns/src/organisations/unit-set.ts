import {subtree} from '@concours/kernel/scope';
import type {UnitSet} from '@concours/schema/definition/unit-class';
import {Brackets, type ObjectLiteral, type SelectQueryBuilder, type WhereExpressionBuilder} from 'typeorm';
import {chainOf} from '../path.rules.js';

/** Where a set begins, and what the codes it names stand for. */
export interface SetPlace {
  /** Path of `below`, or of the campaign's owner. */
  root: string;
  idOf(code: string): string;
}

/**
 * Narrows a query over organisation_ref to the units that a rule means; `number` keeps the parameters of several apart. `units` are in
 * it whatever the rule says, `except` never; `depth` counts levels below the root. Closed units are in no set.
 */
export function inUnitSet<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  {set, place, number = 0}: {set: UnitSet; place: SetPlace; number?: number},
): Brackets {
  const alias = query.alias;
  const named = (set.units ?? []).map(place.idOf);
  const except = (set.except ?? []).map(place.idOf);
  const ruled = !set.units || [set.below, set.depth, set.kinds, set.levels].some((part) => part !== undefined);
  const key = (name: string) => `${name}${number}`;
  const rule = (where: WhereExpressionBuilder): WhereExpressionBuilder => {
    const {from, to} = subtree(place.root);
    where.where(`${alias}.path > :${key('from')} AND ${alias}.path < :${key('to')}`, {
      [key('from')]: from,
      [key('to')]: to,
    });
    if (set.depth !== undefined) {
      const segments = `LENGTH(${alias}.path) - LENGTH(REPLACE(${alias}.path, '.', ''))`;
      where.andWhere(`${segments} <= :${key('depth')}`, {[key('depth')]: chainOf(place.root).length + set.depth});
    }
    if (set.kinds) where.andWhere(`${alias}.kind IN (:...${key('kinds')})`, {[key('kinds')]: set.kinds});
    if (set.levels) where.andWhere(`${alias}.level IN (:...${key('levels')})`, {[key('levels')]: set.levels});
    return where;
  };
  return new Brackets((where) => {
    where.where(
      new Brackets((any) => {
        if (ruled) any.where(new Brackets((all) => void rule(all)));
        else any.where('1 = 0');
        if (named.length > 0) any.orWhere(`${alias}.id IN (:...${key('named')})`, {[key('named')]: named});
      }),
    );
    if (except.length > 0) where.andWhere(`${alias}.id NOT IN (:...${key('except')})`, {[key('except')]: except});
    where.andWhere(`${alias}.closed = :${key('open')}`, {[key('open')]: false});
  });
}
