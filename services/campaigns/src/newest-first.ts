import {decodeCursor, encodeCursor, type PageOf} from '@concours/kernel/page';
import type {ObjectLiteral, SelectQueryBuilder} from 'typeorm';

export interface PageOfTrack {
  /** What is about this track or about the whole campaign; null: everything. */
  trackKey?: string | null;
  first: number;
  after?: string | null;
}

/** A page of rows whose ids grow with time, the newest first, narrowed to a track. */
export async function newestFirst<T extends ObjectLiteral & {id: string}>(
  rows: SelectQueryBuilder<T>,
  {trackKey, first, after}: PageOfTrack,
): Promise<PageOf<T>> {
  const {alias} = rows;
  if (trackKey != null) rows.andWhere(`(${alias}.trackKey = :track OR ${alias}.trackKey IS NULL)`, {track: trackKey});
  const totalCount = await rows.getCount();
  if (after) rows.andWhere(`${alias}.id < :after`, {after: String(decodeCursor(after, 1)[0])});
  const found = await rows
    .orderBy(`${alias}.id`, 'DESC')
    .limit(first + 1)
    .getMany();
  const nodes = found.slice(0, first);
  const last = nodes.at(-1);
  return {
    ...{nodes, totalCount},
    pageInfo: {endCursor: last ? encodeCursor([last.id]) : null, hasNextPage: found.length > first},
  };
}
