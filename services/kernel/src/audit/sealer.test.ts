import {eventually} from '../../testing/eventually.js';
import {engines, scratchDatabase, scratchPlace} from '../../testing/scratch-database.js';
import {entities, migrations} from '../../testing/things.js';
import {openDatabase, type Database} from '../database.js';
import {OutboxRow} from '../events/outbox.js';
import {systemCaller} from '../identity.js';
import {createLogger} from '../log.js';
import {AuditHead, AuditRow} from './audit-row.js';
import {GENESIS, hashOf} from './chain.js';
import {record} from './record.js';
import {auditReplay, type AuditSealed} from './sealed.js';
import {AuditSealer} from './sealer.js';

const log = createLogger('test', {level: 'silent'});
const entry = (id: string, more: object = {}) => ({action: 'act', subject: {type: 'Thing', id}, ...more});

function recordOne(database: Database, id: string, more: object = {}): Promise<void> {
  return database.write((manager) => record(manager, systemCaller(), entry(id, more)));
}

/** Fails where the chain does not hold. */
async function expectChain(database: Database, length: number): Promise<AuditRow[]> {
  const rows = await database.read.find(AuditRow, {order: {seq: 'ASC'}});
  let prev = GENESIS;
  rows.forEach((row, index) => {
    expect(row).toMatchObject({seq: index + 1, prevHash: prev});
    expect(row.hash).toBe(hashOf('things', prev, {...row, seq: index + 1}));
    prev = row.hash ?? '';
  });
  expect(rows).toHaveLength(length);
  expect(await database.read.findOneByOrFail(AuditHead, {id: 1})).toMatchObject({seq: length, hash: prev});
  return rows;
}

describe.each(engines)('sealing on %s', (engine) => {
  let database: Database;

  beforeEach(async () => {
    database = await scratchDatabase({engine, entities, migrations});
  });
  afterEach(() => database.close());

  it('chains rows in the order they were made, and goes on where it has stopped', async () => {
    const sealer = new AuditSealer({database, service: 'things', log});
    for (const id of ['a', 'b', 'c']) await recordOne(database, id, {after: {name: '名𠮷'}, reason: 'r'});
    expect(await sealer.seal()).toBe(3);
    expect(await sealer.seal()).toBe(0);
    await recordOne(database, 'd');
    expect(await sealer.seal()).toBe(1);
    const rows = await expectChain(database, 4);
    expect(rows.map(({subjectId}) => subjectId)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('announces each batch in the transaction that seals it, every batch as a subject of its own', async () => {
    const sealer = new AuditSealer({database, service: 'things', log});
    const many = Array.from({length: 250}, (_, index) => entry(String(index)));
    await database.write((manager) => record(manager, systemCaller(), many));
    expect(await sealer.seal()).toBe(250);
    const sealed = await expectChain(database, 250);
    const events = await database.read.find(OutboxRow, {order: {id: 'ASC'}});
    expect(events.map(({subject}) => subject)).toEqual(['things:1-100', 'things:101-200', 'things:201-250']);
    const told = events.flatMap(({payload}) => (payload as AuditSealed).rows);
    expect(told).toEqual(sealed.map((row) => ({...row, at: row.at.toISOString()})));
  });

  it('keeps events short, however long the rows are', async () => {
    const after = {list: Array.from({length: 20}, () => 'x'.repeat(990))};
    await database.write((manager) => record(manager, systemCaller(), Array(60).fill(entry('a', {after}))));
    await new AuditSealer({database, service: 'things', log}).seal();
    const events = await database.read.find(OutboxRow);
    expect(events.length).toBeGreaterThan(2);
    for (const {payload} of events) expect(JSON.stringify(payload).length).toBeLessThan(400_000);
  });

  it('tells the whole chain again to whoever asks', async () => {
    await database.write((manager) => record(manager, systemCaller(), Array(130).fill(entry('a'))));
    await new AuditSealer({database, service: 'things', log}).seal();
    const states: {subject: string; payload: unknown}[] = [];
    for await (const state of auditReplay(database, 'things').AuditSealed()) states.push(state);
    expect(states.map(({subject}) => subject)).toEqual(['things:1-100', 'things:101-130']);
  });

  it('happens within about a second of the change', async () => {
    const sealer = new AuditSealer({database, service: 'things', log});
    sealer.start();
    await recordOne(database, 'a');
    const began = Date.now();
    await eventually(async () => (await database.read.existsBy(AuditRow, {seq: 1})) || undefined);
    expect(Date.now() - began).toBeLessThan(2_000);
    await recordOne(database, 'b');
    await sealer.stop();
    await expectChain(database, 2);
  });
});

(engines.includes('mariadb') ? describe : describe.skip)('several instances on one database', () => {
  it('never fork the chain while all record and all seal, and one takes over from one that is gone', async () => {
    const place = await scratchPlace('mariadb');
    const open = () => openDatabase({url: place.url, name: 'things', entities, migrations, log});
    const databases = [await open(), await open(), await open()];
    try {
      const sealers = databases.map((database) => new AuditSealer({database, service: 'things', log, everyMs: 5}));
      sealers.forEach((sealer) => sealer.start());
      await Promise.all(
        databases.flatMap((database, at) =>
          Array.from({length: 60}, (_, index) => recordOne(database, `${at}-${index}`)),
        ),
      );
      const [first] = databases;
      // the holder goes without giving its lease back
      await first.write((manager) => manager.update(AuditHead, {id: 1}, {leasedUntil: new Date(0)}));
      await eventually(async () => ((await first.read.countBy(AuditHead, {seq: 180})) === 1 ? true : undefined));
      await Promise.all(sealers.map((sealer) => sealer.stop()));
      await expectChain(first, 180);
    } finally {
      await Promise.all(databases.map((database) => database.close()));
      await place.remove();
    }
  });
});
