import 'reflect-metadata';
import {Column, Entity, Index, PrimaryColumn, type EntityManager} from 'typeorm';
import {idColumn, keyColumn, utcColumn} from '../columns.js';
import {newId} from '../ids.js';
import type {RunnerNotes} from '../runner-notes.js';

/** An event that was written with the change it tells of, until the relay has handed it to the bus. */
@Entity('outbox')
@Index('outbox_unsent', ['sentAt', 'id'])
export class OutboxRow {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(keyColumn(100))
  type: string;

  @Column(keyColumn())
  subject: string;

  @Column('int')
  version: number;

  @Column(utcColumn)
  at: Date;

  // json, not simple-json: that is TEXT on MySQL, which ends at 64 KB
  @Column('json')
  payload: unknown;

  @Column({...utcColumn, nullable: true})
  sentAt: Date | null;

  /** The relay that is handing it over; another one may take it after `dueAt`. */
  @Column({...idColumn, nullable: true})
  claimedBy: string | null;

  /** Not to be handed over before: the end of a claim, or of the pause after a failure. */
  @Column({...utcColumn, nullable: true})
  dueAt: Date | null;

  @Column('int')
  attempts: number;
}

export interface Announcement<P = unknown> {
  type: string;
  /** The id of what it happened to. */
  subject: string;
  /** Grows with every change of the subject; receivers keep the highest. */
  version: number;
  payload: P;
  at: Date;
}

const ROWS_PER_STATEMENT = 100;

/** Writes events into the caller's transaction: they leave if it commits, and never if it does not. */
export async function announce<P>(manager: EntityManager, e: Announcement<P> | Announcement<P>[]): Promise<void> {
  const events = Array.isArray(e) ? e : [e];
  if (!manager.queryRunner) throw new Error('announce() needs the manager of a unit of work');
  for (let from = 0; from < events.length; from += ROWS_PER_STATEMENT) {
    const rows = events.slice(from, from + ROWS_PER_STATEMENT).map((event) => ({
      id: newId(),
      type: event.type,
      subject: event.subject,
      version: event.version,
      at: event.at,
      payload: event.payload as object,
      sentAt: null,
      claimedBy: null,
      dueAt: null,
      attempts: 0,
    }));
    await manager.createQueryBuilder().insert().into(OutboxRow).values(rows).updateEntity(false).execute();
  }
  (manager.queryRunner.data as RunnerNotes).announced = true;
}
