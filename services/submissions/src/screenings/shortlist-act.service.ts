import type {EntityManager} from 'typeorm';
import {placesTaken} from '../places.js';
import {ChangeList} from '../submissions/submission-changes.service.js';
import {shortlistClosed} from './screening.refusals.js';
import {holdOpenShortlist} from './shortlist-lock.service.js';
import {ShortlistPlace} from './shortlist-place.js';

interface Of {
  campaignId: string;
  trackKey: string;
}

/** One act of the committee on many works: each shortlist is held once, and its places are read once while it is held. */
export class ShortlistAct {
  readonly changes: ChangeList;
  private readonly open = new Map<string, boolean>();
  private readonly taken = new Map<string, Set<number>>();

  constructor(readonly manager: EntityManager) {
    this.changes = new ChangeList(manager);
  }

  async demandOpen({campaignId, trackKey}: Of): Promise<void> {
    const key = `${campaignId}/${trackKey}`;
    const open = this.open.get(key) ?? (await holdOpenShortlist(this.manager, {campaignId, trackKey}));
    this.open.set(key, open);
    if (!open) throw shortlistClosed();
  }

  async placesTaken({campaignId, trackKey}: Of): Promise<Set<number>> {
    const key = `${campaignId}/${trackKey}`;
    const taken = this.taken.get(key) ?? (await placesTaken(this.manager, ShortlistPlace, {campaignId, trackKey}));
    this.taken.set(key, taken);
    return taken;
  }
}
