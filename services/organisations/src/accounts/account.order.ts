import {cursorInvalid} from '@concours/kernel/refusal';
import {registerEnumType} from 'type-graphql';
import type {SelectQueryBuilder} from 'typeorm';
import type {Account} from './account.js';

export const AccountSorts = {NAME: 'NAME', NEWEST: 'NEWEST', LATEST_SIGN_IN: 'LATEST_SIGN_IN'} as const;
export type AccountSort = keyof typeof AccountSorts;
registerEnumType(AccountSorts, {
  name: 'AccountSort',
  description: 'The order of a list of accounts.',
  valuesConfig: {LATEST_SIGN_IN: {description: 'Those who signed in last first, those who never did at the end.'}},
});

type Values = (string | number)[];

/** Each order ends in something unique, so that a position in it is one position. */
export function orderBy(rows: SelectQueryBuilder<Account>, sort: AccountSort): void {
  // both engines take NULL for the lowest
  if (sort === 'LATEST_SIGN_IN') rows.orderBy('a.lastSignInAt', 'DESC').addOrderBy('a.id', 'DESC');
  // ids begin with the instant at which they were made
  else if (sort === 'NEWEST') rows.orderBy('a.id', 'DESC');
  else rows.orderBy('a.nameKey');
}

export function cursorOf(last: Account, sort: AccountSort): Values {
  if (sort === 'LATEST_SIGN_IN') return ['S', last.lastSignInAt?.getTime() ?? -1, last.id];
  return sort === 'NEWEST' ? ['C', 0, last.id] : ['N', 0, last.nameKey];
}

/** A cursor of another order is none of this one. */
export function afterCursor(
  rows: SelectQueryBuilder<Account>,
  sort: AccountSort,
  read: (arity: number) => Values,
): void {
  const [kind, instant, key] = read(3);
  const expected = {NAME: 'N', NEWEST: 'C', LATEST_SIGN_IN: 'S'}[sort];
  if (kind !== expected || typeof instant !== 'number' || typeof key !== 'string' || instant > 8.64e15) {
    throw cursorInvalid();
  }
  if (sort === 'NAME') rows.andWhere('a.nameKey > :key', {key});
  else if (sort === 'NEWEST') rows.andWhere('a.id < :key', {key});
  else if (instant < 0) rows.andWhere('(a.lastSignInAt IS NULL AND a.id < :key)', {key});
  else {
    rows.andWhere('(a.lastSignInAt < :at OR (a.lastSignInAt = :at AND a.id < :key) OR a.lastSignInAt IS NULL)', {
      ...{at: new Date(instant), key},
    });
  }
}
