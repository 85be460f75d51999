import 'reflect-metadata';
import {Column, Entity, In, PrimaryColumn, type EntityManager} from 'typeorm';
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

/**
 * As `project`, for many events of one type in one unit of work: of each subject the newest, if it is newer than what was
 * applied before. Throws where somebody else takes in one of the subjects for the first time meanwhile; one by one they
 * find out who is newer.
 */
export function projectTogether<P>(
  database: Database,
  events: readonly DomainEvent<P>[],
  apply: (manager: EntityManager, newer: DomainEvent<P>[]) => Promise<void>,
): Promise<number> {
  const newest = new Map<string, DomainEvent<P>>();
  for (const event of events) {
    const other = newest.get(event.subject);
    if (!other || other.version < event.version) newest.set(event.subject, event);
  }
  return database.write(async (manager) => {
    const newer = await raiseTogether(database, manager, [...newest.values()]);
    if (newer.length > 0) await apply(manager, newer);
    return newer.length;
  });
}

async function raiseTogether<P>(
  {engine}: Database,
  manager: EntityManager,
  events: DomainEvent<P>[],
): Promise<DomainEvent<P>[]> {
  const [first] = events;
  if (!first) return [];
  const {type} = first;
  const where = {type, subject: In(events.map(({subject}) => subject))};
  // elsewhere than on SQLite, which has one writer, rows that are there are held until the commit
  const lock = engine === 'sqlite' ? {} : {lock: {mode: 'pessimistic_write' as const}};
  const known = new Map((await manager.find(InboxRow, {where, ...lock})).map((row) => [row.subject, row.version]));
  const receivedAt = new Date();
  const rowOf = ({subject, version}: DomainEvent): InboxRow => ({type, subject, version, receivedAt});
  const fresh = events.filter(({subject}) => !known.has(subject));
  if (fresh.length > 0)
    await manager.createQueryBuilder().insert().into(InboxRow).values(fresh.map(rowOf)).updateEntity(false).execute();
  const later = events.filter(({subject, version}) => version > (known.get(subject) ?? Infinity));
  if (later.length > 0) await manager.upsert(InboxRow, later.map(rowOf), ['type', 'subject']);
  return events.filter((event) => !known.has(event.subject) || event.version > known.get(event.subject)!);
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
