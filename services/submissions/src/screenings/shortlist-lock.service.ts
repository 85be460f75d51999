import type {EntityManager} from 'typeorm';
import {shortlistClosed} from './screening.refusals.js';
import {Shortlist} from './shortlist.js';

interface Of {
  campaignId: string;
  trackKey: string;
}

/**
 * Holds the row of an open shortlist until the transaction ends, so that a closing that runs at the same moment sees either all of
 * what follows or none of it. False once it is closed.
 */
export async function holdOpenShortlist(manager: EntityManager, {campaignId, trackKey}: Of): Promise<boolean> {
  const id = {campaignId, trackKey};
  const raise = () =>
    manager
      .createQueryBuilder()
      .update(Shortlist)
      .set({revision: () => 'revision + 1'})
      .where('campaignId = :campaignId AND trackKey = :trackKey AND closedAt IS NULL', id)
      .execute();
  if ((await raise()).affected === 1) return true;
  const row = {...id, revision: 0};
  await manager.createQueryBuilder().insert().into(Shortlist).values(row).orIgnore().updateEntity(false).execute();
  return (await raise()).affected === 1;
}

/** The same for whoever changes something on it. */
export async function lockOpenShortlist(manager: EntityManager, of: Of): Promise<void> {
  if (!(await holdOpenShortlist(manager, of))) throw shortlistClosed();
}

export async function isShortlistClosed(manager: EntityManager, {campaignId, trackKey}: Of): Promise<boolean> {
  const shortlist = await manager.findOneBy(Shortlist, {campaignId, trackKey});
  return shortlist !== null && shortlist.closedAt !== null;
}
