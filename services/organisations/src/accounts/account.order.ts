import {cursorInvalid} from '@concours/kernel/refusal';
import {registerEnumType} from 'type-graphql';
import type {SelectQueryBuilder} from 'typeorm';
import type {Account} from './account.js';

export const AccountSorts = {NAME: 'NAME', NEWEST: 'NEWEST'} as const;
export type AccountSort = keyof typeof AccountSorts;
registerEnumType(AccountSorts, {name: 'AccountSort', description: 'The order of a list of accounts.'});

/** Each order ends in something unique, so that a position in it is one position. */
export function orderBy(rows: SelectQueryBuilder<Account>, sort: AccountSort): void {
  // ids begin with the instant at which they were made
  if (sort === 'NEWEST') rows.orderBy('a.id', 'DESC');
  else rows.orderBy('a.nameKey');
}

export function cursorOf(last: Account, sort: AccountSort): (string | number)[] {
  return sort === 'NEWEST' ? ['C', last.id] : ['N', last.nameKey];
}

/** A cursor of another order is none of this one. */
export function afterCursor(
  rows: SelectQueryBuilder<Account>,
  sort: AccountSort,
  read: (arity: number) => (string | number)[],
): void {
  const [kind, key] = read(2);
  if (kind !== (sort === 'NEWEST' ? 'C' : 'N') || typeof key !== 'string') throw cursorInvalid();
  rows.andWhere(sort === 'NEWEST' ? 'a.id < :after' : 'a.nameKey > :after', {after: key});
}
