import {In, IsNull, type EntityManager} from 'typeorm';
import {insertMany} from './insert-many.js';
import type {Organisation} from './organisation.js';
import {OrganisationEvent, OrganisationPeriod} from './organisation-period.js';

export interface Change {
  event: OrganisationEvent;
  at: Date;
  reason?: string | null;
  counterpartId?: string | null;
}

/** Ends what lasted and begins what is from now on, in the unit of work that changes it. */
export async function keepPeriods(
  manager: EntityManager,
  organisations: readonly Organisation[],
  {event, at, reason = null, counterpartId = null}: Change,
): Promise<void> {
  if (event !== OrganisationEvent.CREATED) {
    const ids = organisations.map(({id}) => id);
    await manager.update(OrganisationPeriod, {organisationId: In(ids), until: IsNull()}, {until: at});
  }
  const periods = organisations.map((organisation) => {
    const {
      id: organisationId,
      version,
      parentId,
      nameZh,
      nameEn,
      shortNameZh,
      shortNameEn,
      kind,
      level,
      closed,
    } = organisation;
    return Object.assign(new OrganisationPeriod(), {
      ...{organisationId, version, event, from: at, until: null, reason, counterpartId},
      ...{parentId, nameZh, nameEn, shortNameZh, shortNameEn, kind, level, closed},
    });
  });
  await insertMany(manager, OrganisationPeriod, periods);
}
