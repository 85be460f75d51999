import type {Clock} from '@concours/kernel/clock';
import {subtree} from '@concours/kernel/scope';
import type {EntityManager} from 'typeorm';
import {announceApplied} from '../definitions/definition.events.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import type {Placed, PlaceWatcher} from '../organisations/organisation-ref.service.js';
import {Campaign} from './campaign.js';

/** Other services check rights at the owner's path: when it moves, they are told the campaign again. */
export class OwnerWatch implements PlaceWatcher {
  constructor(private readonly clock: Clock) {}

  async leaving(): Promise<void> {
    // what matters is where the owner arrives
  }

  async arrived(manager: EntityManager, {before, after}: Placed): Promise<void> {
    if (before === null) return;
    const {from, to} = subtree(after);
    const owned = await manager
      .createQueryBuilder(Campaign, 'c')
      .innerJoin(OrganisationRef, 'o', 'o.id = c.ownerId')
      .where('o.path >= :from AND o.path < :to', {from, to})
      .getMany();
    for (const campaign of owned) {
      await manager.increment(Campaign, {id: campaign.id}, 'version', 1);
      await announceApplied(manager, await manager.findOneByOrFail(Campaign, {id: campaign.id}), this.clock.now());
    }
  }
}
