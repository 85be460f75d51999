import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {demand, type Need} from '@concours/kernel/scope';
import {randomBytes} from 'node:crypto';
import {Organisation} from '../organisations/organisation.js';
import {PartnerApp, type RegisteredApp} from './partner-app.js';

export class PartnerAppService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** An app can make voters as it likes, so only the platform's administrators let one in. */
  register(caller: Caller, i: {id?: string; name: string; organisationId: string}): Promise<RegisteredApp> {
    return this.database.write(async (manager) => {
      const need = demandPlatform(caller, await manager.findOneBy(Organisation, {id: i.organisationId}));
      const app = new PartnerApp();
      const secret = randomBytes(32).toString('base64url');
      const {organisationId} = i;
      Object.assign(app, {
        id: i.id ?? newId(),
        name: i.name.trim(),
        organisationId,
        secret,
        createdAt: this.clock.now(),
      });
      await manager.insert(PartnerApp, app);
      await record(manager, caller, {
        action: 'registerPartnerApp',
        subject: {type: 'PartnerApp', id: app.id},
        organisationId,
        need,
        after: {name: app.name},
      });
      return {app, secret};
    });
  }

  remove(caller: Caller, id: string): Promise<boolean> {
    return this.database.write(async (manager) => {
      const app = await manager.findOneBy(PartnerApp, {id});
      const at = app && (await manager.findOneBy(Organisation, {id: app.organisationId}));
      const need = demandPlatform(caller, at);
      await manager.delete(PartnerApp, {id});
      await record(manager, caller, {
        action: 'removePartnerApp',
        subject: {type: 'PartnerApp', id},
        organisationId: at?.id,
        need,
        before: {name: app?.name},
      });
      return true;
    });
  }
}

function demandPlatform(caller: Caller, organisation: Organisation | null): Need {
  if (!organisation) throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
  const need = {roles: ['PLATFORM_ADMIN'], path: organisation.path};
  demand(caller, need);
  return need;
}
