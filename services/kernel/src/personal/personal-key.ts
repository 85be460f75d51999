import 'reflect-metadata';
import {Column, Entity, PrimaryColumn, Table, type QueryRunner} from 'typeorm';
import {keyColumn, tableColumns} from '../columns.js';
import {isDuplicate} from '../database-errors.js';
import type {Database} from '../database-port.js';
import type {PersonalVault} from './vault.js';

/** A key that values of this database may be sealed with, and a value by which to tell whether it is still the same. */
@Entity('personal_key')
export class PersonalKey {
  @PrimaryColumn(keyColumn(32))
  id: string;

  @Column(keyColumn(191))
  probe: string;

  /** Changes with the key that look-ups go by. */
  @Column(keyColumn(64))
  lookUp: string;
}

/** Whoever runs the platform has to bring the right keys; nothing is lost as long as they exist. */
export class PersonalKeysWrong extends Error {
  constructor(what: string) {
    super(`PERSONAL_KEYS do not fit this database: ${what}. Start it with the keys that it was filled with.`);
    this.name = 'PersonalKeysWrong';
  }
}

export async function createPersonalKeyTable(queryRunner: QueryRunner): Promise<void> {
  const c = tableColumns(queryRunner);
  const columns = [c.key('id', 32, {isPrimary: true}), c.key('probe', 191), c.key('lookUp', 64)];
  await queryRunner.createTable(new Table({name: 'personal_key', columns}));
}

const CONTEXT = 'personal_key.probe';
const PROBE = 'concours';

/**
 * To be called before the first value is sealed or opened: a wrong key is found when the service starts, not when somebody reads.
 * Notes the key that seals from now on.
 */
export async function demandRightKeys(database: Database, vault: PersonalVault): Promise<void> {
  const lookUp = vault.lookUp(PROBE, CONTEXT);
  const rows = await database.read.find(PersonalKey);
  for (const row of rows) {
    if (!opens(vault, row)) throw new PersonalKeysWrong(`the key "${row.id}" is missing or another one`);
    if (row.lookUp !== lookUp) throw new PersonalKeysWrong('the last key, which look-ups go by, is another one');
  }
  const id = vault.sealingKeyId;
  if (rows.some((row) => row.id === id)) return;
  const row = {id, probe: vault.seal(PROBE, CONTEXT), lookUp};
  try {
    await database.write((manager) => manager.insert(PersonalKey, row));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // another instance starts at this moment: whether with the same key is what the second look tells
    await demandRightKeys(database, vault);
  }
}

function opens(vault: PersonalVault, {id, probe}: PersonalKey): boolean {
  try {
    return probe.startsWith(`${id}:`) && vault.open(probe, CONTEXT) === PROBE;
  } catch {
    return false;
  }
}
