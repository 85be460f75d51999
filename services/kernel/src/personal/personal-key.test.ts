import type {MigrationInterface, QueryRunner} from 'typeorm';
import {openDatabase, type Database} from '../database.js';
import type {SigningKey} from '../identity.js';
import {createLogger} from '../log.js';
import {expectNoDrift} from '../../testing/expect-no-drift.js';
import {engines, scratchPlace} from '../../testing/scratch-database.js';
import {createPersonalKeyTable, demandRightKeys, PersonalKey, PersonalKeysWrong} from './personal-key.js';
import {PersonalVault} from './vault.js';

const key = (id: string, letter = id): SigningKey => ({id, secret: letter.repeat(32)});
const log = createLogger('test', {level: 'silent'});

class First20260101000000 implements MigrationInterface {
  name = 'First20260101000000';
  up = (queryRunner: QueryRunner) => createPersonalKeyTable(queryRunner);
  down = (queryRunner: QueryRunner) => queryRunner.dropTable('personal_key');
}

describe.each(engines)('the keys of a database on %s', (engine) => {
  let place: Awaited<ReturnType<typeof scratchPlace>>;
  let database: Database;
  const demand = (...keys: SigningKey[]) => demandRightKeys(database, new PersonalVault(keys));

  beforeEach(async () => {
    place = await scratchPlace(engine);
    const settings = {name: 'scratch', entities: [PersonalKey], migrations: [First20260101000000], log};
    database = await openDatabase({...settings, url: place.url});
  });
  afterEach(async () => {
    await database.close();
    await place.remove();
  });

  it('are noted at the first start, and right at every later one', async () => {
    await expectNoDrift(database);
    await demand(key('a'));
    await demand(key('a'));
    expect(await database.read.count(PersonalKey)).toBe(1);
  });

  it('are noted once by two instances that start together', async () => {
    await Promise.all([demand(key('a')), demand(key('a'))]);
    expect(await database.read.count(PersonalKey)).toBe(1);
  });

  it('may be joined by a newer one in front; from then on both are needed', async () => {
    await demand(key('a'));
    await demand(key('b'), key('a'));
    await expect(demand(key('a'))).rejects.toThrow('"b" is missing');
    await expect(demand(key('b'))).rejects.toThrow('"a" is missing');
    await demand(key('c'), key('b'), key('a'));
  });

  it.each([
    ['another key', [key('b')], '"a" is missing or another one'],
    ['another secret under the same name', [key('a', 'x')], '"a" is missing or another one'],
    ['an older key behind, which look-ups would go by', [key('a'), key('b')], 'the last key'],
  ])('are refused at start when it is %s', async (_, keys, text) => {
    await demand(key('a'));
    const refusal = demand(...keys);
    await expect(refusal).rejects.toThrow(PersonalKeysWrong);
    await expect(refusal).rejects.toThrow(text);
  });
});
