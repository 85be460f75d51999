import {subtree} from '@concours/kernel/scope';
import {Brackets} from 'typeorm';

/** Rows at or below one of these places, as ranges that an index can seek. */
export function withinSubtrees(column: string, places: readonly {path: string}[]): Brackets {
  return new Brackets((either) =>
    places.forEach(({path}, index) => {
      const {from, to} = subtree(path);
      either.orWhere(`(${column} >= :from${index} AND ${column} < :to${index})`, {
        [`from${index}`]: from,
        [`to${index}`]: to,
      });
    }),
  );
}
