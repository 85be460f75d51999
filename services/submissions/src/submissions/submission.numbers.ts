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
