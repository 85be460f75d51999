import type {EntityManager} from 'typeorm';
import {shortlistClosed} from './screening.refusals.js';
import {Shortlist} from './shortlist.js';

interface Of {
  campaignId: string;
  trackKey: string;
}

/**
 * Refuses once the shortlist is closed; otherwise holds its row until the transaction ends, so that a closing that runs at the
 * same moment sees either all of what follows or none of it.
 */
export async function lockOpenShortlist(manager: EntityManager, {campaignId, trackKey}: Of): Promise<void> {
  const id = {campaignId, trackKey};
  const raise = () =>
    manager
      .createQueryBuilder()
      .update(Shortlist)
      .set({revision: () => 'revision + 1'})
      .where('campaignId = :campaignId AND trackKey = :trackKey AND closedAt IS NULL', id)
      .execute();
  if ((await raise()).affected === 1) return;
  await manager
    .createQueryBuilder()
    .insert()
    .into(Shortlist)
    .values({...id, revision: 0})
    .orIgnore()
    .updateEntity(false)
    .execute();
  if ((await raise()).affected !== 1) throw shortlistClosed();
}

export async function isShortlistClosed(manager: EntityManager, {campaignId, trackKey}: Of): Promise<boolean> {
  const shortlist = await manager.findOneBy(Shortlist, {campaignId, trackKey});
  return shortlist !== null && shortlist.closedAt !== null;
}
