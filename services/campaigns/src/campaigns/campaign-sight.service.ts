import type {Caller} from '@concours/kernel/identity';
import {may, type Need} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {type EntityManager, In} from 'typeorm';
import {mayItself} from '../organisations/itself.service.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import type {Campaign} from './campaign.js';

/** Before it is published a campaign exists for those alone who run it, and for the bodies that sign it (R126). */
export async function visibleTo(
  caller: Caller,
  campaigns: readonly Campaign[],
  manager: EntityManager,
): Promise<Campaign[]> {
  const hidden = campaigns.filter(({publishedAt}) => publishedAt === null);
  if (hidden.length === 0 || caller.kind === 'system') return [...campaigns];
  const ids = hidden.flatMap((campaign) => [campaign.ownerId, ...campaign.bodyIds()]);
  const known = await manager.findBy(OrganisationRef, {id: In([...new Set(ids)])});
  const needAt = (roles: readonly string[], organisationId: string, within: string): Need => ({
    ...{roles, path: known.find(({id}) => id === organisationId)?.path ?? '', within},
  });
  return campaigns.filter(
    (campaign) =>
      campaign.publishedAt !== null ||
      may(caller, needAt(permissions['campaign.prepare'], campaign.ownerId, campaign.id)) ||
      campaign.bodyIds().some((id) => mayItself(caller, needAt(permissions['notice.sign'], id, campaign.id))),
  );
}
