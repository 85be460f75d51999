import {announce} from '@concours/kernel/events/outbox';
import {Language} from '@concours/kernel/languages';
import type {OrganisationChanged} from '@concours/schema/events';
import type {EntityManager} from 'typeorm';
import type {Organisation} from './organisation.js';

export const ORGANISATION_CHANGED = 'OrganisationChanged';

/** The full state, so that a receiver needs nothing but the highest version. */
export function stateOf(organisation: Organisation): OrganisationChanged {
  const {id, code, path, parentId, kind, level, closed} = organisation;
  const name = {zh: organisation.name(Language.ZH), en: organisation.name(Language.EN)};
  const shortName = {zh: organisation.shortName(Language.ZH), en: organisation.shortName(Language.EN)};
  return {id, code, path, parentId, kind, level, name, shortName, closed};
}

export function announceChanged(manager: EntityManager, changed: Organisation[], at: Date): Promise<void> {
  return announce(
    manager,
    changed.map((organisation) => ({
      type: ORGANISATION_CHANGED,
      subject: organisation.id,
      version: organisation.version,
      payload: stateOf(organisation),
      at,
    })),
  );
}
