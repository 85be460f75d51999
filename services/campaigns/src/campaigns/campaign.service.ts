import type {Database} from '@concours/kernel/database';
import type {DefinitionApplied} from '@concours/schema/events';
import {type EntityManager, In} from 'typeorm';
import {notFound} from '@concours/kernel/refusal';
import {stateOf} from '../definitions/definition.events.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {Campaign} from './campaign.js';

/** Looks campaigns up. All of them are public: who may change one is decided where it is changed. */
export class Campaigns {
  constructor(private readonly database: Database) {}

  all(): Promise<Campaign[]> {
    return this.database.read.find(Campaign, {order: {createdAt: 'DESC', id: 'DESC'}});
  }

  async byIds(ids: readonly string[]): Promise<(Campaign | null)[]> {
    const found = await this.database.read.findBy(Campaign, {id: In([...new Set(ids)])});
    return ids.map((id) => found.find((campaign) => campaign.id === id) ?? null);
  }

  byKey(key: string): Promise<Campaign | null> {
    return this.database.read.findOneBy(Campaign, {key});
  }

  async one(id: string, manager: EntityManager = this.database.read): Promise<Campaign> {
    const campaign = await manager.findOneBy(Campaign, {id});
    if (!campaign) throw notFound();
    return campaign;
  }

  /** Rights over a campaign are checked at this path. */
  async ownerPath(campaign: Campaign): Promise<string> {
    return (await this.database.read.findOneByOrFail(OrganisationRef, {id: campaign.ownerId})).path;
  }

  /** Current state for whoever rebuilds a read model. */
  async *states(): AsyncIterable<{subject: string; version: number; payload: DefinitionApplied}> {
    for (const campaign of await this.all()) {
      yield {
        subject: campaign.id,
        version: campaign.version,
        payload: stateOf(campaign, await this.ownerPath(campaign)),
      };
    }
  }
}
