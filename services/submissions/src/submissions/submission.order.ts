import {cursorInvalid} from '@concours/kernel/refusal';
import type {SelectQueryBuilder} from 'typeorm';
import type {Submission} from './submission.js';
import {SubmissionSort} from './submission.kinds.js';

type Values = (string | number)[];

/** Each order ends in something unique, so that a position in it is one position. */
export function orderBy(query: SelectQueryBuilder<Submission>, sort: SubmissionSort | undefined): void {
  if (sort === SubmissionSort.TITLE) query.orderBy('s.title', 'ASC').addOrderBy('s.id', 'ASC');
  // Both engines take NULL for the lowest, so drafts come last.
  else if (sort === SubmissionSort.HANDED_IN_LATEST) query.orderBy('s.handedInAt', 'DESC').addOrderBy('s.id', 'DESC');
  else query.orderBy('s.trackKey', 'ASC').addOrderBy('s.ordinal', 'ASC');
}

export function cursorOf(last: Submission, sort: SubmissionSort | undefined): Values {
  if (sort === SubmissionSort.TITLE) return ['T', last.title, last.id];
  if (sort === SubmissionSort.HANDED_IN_LATEST) return ['H', last.handedInAt?.getTime() ?? -1, last.id];
  return ['N', last.trackKey, last.ordinal];
}

/** A cursor of another order is none of this one. */
export function afterCursor(
  query: SelectQueryBuilder<Submission>,
  sort: SubmissionSort | undefined,
  read: (arity: number) => Values,
): void {
  const [kind, first, second] = read(3);
  if (sort === SubmissionSort.TITLE) {
    demand(kind === 'T' && typeof first === 'string' && typeof second === 'string');
    query.andWhere('(s.title > :c1 OR (s.title = :c1 AND s.id > :c2))', {c1: first, c2: second});
  } else if (sort === SubmissionSort.HANDED_IN_LATEST) {
    demand(kind === 'H' && typeof first === 'number' && typeof second === 'string' && first <= 8.64e15);
    if (first === -1) query.andWhere('(s.handedInAt IS NULL AND s.id < :c2)', {c2: second});
    else {
      // Written out as both engines store it: a Date in a raw condition is not translated on SQLite.
      const instant = new Date(first as number).toISOString().replace('T', ' ').replace('Z', '');
      query.andWhere('(s.handedInAt < :c1 OR (s.handedInAt = :c1 AND s.id < :c2) OR s.handedInAt IS NULL)', {
        c1: instant,
        c2: second,
      });
    }
  } else {
    demand(kind === 'N' && typeof first === 'string' && typeof second === 'number');
    query.andWhere('(s.trackKey > :c1 OR (s.trackKey = :c1 AND s.ordinal > :c2))', {c1: first, c2: second});
  }
}

function demand(condition: boolean): void {
  if (!condition) throw cursorInvalid();
}
