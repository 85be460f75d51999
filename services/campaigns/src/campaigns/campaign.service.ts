import type {Database} from '@concours/kernel/database';
import {systemCaller, type Caller} from '@concours/kernel/identity';
import type {DefinitionApplied} from '@concours/schema/events';
import {type EntityManager, In, IsNull, Not} from 'typeorm';
import {notFound} from '@concours/kernel/refusal';
import {stateOf} from '../definitions/definition.events.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {visibleTo} from './campaign-sight.service.js';
import {Campaign} from './campaign.js';

/** The only way campaigns are read: one that is not published exists for those alone who run it or sign it. */
export class Campaigns {
  constructor(private readonly database: Database) {}

  async all(caller: Caller): Promise<Campaign[]> {
    const {read} = this.database;
    return visibleTo(caller, await read.find(Campaign, {order: {createdAt: 'DESC', id: 'DESC'}}), read);
  }

  async byIds(caller: Caller, ids: readonly string[]): Promise<(Campaign | null)[]> {
    const {read} = this.database;
    const found = await visibleTo(caller, await read.findBy(Campaign, {id: In([...new Set(ids)])}), read);
    return ids.map((id) => found.find((campaign) => campaign.id === id) ?? null);
  }

  async byKey(caller: Caller, key: string): Promise<Campaign | null> {
    const [campaign] = await visibleTo(caller, await this.database.read.findBy(Campaign, {key}), this.database.read);
    return campaign ?? null;
  }

  async one(caller: Caller, id: string, manager: EntityManager = this.database.read): Promise<Campaign> {
    const [campaign] = await visibleTo(caller, await manager.findBy(Campaign, {id}), manager);
    if (!campaign) throw notFound();
    return campaign;
  }

  /** For what is done in a campaign and shown of it to whoever asks: before it is published there is nothing of it. */
  async published(id: string, manager: EntityManager = this.database.read): Promise<Campaign> {
    const campaign = await manager.findOneBy(Campaign, {id, publishedAt: Not(IsNull())});
    if (!campaign) throw notFound();
    return campaign;
  }

  /** Rights over a campaign are checked at this path. */
  async ownerPath(campaign: Campaign): Promise<string> {
    return (await this.database.read.findOneByOrFail(OrganisationRef, {id: campaign.ownerId})).path;
  }

  /** Current state for whoever rebuilds a read model. */
  async *states(): AsyncIterable<{subject: string; version: number; payload: DefinitionApplied}> {
    for (const campaign of await this.all(systemCaller())) {
      if (campaign.publishedAt === null) continue;
      yield {
        subject: campaign.id,
        version: campaign.version,
        payload: stateOf(campaign, await this.ownerPath(campaign)),
      };
    }
  }
}
