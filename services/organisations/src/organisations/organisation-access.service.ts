import type {Caller} from '@concours/kernel/identity';
import {notFound, notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {demand, type Need} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {EntityManager} from 'typeorm';
import {Organisation} from './organisation.js';
import {organisationClosed} from './organisation.refusals.js';

export function administration(path: string): Need {
  return {roles: permissions['organisation.administer'], path};
}

export function demandAdministration(caller: Caller, path: string): void {
  demand(caller, administration(path));
}

/** One that may not be administered answers like one that does not exist. */
export async function administered(manager: EntityManager, caller: Caller, id: string): Promise<Organisation> {
  const organisation = await manager.findOneBy(Organisation, {id});
  if (!organisation) {
    if (caller.kind === 'system') throw notFound();
    throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
  }
  demandAdministration(caller, organisation.path);
  return organisation;
}

/** Nothing new begins at one that is closed. */
export function demandOpen({closed, nameZh}: Pick<Organisation, 'closed' | 'nameZh'>): void {
  if (closed) throw organisationClosed({organisation: nameZh});
}
