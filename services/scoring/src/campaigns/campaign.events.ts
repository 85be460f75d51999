import type {Announcement} from '@concours/kernel/events/outbox';
import type {DefinitionAcknowledged} from '@concours/schema/events';

/** A version of a definition is in force when every service that acts on it has said this. */
export function acknowledgement(
  campaign: {id: string; definitionVersion: number},
  at: Date,
): Announcement<DefinitionAcknowledged> {
  return {
    type: 'DefinitionAcknowledged',
    subject: `${campaign.id}:scoring`,
    version: campaign.definitionVersion,
    at,
    payload: {campaignId: campaign.id, definitionVersion: campaign.definitionVersion, service: 'scoring'},
  };
}
