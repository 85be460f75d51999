import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {notFound, notPermitted} from '@concours/kernel/refusal';
import {demandPerson} from '@concours/kernel/scope';
import {MoreThan, Not, type FindOptionsWhere} from 'typeorm';
import type {OwnSession} from './own-session.js';
import {Session} from './session.js';

/** Where somebody is signed in, for them to see and to end. */
export class OwnSessionService {
  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
  ) {}

  /** The latest first. */
  async list(caller: Caller): Promise<OwnSession[]> {
    const where = {accountId: ownerOf(caller), expiresAt: MoreThan(this.realTime.now())};
    const sessions = await this.database.read.find(Session, {where, order: {lastUsedAt: 'DESC', id: 'DESC'}});
    return sessions.map((session) => ({...session, current: session.id === caller.session}));
  }

  async end(caller: Caller, id: string): Promise<void> {
    if ((await this.endWhere(caller, {id}, 'endSession')) === 0) throw notFound();
  }

  /** How many. Asked with no session of its own, all of them. */
  endOthers(caller: Caller): Promise<number> {
    return this.endWhere(caller, caller.session === undefined ? {} : {id: Not(caller.session)}, 'endOtherSessions');
  }

  private endWhere(caller: Caller, which: FindOptionsWhere<Session>, action: string): Promise<number> {
    const accountId = ownerOf(caller);
    return this.database.write(async (manager) => {
      const {affected} = await manager.delete(Session, {...which, accountId});
      const ended = affected ?? 0;
      await record(manager, caller, {action, subject: {type: 'Account', id: accountId}, after: {ended}});
      return ended;
    });
  }
}

function ownerOf(caller: Caller): string {
  demandPerson(caller);
  if (caller.kind !== 'account' || caller.id === null) throw notPermitted();
  return caller.id;
}
