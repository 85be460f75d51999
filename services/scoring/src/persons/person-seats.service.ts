import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {DomainEvent} from '@concours/kernel/events/event';
import {project} from '@concours/kernel/events/inbox';
import {announce, type Announcement} from '@concours/kernel/events/outbox';
import {type Caller, systemCaller} from '@concours/kernel/identity';
import {rootsOf} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {PersonErased, PersonErasureRequested} from '@concours/schema/events';
import {personKeys} from '@concours/schema/personal';
import {In} from 'typeorm';
import type {Complaints} from '../cases/complaint.service.js';
import {PanelSeat} from '../judging/panel-seat.js';
import {ScoreSheetRow} from '../judging/score-sheet.js';
import {PersonErasureDone} from './person-erasure.js';

const GONE = '（已清除）';

/**
 * Seats on panels are all that is known here of a person by name; sheets and votes know an account's id, and keep it. Complaints
 * lose it: nobody was to know whose they are.
 */
export class PersonSeats {
  constructor(private readonly parts: {database: Database; clock: Clock; complaints: Pick<Complaints, 'forget'>}) {}

  async find(caller: Caller, personId: string): Promise<PanelSeat[]> {
    const accounts = personKeys(personId)?.accounts ?? [];
    const permitted =
      rootsOf(caller, permissions['person.administer']).length > 0 ||
      (caller.kind === 'account' && accounts.length === 1 && accounts[0] === caller.id);
    if (!permitted || accounts.length === 0) return [];
    return this.parts.database.read.find(PanelSeat, {
      where: {judge: In(accounts)},
      order: {roundId: 'ASC', component: 'ASC'},
    });
  }

  /** The person's own seats and sheets. That they were handed out is written down before they are. */
  async data(caller: Caller, personId: string): Promise<object[]> {
    const seats = await this.find(caller, personId);
    if (seats.length === 0) return [];
    await this.parts.database.write((manager) =>
      record(
        manager,
        caller,
        seats.map(({roundId, judge}) => ({
          action: 'exportPerson.seats',
          subject: {type: 'Account', id: judge},
          campaignId: roundId.split(':')[0],
          need: {
            roles: permissions['person.administer'],
            path: rootsOf(caller, permissions['person.administer'])[0] ?? '',
          },
          after: {round: roundId},
        })),
      ),
    );
    return Promise.all(
      seats.map(async ({roundId, component, judge, name, handedInAt}) => {
        const sheets = await this.parts.database.read.findBy(ScoreSheetRow, {roundId, component, judge});
        const own = sheets.map(({entryId, scores, abstained, conflict, savedAt}) => ({
          ...{entryId, scores, abstained, conflict, savedAt},
        }));
        return {roundId, component, name, handedInAt, sheets: own};
      }),
    );
  }

  async erase(event: DomainEvent<PersonErasureRequested>): Promise<void> {
    await project(this.parts.database, event, async (manager, {payload}) => {
      const judge = In(payload.accounts);
      const seats = payload.accounts.length === 0 ? [] : await manager.findBy(PanelSeat, {judge});
      const erasedAt = this.parts.clock.now();
      if (seats.length > 0) {
        await manager.update(PanelSeat, {judge}, {name: GONE});
        await record(
          manager,
          systemCaller(),
          seats.map((seat) => ({
            action: 'erasePerson.seat',
            subject: {type: 'Account', id: seat.judge},
            campaignId: seat.roundId.split(':')[0],
            after: {erasure: payload.id, round: seat.roundId},
          })),
        );
      }
      // no row of the trail for these: it would say who had complained
      const complaints = await this.parts.complaints.forget(manager, payload.accounts);
      const done = {id: payload.id, rows: seats.length + complaints, erasedAt};
      await manager.upsert(PersonErasureDone, done, ['id']);
      await announce(manager, {...erased(done), at: erasedAt});
    });
  }

  /** What was done, for who asks again. */
  async *done(): AsyncIterable<Omit<Announcement<PersonErased>, 'at'>> {
    for (const row of await this.parts.database.read.find(PersonErasureDone)) yield erased(row);
  }
}

function erased({id, rows, erasedAt}: PersonErasureDone): Omit<Announcement<PersonErased>, 'at'> {
  const payload: PersonErased = {erasureId: id, service: 'scoring', rows, erasedAt: erasedAt.toISOString()};
  return {type: 'PersonErased', subject: `${id}:scoring`, version: 1, payload};
}
