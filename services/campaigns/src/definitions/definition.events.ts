import {announce} from '@concours/kernel/events/outbox';
import type {DefinitionApplied} from '@concours/schema/events';
import type {EntityManager} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import {withoutLongTable} from '../long-table.rules.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';

export const DEFINITION_APPLIED = 'DefinitionApplied';

/** The campaign's whole state: the document, what was done by hand, and the instants of every stage. */
export function stateOf(campaign: Campaign, ownerPath: string): DefinitionApplied {
  return {
    campaignId: campaign.id,
    key: campaign.key,
    definitionVersion: campaign.definitionVersion,
    definition: withoutLongTable(campaign.document),
    ownerOrganisationId: campaign.ownerId,
    ownerPath,
    organisations: campaign.organisationIds,
    overrides: campaign.overrides,
    stages: campaign.calendar().map(({definition, opensAt, closesAt}) => ({
      key: definition.key,
      opensAt: opensAt?.toISOString() ?? null,
      closesAt: closesAt?.toISOString() ?? null,
    })),
    heldTracks: Object.keys(campaign.held.tracks),
  };
}

/** After any change of the campaign; `campaign.version` has been raised. Before it is published nobody is told that there is one. */
export async function announceApplied(manager: EntityManager, campaign: Campaign, at: Date): Promise<void> {
  if (campaign.publishedAt === null) return;
  const {path} = await manager.findOneByOrFail(OrganisationRef, {id: campaign.ownerId});
  const payload = stateOf(campaign, path);
  await announce(manager, {type: DEFINITION_APPLIED, subject: campaign.id, version: campaign.version, payload, at});
}
