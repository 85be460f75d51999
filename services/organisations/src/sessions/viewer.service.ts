import type {Caller} from '@concours/kernel/identity';
import {inputInvalid} from '@concours/kernel/refusal';
import {may, scopesOf} from '@concours/kernel/scope';
import {permissions, type Permission} from '@concours/schema/access';
import {Account} from '../accounts/account.js';
import type {AccountService} from '../accounts/account.service.js';
import {Grant} from '../grants/grant.js';
import type {GrantService} from '../grants/grant.service.js';
import type {OrganisationReadingService} from '../organisations/organisation-reading.service.js';

export interface Question {
  permission: string;
  organisationId?: string | null;
  campaignId?: string | null;
  trackKey?: string | null;
}

export class ViewerService {
  constructor(
    private readonly accounts: AccountService,
    private readonly grants: GrantService,
    private readonly organisations: OrganisationReadingService,
  ) {}

  async account({kind, id}: Caller): Promise<Account | null> {
    return kind === 'account' && id !== null ? this.accounts.byId(id) : null;
  }

  /** A display holds its one role by being what it is: there is no row for it. */
  async grantsOf({kind, id, grants}: Caller): Promise<Grant[]> {
    if (kind === 'account' && id !== null) return (await this.grants.ofAccounts([id]))[0];
    return grants.map(({role, organisation, within}) =>
      Object.assign(new Grant(), {id, role, organisationId: organisation, scope: within ?? '', until: null}),
    );
  }

  /** For a menu: what is held somewhere, and there for every campaign. */
  permissionsOf(caller: Caller): Permission[] {
    return (Object.keys(permissions) as Permission[]).filter(
      (name) =>
        caller.kind === 'system' || scopesOf(caller, permissions[name]).some(({within}) => within === undefined),
    );
  }

  /** Without an organisation: whether it is permitted anywhere, which is what a menu wants to know. */
  async can(caller: Caller, question: Question): Promise<boolean> {
    if (!Object.hasOwn(permissions, question.permission)) throw inputInvalid({field: 'permission'});
    const roles = permissions[question.permission as Permission];
    const {campaignId, trackKey, organisationId} = question;
    const within = campaignId ? (trackKey ? `${campaignId}/${trackKey}` : campaignId) : undefined;
    if (!organisationId) return caller.grants.some(({path}) => may(caller, {roles, path, within}));
    const [organisation] = await this.organisations.byIds([organisationId]);
    return organisation !== null && may(caller, {roles, path: organisation.path, within});
  }
}
