import {subtree} from '@concours/kernel/scope';
import {Brackets, type ObjectLiteral, type SelectQueryBuilder} from 'typeorm';

/** Narrows rows, joined with their unit as `o`, to the places where the caller holds a role; a grant within a campaign to that campaign's. */
export function withinScopes<T extends ObjectLiteral>(
  rows: SelectQueryBuilder<T>,
  campaignColumn: string,
  scopes: readonly {path: string; within?: string}[],
): SelectQueryBuilder<T> {
  if (scopes.length === 0) return rows.andWhere('1 = 0');
  return rows.andWhere(
    new Brackets((any) => {
      scopes.forEach(({path, within}, i) => {
        const {from, to} = subtree(path);
        const place = `o.path >= :from${i} AND o.path < :to${i}`;
        any.orWhere(within === undefined ? place : `${place} AND ${campaignColumn} = :within${i}`, {
          [`from${i}`]: from,
          [`to${i}`]: to,
          [`within${i}`]: within,
        });
      });
    }),
  );
}
