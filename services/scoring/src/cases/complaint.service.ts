import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {notFound, notSignedIn} from '@concours/kernel/refusal';
import {type EntityManager, In, MoreThan} from 'typeorm';
import {Entry} from '../entries/entry.js';
import type {Rounds} from '../rounds/round.service.js';
import {complaintAnswered, complaintTooMany} from './case.refusals.js';
import {type ComplaintKind, ComplaintState} from './case.kinds.js';
import {Complaint} from './complaint.js';

const MOST_A_DAY = 10;
const DAY_MS = 86_400_000;
const GONE = 'erased';

/** Anybody who is signed in may report; somebody answers; nobody is told who it was (R137). */
export class Complaints {
  constructor(private readonly parts: {database: Database; clock: Clock; rounds: Rounds}) {}

  async report(
    caller: Caller,
    i: {roundId: string; entryId: string | null; kind: ComplaintKind; text: string},
  ): Promise<Complaint> {
    const {database, clock, rounds} = this.parts;
    const byKey = keyOf(caller);
    const {round, campaign} = await rounds.viewById(i.roundId);
    return database.write(async (manager) => {
      const known = i.entryId === null || (await manager.existsBy(Entry, {id: i.entryId, roundId: round.id}));
      if (!known) throw notFound();
      const at = clock.now();
      const today = await manager.countBy(Complaint, {byKey, at: MoreThan(new Date(at.getTime() - DAY_MS))});
      if (today >= MOST_A_DAY) throw complaintTooMany({most: MOST_A_DAY});
      const row = manager.create(Complaint, {
        ...{id: newId(), campaignId: campaign.id, roundId: round.id, entryId: i.entryId, kind: i.kind, text: i.text},
        ...{byKey, at, state: ComplaintState.OPEN},
      });
      await manager.insert(Complaint, row);
      // who it was stays out of the trail: those who are reported may read that
      await record(
        manager,
        {...caller, kind: 'anonymous', id: null, name: null},
        {
          action: 'reportComplaint',
          subject: {type: 'Complaint', id: row.id},
          organisationId: campaign.ownerOrganisationId,
          campaignId: campaign.id,
          after: {round: round.id, entry: i.entryId, kind: i.kind},
        },
      );
      return row;
    });
  }

  async answer(caller: Caller, id: string, answer: string): Promise<Complaint> {
    const {database, clock, rounds} = this.parts;
    const found = await database.read.findOneBy(Complaint, {id});
    const view = found && (await rounds.viewById(found.roundId));
    if (!view || !rounds.may(caller, 'integrity.read', view)) throw notFound();
    const need = rounds.demand(caller, 'integrity.decide', view);
    return database.write(async (manager) => {
      const by = {answeredById: caller.id ?? 'system', answeredByName: caller.name ?? 'system'};
      const {affected} = await manager.update(
        Complaint,
        {id, state: ComplaintState.OPEN},
        {state: ComplaintState.ANSWERED, answer, answeredAt: clock.now(), ...by},
      );
      if (affected !== 1) throw complaintAnswered();
      await record(manager, caller, {
        action: 'answerComplaint',
        subject: {type: 'Complaint', id},
        organisationId: view.campaign.ownerOrganisationId,
        campaignId: view.campaign.id,
        need,
        after: {length: answer.length},
      });
      return manager.findOneByOrFail(Complaint, {id});
    });
  }

  /** One's own, the newest first. */
  async own(caller: Caller): Promise<Complaint[]> {
    if (caller.kind === 'anonymous') return [];
    return this.parts.database.read.find(Complaint, {where: {byKey: keyOf(caller)}, order: {id: 'DESC'}, take: 100});
  }

  /** What somebody reported stays; that it was them goes. Answers of how many. */
  async forget(manager: EntityManager, accounts: readonly string[]): Promise<number> {
    if (accounts.length === 0) return 0;
    const theirs = In(accounts.map((account) => `account:${account}`));
    const found = await manager.countBy(Complaint, {byKey: theirs});
    if (found > 0) await manager.update(Complaint, {byKey: theirs}, {byKey: GONE});
    return found;
  }
}

function keyOf({kind, id, voter}: Caller): string {
  if (kind === 'voter' && voter) return `${voter.app}:${voter.id}`.slice(0, 191);
  if (id === null) throw notSignedIn();
  return `account:${id}`;
}
