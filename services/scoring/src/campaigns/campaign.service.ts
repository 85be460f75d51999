import type {Database} from '@concours/kernel/database';
import type {DomainEvent} from '@concours/kernel/events/event';
import {project} from '@concours/kernel/events/inbox';
import {announce} from '@concours/kernel/events/outbox';
import type {DefinitionApplied} from '@concours/schema/events';
import type {EntityManager} from 'typeorm';
import {CampaignRecord} from './campaign-record.js';
import {CampaignView} from './campaign-view.js';
import {acknowledgement} from './campaign.events.js';

/** How long a view is used before its version is read again. A change by hand names an instant some seconds ahead, so it is seen in time. */
const TRUSTED_MS = 500;

type Applied = (manager: EntityManager, campaign: CampaignView) => Promise<void>;

/** The read model of definitions. Views are cached: they are large, and each vote needs one. */
export class Campaigns {
  private readonly views = new Map<string, {view: CampaignView; checkedAt: number}>();
  private readonly listeners: Applied[] = [];

  constructor(private readonly database: Database) {}

  /** Runs in the transaction that takes a definition in, so that rounds and their definition are never apart. */
  whenApplied(listener: Applied): void {
    this.listeners.push(listener);
  }

  async apply(event: DomainEvent<DefinitionApplied>): Promise<void> {
    const {payload} = event;
    await project(this.database, event, async (manager) => {
      const record = manager.create(CampaignRecord, {
        id: payload.campaignId,
        key: payload.key,
        version: event.version,
        definitionVersion: payload.definitionVersion,
        ownerOrganisationId: payload.ownerOrganisationId,
        ownerPath: payload.ownerPath,
        definition: payload.definition,
        organisations: payload.organisations,
        stages: payload.stages,
      });
      await manager.save(record);
      const view = new CampaignView(record);
      for (const listener of this.listeners) await listener(manager, view);
      await announce(manager, acknowledgement(view, new Date()));
    });
    this.views.delete(payload.campaignId);
  }

  async find(id: string): Promise<CampaignView | null> {
    const kept = this.views.get(id);
    if (kept && Date.now() - kept.checkedAt < TRUSTED_MS) return kept.view;
    if (kept) {
      const current = await this.database.read.findOne(CampaignRecord, {
        where: {id},
        select: {id: true, version: true},
      });
      if (current?.version === kept.view.version) {
        kept.checkedAt = Date.now();
        return kept.view;
      }
    }
    const view = await this.read(this.database.read, id);
    if (view) this.views.set(id, {view, checkedAt: Date.now()});
    else this.views.delete(id);
    return view;
  }

  /** Inside a unit of work, past the cache. */
  async read(manager: EntityManager, id: string): Promise<CampaignView | null> {
    const record = await manager.findOneBy(CampaignRecord, {id});
    return record && new CampaignView(record);
  }

  async *acknowledged(): AsyncIterable<{subject: string; version: number; payload: unknown}> {
    for (const record of await this.database.read.find(CampaignRecord)) yield acknowledgement(record, new Date());
  }
}
