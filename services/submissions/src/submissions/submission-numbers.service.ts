import type {EntityManager} from 'typeorm';
import {SubmissionCounter} from './submission-counter.js';

/** The next number of a track. The update holds the row until the transaction ends, so a rollback gives the number back. */
export async function nextOrdinal(
  manager: EntityManager,
  campaignId: string,
  trackKey: string,
  count = 1,
): Promise<number> {
  const at = {campaignId, trackKey};
  let {affected} = await manager.increment(SubmissionCounter, at, 'last', count);
  if (affected !== 1) {
    await manager
      .createQueryBuilder()
      .insert()
      .into(SubmissionCounter)
      .values({...at, last: 0})
      .orIgnore()
      .updateEntity(false)
      .execute();
    ({affected} = await manager.increment(SubmissionCounter, at, 'last', count));
  }
  const {last} = await manager.findOneByOrFail(SubmissionCounter, at);
  return last - count + 1;
}

export const numberOf = (trackKey: string, ordinal: number): string =>
  `${trackKey}-${String(ordinal).padStart(4, '0')}`;

/** Numbers for many works at once, in the given order of their tracks. */
export async function reserveNumbers(
  manager: EntityManager,
  campaignId: string,
  tracks: readonly string[],
): Promise<{ordinal: number; number: string}[]> {
  const next = new Map<string, number>();
  for (const track of new Set(tracks)) {
    const count = tracks.filter((one) => one === track).length;
    next.set(track, await nextOrdinal(manager, campaignId, track, count));
  }
  return tracks.map((track) => {
    const ordinal = next.get(track) ?? 1;
    next.set(track, ordinal + 1);
    return {ordinal, number: numberOf(track, ordinal)};
  });
}
