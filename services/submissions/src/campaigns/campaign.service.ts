import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {DomainEvent} from '@concours/kernel/events/event';
import {project} from '@concours/kernel/events/inbox';
import {announce} from '@concours/kernel/events/outbox';
import {notFound} from '@concours/kernel/refusal';
import type {TrackDefinition} from '@concours/schema/definition/track';
import type {DefinitionAcknowledged, DefinitionApplied} from '@concours/schema/events';
import {type EntityManager, In} from 'typeorm';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {CampaignRef} from './campaign-ref.js';

/** The read model of campaigns: the definition in force, the calendar, and who owns it. */
export class CampaignRefs {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async byIds(ids: readonly string[], manager: EntityManager = this.database.read): Promise<Map<string, CampaignRef>> {
    const rows = ids.length === 0 ? [] : await manager.findBy(CampaignRef, {id: In([...new Set(ids)])});
    // The tree may have moved since the definition was applied; permissions are decided by where the owner is now.
    const owners = await manager.find(OrganisationRef, {
      where: {id: In(rows.map((row) => row.ownerOrganisationId))},
      select: {id: true, path: true},
    });
    const paths = new Map(owners.map((owner) => [owner.id, owner.path]));
    for (const row of rows) row.ownerPath = paths.get(row.ownerOrganisationId) ?? row.ownerPath;
    return new Map(rows.map((row) => [row.id, row]));
  }

  async find(id: string, manager?: EntityManager): Promise<CampaignRef | null> {
    return (await this.byIds([id], manager)).get(id) ?? null;
  }

  /** The campaign and one of its tracks; NOT_FOUND unless a definition that has it was applied. */
  async track(
    campaignId: string,
    trackKey: string,
    manager?: EntityManager,
  ): Promise<{campaign: CampaignRef; track: TrackDefinition}> {
    const campaign = await this.find(campaignId, manager);
    const track = campaign?.definition.tracks.find((candidate) => candidate.key === trackKey);
    if (!campaign || !track) throw notFound();
    return {campaign, track};
  }

  /** Every campaign, for what has to be looked at from time to time. */
  async all(): Promise<CampaignRef[]> {
    const ids = await this.database.read.find(CampaignRef, {select: {id: true}});
    return [...(await this.byIds(ids.map((row) => row.id))).values()];
  }

  async owners(): Promise<{id: string; ownerPath: string}[]> {
    const ids = await this.database.read.find(CampaignRef, {select: {id: true}});
    return [...(await this.byIds(ids.map((row) => row.id))).values()];
  }

  /** Keeps the definition and says so in the same transaction: a version is in force when everybody has answered. */
  async apply(event: DomainEvent<DefinitionApplied>): Promise<void> {
    await project(this.database, event, async (manager, {payload}) => {
      const {
        campaignId,
        key,
        ownerOrganisationId,
        ownerPath,
        definitionVersion,
        definition,
        stages,
        overrides,
        heldTracks,
      } = payload;
      const known = await manager.findOne(CampaignRef, {
        where: {id: campaignId},
        select: {id: true, definitionVersion: true},
      });
      const row = {
        id: campaignId,
        key,
        ownerOrganisationId,
        ownerPath,
        definitionVersion,
        definition,
        stages,
        overrides,
        heldTracks: heldTracks ?? [],
      };
      await manager.upsert(CampaignRef, row, ['id']);
      if (known?.definitionVersion === definitionVersion) return;
      await announce(manager, {...acknowledgement(campaignId, definitionVersion), at: this.clock.now()});
    });
  }

  async *acknowledgements(): AsyncIterable<ReturnType<typeof acknowledgement>> {
    const rows = await this.database.read.find(CampaignRef, {select: {id: true, definitionVersion: true}});
    for (const row of rows) yield acknowledgement(row.id, row.definitionVersion);
  }
}

function acknowledgement(campaignId: string, definitionVersion: number) {
  const payload: DefinitionAcknowledged = {campaignId, definitionVersion, service: 'submissions'};
  return {
    type: 'DefinitionAcknowledged' as const,
    subject: `${campaignId}:submissions`,
    version: definitionVersion,
    payload,
  };
}
