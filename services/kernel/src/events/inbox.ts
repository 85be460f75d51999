import 'reflect-metadata';
import {Column, Entity, PrimaryColumn, type EntityManager} from 'typeorm';
import {keyColumn, utcColumn} from '../columns.js';
import {isDuplicate} from '../database-errors.js';
import type {Database} from '../database-port.js';
import type {DomainEvent} from './event.js';

/** The highest version of each subject that this service has taken in. */
@Entity('inbox')
export class InboxRow {
  @PrimaryColumn(keyColumn(100))
  type: string;

  @PrimaryColumn(keyColumn())
  subject: string;

  @Column('int')
  version: number;

  @Column(utcColumn)
  receivedAt: Date;
}

/**
 * Applies an event to a read model if it is newer than what was applied before, in one unit of work with the note of its
 * version. Repeats and late arrivals do nothing. Answers whether it was applied.
 */
export function project<P>(
  database: Database,
  event: DomainEvent<P>,
  apply: (manager: EntityManager, e: DomainEvent<P>) => Promise<void>,
): Promise<boolean> {
  return database.write(async (manager) => {
    if (!(await isNewer(manager, event))) return false;
    await apply(manager, event);
    return true;
  });
}

async function isNewer(manager: EntityManager, {type, subject, version}: DomainEvent): Promise<boolean> {
  const row = {type, subject, version, receivedAt: new Date()};
  // the update comes first: it takes the row's lock, so two versions that arrive together queue up here
  if (await raise(manager, row)) return true;
  if (await manager.existsBy(InboxRow, {type, subject})) return false;
  try {
    await manager.createQueryBuilder().insert().into(InboxRow).values(row).updateEntity(false).execute();
    return true;
  } catch (error) {
    // somebody else has inserted it between the two statements; which of us is newer is decided by the row
    if (!isDuplicate(error)) throw error;
    return raise(manager, row);
  }
}

async function raise(manager: EntityManager, {type, subject, version, receivedAt}: InboxRow): Promise<boolean> {
  const {affected} = await manager
    .createQueryBuilder()
    .update(InboxRow)
    .set({version, receivedAt})
    .where('type = :type AND subject = :subject AND version < :version', {type, subject, version})
    .execute();
  return affected === 1;
}
