import {entities as campaignEntities, migrations as campaignMigrations} from '@concours/campaigns/data-source';
import {AuditRow} from '@concours/kernel/audit/audit-row';
import {hashOf} from '@concours/kernel/audit/chain';
import {record} from '@concours/kernel/audit/record';
import {auditReplay, type AuditSealed} from '@concours/kernel/audit/sealed';
import {AuditSealer} from '@concours/kernel/audit/sealer';
import {openDatabase, type Database} from '@concours/kernel/database';
import {OutboxRow} from '@concours/kernel/events/outbox';
import {systemCaller} from '@concours/kernel/identity';
import {createLogger} from '@concours/kernel/log';
import {engines, scratchPlace} from '@concours/kernel/testing/scratch-database';
import {AuditGatheringService} from '@concours/organisations/audit/audit-gathering.service';
import {entities, migrations} from '@concours/organisations/data-source';
import {verifyAudit} from './verify.js';

const log = createLogger('test', {level: 'silent'});
const TABLES = ['audit_row', 'audit_head', 'audit_trail'];
const ROWS = 12;
const FORGED = '01J00000000000000000000000';

describe.each(engines)('verifying the audit trail on %s', (engine) => {
  let organisations: Database;
  let campaigns: Database;
  let urls: {organisations: string; campaigns: string};
  const undo: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const open = async (name: string, own: {entities: Function[]; migrations: Function[]}) => {
      const place = await scratchPlace(engine);
      const database = await openDatabase({url: place.url, name, log, ...own});
      undo.push(() => database.close().then(() => place.remove()));
      return {database, url: place.url};
    };
    const home = await open('organisations', {entities, migrations});
    const other = await open('campaigns', {entities: campaignEntities, migrations: campaignMigrations});
    [organisations, campaigns] = [home.database, other.database];
    urls = {organisations: home.url, campaigns: other.url};
    await fill(organisations, 'organisations');
    await fill(campaigns, 'campaigns');
    // as somebody who may do anything in the databases
    for (const [database, table] of [
      [campaigns, 'audit_row'],
      [organisations, 'audit_row'],
      [organisations, 'audit_trail'],
    ] as const) {
      await database.source.query(`DROP TRIGGER ${table}_no_update`);
      await database.source.query(`DROP TRIGGER ${table}_no_delete`);
    }
    for (const [database, table] of tables()) {
      await database.source.query(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}`);
    }
  });
  afterAll(async () => {
    for (const each of undo) await each();
  });
  afterEach(async () => {
    for (const [database, table] of tables()) {
      await database.source.query(`DELETE FROM ${table}`);
      await database.source.query(`INSERT INTO ${table} SELECT * FROM kept_${table}`);
    }
  });

  const tables = (): [Database, string][] => [
    ...TABLES.map((table): [Database, string] => [organisations, table]),
    ...TABLES.slice(0, 2).map((table): [Database, string] => [campaigns, table]),
  ];

  async function fill(database: Database, service: string): Promise<void> {
    const entries = Array.from({length: ROWS}, (_, index) => ({
      action: `act${index + 1}`,
      subject: {type: 'Thing', id: 'a'},
      after: {name: '名𠮷', index},
    }));
    await database.write((manager) => record(manager, systemCaller(), entries));
    await new AuditSealer({database, service, log}).seal();
    // long ago, and handed over
    const gathering = new AuditGatheringService(organisations, log);
    for await (const {payload} of auditReplay(database, service).AuditSealed()) {
      await gathering.take(payload as AuditSealed);
    }
    await database.write((manager) => manager.query('UPDATE outbox SET sentAt = at'));
  }

  const chain = () => campaigns.read.find(AuditRow, {order: {seq: 'ASC'}});
  const sql = (statement: string, values: unknown[] = [], database = campaigns) =>
    database.source.query(statement, values);

  async function verified(): Promise<{isSound: boolean; said: string}> {
    const lines: string[] = [];
    const isSound = await verifyAudit(
      () => urls,
      (line) => lines.push(line),
    );
    return {isSound, said: lines.join('\n')};
  }

  /** The chain from a row on, as somebody would have to write it again to hide what they did; the head as well. */
  async function rewriteFrom(first: number): Promise<void> {
    const rows = await chain();
    let prev = first === 1 ? '0'.repeat(64) : (rows.find(({seq}) => seq === first - 1)?.hash ?? '');
    for (const row of rows.filter(({seq}) => (seq ?? 0) >= first)) {
      const hash = hashOf('campaigns', prev, {...row, seq: row.seq ?? 0});
      await sql('UPDATE audit_row SET prevHash = ?, hash = ? WHERE id = ?', [prev, hash, row.id]);
      prev = hash;
    }
    await sql('UPDATE audit_head SET hash = ?, seq = ?', [prev, rows[rows.length - 1].seq]);
  }

  const swap = async (a: number, b: number) => {
    for (const [from, to] of [
      [a, -1],
      [b, a],
      [-1, b],
    ])
      await sql('UPDATE audit_row SET seq = ? WHERE seq = ?', [to, from]);
  };

  const forge = async (seq: number) => {
    const [row] = await chain();
    const forged = {...row, id: FORGED, action: 'forged', seq, at: new Date(0)};
    await campaigns.source
      .createQueryBuilder()
      .insert()
      .into(AuditRow)
      .values(forged as AuditRow)
      .updateEntity(false)
      .execute();
  };

  it('says that nothing was changed, and how far the chains reach', async () => {
    const [last] = (await chain()).slice(-1);
    const {isSound, said} = await verified();
    expect(isSound).toBe(true);
    expect(said).toContain(`campaigns: ${ROWS} rows, all as they were written; head ${last.hash}`);
    expect(said).toContain(`organisations: ${ROWS} rows`);
    // the test has dropped them
    expect(said).toContain('nothing in its database keeps the rows from being changed');
  });

  /** `of` is the place that is named; the row that is found there is that one's, or once was number `was`. */
  it.each<{what: string; harm: () => Promise<unknown>; names: RegExp; of?: number; was?: number}>([
    {
      what: 'one altered field',
      harm: () => sql("UPDATE audit_row SET afterText = '{}' WHERE seq = 5"),
      names: /altered: afterText/,
      of: 5,
    },
    {
      what: 'another person as the one who did it',
      harm: () => sql("UPDATE audit_row SET callerName = 'x', callerId = 'y' WHERE seq = 1"),
      names: /altered: .*callerName/,
      of: 1,
    },
    {
      what: 'another instant, by a millisecond',
      harm: async () => {
        const row = (await chain())[6];
        await campaigns.source.manager.update(AuditRow, {id: row.id}, {at: new Date(row.at.getTime() + 1)});
      },
      names: /altered: at/,
      of: 7,
    },
    {
      what: 'one altered field with its hash, and all that follow, computed anew',
      harm: async () => {
        await sql("UPDATE audit_row SET afterText = '{}' WHERE seq = 5");
        await rewriteFrom(5);
      },
      names: /altered: afterText/,
      of: 5,
    },
    {
      what: 'a row that is gone from the middle',
      harm: () => sql('DELETE FROM audit_row WHERE seq = 4'),
      names: /removed from the chain; the trail has act4/,
      of: 4,
    },
    {
      what: 'the last rows gone',
      harm: () => sql('DELETE FROM audit_row WHERE seq > 10'),
      names: /removed from the chain; the trail has act11/,
      of: 11,
    },
    {
      what: 'the last rows gone, and the head set back',
      harm: async () => {
        await sql('DELETE FROM audit_row WHERE seq > 10');
        await rewriteFrom(11);
      },
      names: /removed from the chain; the trail has act11/,
      of: 11,
    },
    {
      what: 'two rows in each other’s place',
      harm: () => swap(3, 8),
      names: /reordered: it was number 8/,
      of: 3,
      was: 8,
    },
    {
      what: 'two rows in each other’s place, and all that follow computed anew',
      harm: async () => {
        await swap(3, 8);
        await rewriteFrom(3);
      },
      names: /reordered: it was number 8; the trail has act3/,
      of: 3,
      was: 8,
    },
    {
      what: 'a row in the place of one that was removed',
      harm: async () => {
        await sql('DELETE FROM audit_row WHERE seq = 6');
        await forge(6);
        await rewriteFrom(6);
      },
      names: /forged: the trail has act6/,
      of: 6,
    },
    {
      what: 'a row put in between, the others moved up and computed anew',
      harm: async () => {
        for (let seq = ROWS; seq >= 6; seq--) await sql('UPDATE audit_row SET seq = ? WHERE seq = ?', [seq + 1, seq]);
        await forge(6);
        await rewriteFrom(6);
      },
      names: /forged: the trail has act6/,
      of: 6,
    },
    {
      what: 'a row added beyond the head',
      harm: () => forge(ROWS + 1),
      names: /forged/,
      of: ROWS + 1,
    },
    {
      what: 'a row added with everything that belongs to it',
      harm: async () => {
        await forge(ROWS + 1);
        await rewriteFrom(ROWS + 1);
      },
      names: /forged: it is neither in the trail/,
      of: ROWS + 1,
    },
    {
      what: 'an altered row of the trail',
      harm: () => sql("UPDATE audit_trail SET reason = 'x' WHERE service = 'campaigns' AND seq = 9", [], organisations),
      names: /altered in the trail: reason/,
      of: 9,
    },
    {
      what: 'a row that is gone from the trail',
      harm: () => sql("DELETE FROM audit_trail WHERE service = 'campaigns' AND seq = 2", [], organisations),
      names: /missing in the trail/,
      of: 2,
    },
    {
      what: 'a head that lies',
      harm: () => sql("UPDATE audit_head SET hash = 'x'"),
      names: /the head of the chain has another hash/,
    },
    {
      what: 'a chain of a service that does not exist',
      harm: () =>
        sql("UPDATE audit_trail SET service = 'other' WHERE service = 'campaigns' AND seq = 12", [], organisations),
      names: /rows of other, which is no service/,
    },
  ])('finds $what', async ({harm, names, of, was}) => {
    const ids = new Map((await chain()).map(({seq, id}) => [seq, id]));
    await harm();
    const {isSound, said} = await verified();
    expect(isSound).toBe(false);
    expect(said).toMatch(names);
    if (of === undefined) return;
    // the first one, by its place and its id
    const id = names.source.startsWith('forged') ? FORGED : ids.get(was ?? of);
    expect(said).toMatch(new RegExp(`^campaigns: row ${of} \\(${id}\\): `, 'm'));
    expect(said).toContain(`organisations: ${ROWS} rows, all as they were written`);
  });

  it('does not take for forged what is on its way to the trail', async () => {
    await forge(ROWS + 1);
    await rewriteFrom(ROWS + 1);
    const subject = `campaigns:${ROWS + 1}-${ROWS + 1}`;
    await campaigns.write(async (manager) => {
      const [row] = await manager.find(OutboxRow, {take: 1});
      await manager.save(
        Object.assign(new OutboxRow(), row, {id: '01J00000000000000000000001', subject, sentAt: null}),
      );
    });
    expect((await verified()).isSound).toBe(true);
  });
});
