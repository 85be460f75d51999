import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {demand} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {Organisation} from '../organisations/organisation.js';
import {Display, type IssuedToken} from './display.js';
import {hashOf, newToken} from '../token.js';

export class DisplayService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  issue(caller: Caller, i: {name: string; organisationId: string}): Promise<IssuedToken> {
    return this.database.write(async (manager) => {
      const organisation = await manager.findOneBy(Organisation, {id: i.organisationId});
      demandAdministration(caller, organisation);
      const token = newToken('cd');
      const display = {id: newId(), name: i.name.trim(), organisationId: i.organisationId};
      await manager.insert(Display, {...display, tokenHash: hashOf(token), createdAt: this.clock.now()});
      return {id: display.id, name: display.name, token, expiresAt: null};
    });
  }

  revoke(caller: Caller, id: string): Promise<boolean> {
    return this.database.write(async (manager) => {
      const display = await manager.findOneBy(Display, {id});
      demandAdministration(caller, display && (await manager.findOneBy(Organisation, {id: display.organisationId})));
      await manager.delete(Display, {id});
      return true;
    });
  }

  async callerOf(token: string, requestId: string): Promise<Caller | null> {
    const display = await this.database.read.findOneBy(Display, {tokenHash: hashOf(token)});
    const at = display && (await this.database.read.findOneBy(Organisation, {id: display.organisationId}));
    if (!display || !at) return null;
    const grants = [{role: 'DISPLAY', organisation: at.id, path: at.path}];
    return {kind: 'display', id: display.id, name: display.name, grants, requestId};
  }
}

function demandAdministration(caller: Caller, organisation: Organisation | null): void {
  if (!organisation) throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
  demand(caller, {roles: permissions['organisation.administer'], path: organisation.path});
}
