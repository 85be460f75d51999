import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {announce} from '@concours/kernel/events/outbox';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {inputInvalid, notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {covers, demand} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {SecondPersonWaived} from '@concours/schema/events';
import {type EntityManager, In, Not} from 'typeorm';
import {Account} from '../accounts/account.js';
import {Organisation} from '../organisations/organisation.js';
import {secondPersonThere} from './grant.refusals.js';
import {Grant} from './grant.js';

const ROLES = permissions['campaign.apply'];

export interface WaiverAsked {
  proposalId: string;
  campaignId: string;
  organisationId: string;
  reason: string;
}

/**
 * Whether a rule that wants two persons can be kept at all. Only here is it known who holds what, so it is decided here, written
 * down, and told to the service that keeps the rule.
 */
export class SecondPersonService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly realTime: Clock,
  ) {}

  async waive(caller: Caller, {proposalId, campaignId, organisationId, reason: text}: WaiverAsked): Promise<boolean> {
    const reason = text.trim();
    if (reason === '' || reason.length > 500) throw inputInvalid({field: 'reason'});
    return this.database.write(async (manager) => {
      const organisation = await manager.findOneBy(Organisation, {id: organisationId});
      if (!organisation || caller.id === null) throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
      const need = {roles: ROLES, path: organisation.path, within: campaignId};
      demand(caller, need);
      const others = await this.others(manager, caller.id, organisation.path, campaignId);
      if (others > 0) throw secondPersonThere({accounts: others});
      const id = newId();
      const payload: SecondPersonWaived = {id, proposalId, campaignId, organisationId, by: caller.id, reason};
      const at = this.clock.now();
      await announce(manager, {type: 'SecondPersonWaived', subject: id, version: 1, payload, at});
      const subject = {type: 'DefinitionProposal', id: proposalId};
      await record(manager, caller, {action: 'waiveSecondPerson', subject, organisationId, campaignId, need, reason});
      return true;
    });
  }

  /** Accounts that could approve at the place: they hold one of the roles there or above, are not suspended, and have come once. */
  private async others(manager: EntityManager, accountId: string, path: string, campaignId: string): Promise<number> {
    const held = await manager.findBy(Grant, {
      role: In([...ROLES]),
      scope: In(['', campaignId]),
      accountId: Not(accountId),
    });
    const now = this.realTime.now();
    const live = held.filter(({until}) => until === null || until > now);
    const places = await manager.find(Organisation, {
      where: {id: In(live.map(({organisationId}) => organisationId))},
      select: {id: true, path: true},
    });
    const reaching = new Set(places.filter((place) => covers(place.path, path)).map(({id}) => id));
    const ids = live.filter((grant) => reaching.has(grant.organisationId)).map((grant) => grant.accountId);
    const accounts = await manager.findBy(Account, {id: In(ids), suspended: false});
    return accounts.filter(({passwordHash, lastSignInAt}) => passwordHash !== null || lastSignInAt !== null).length;
  }
}
