import {accountWith, grantOf} from '../../testing/callers.js';
import {engines, scratchDatabase} from '../../testing/scratch-database.js';
import {Thing, entities, migrations, thing} from '../../testing/things.js';
import type {Database} from '../database.js';
import {systemCaller} from '../identity.js';
import {AuditRow} from './audit-row.js';
import {changes} from './changes.js';
import {record, type AuditEntry} from './record.js';
import {withoutSecrets} from './redact.js';

const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  action: 'renameThing',
  subject: {type: 'Thing', id: 'a'},
  ...more,
});

describe.each(engines)('a record on %s', (engine) => {
  let database: Database;

  beforeAll(async () => {
    database = await scratchDatabase({engine, entities, migrations});
  });
  afterAll(() => database.close());

  const last = async () => (await database.read.find(AuditRow, {order: {id: 'DESC'}, take: 1}))[0];

  it('tells who, as what, for whom, what, before and after, why and in which request', async () => {
    const caller = accountWith(grantOf('editor', 'a.', 'c'), grantOf('editor', 'a.b.'), grantOf('reader', 'a.b.c.'));
    await database.write((manager) =>
      record(
        manager,
        caller,
        entry({
          organisationId: 'c',
          campaignId: 'k',
          need: {roles: ['editor'], path: 'a.b.c.', within: 'c/t'},
          ...changes({name: '旧', count: 1}, {name: '新𠮷', count: 1}),
          reason: '写错了',
        }),
      ),
    );
    expect(await last()).toEqual({
      id: expect.stringMatching(/^\w{26}$/),
      at: expect.any(Date),
      action: 'renameThing',
      callerKind: 'account',
      callerId: caller.id,
      callerName: 'Somebody',
      role: 'editor',
      roleOrganisationId: 'b',
      organisationId: 'c',
      campaignId: 'k',
      subjectType: 'Thing',
      subjectId: 'a',
      beforeText: '{"name":"旧"}',
      afterText: '{"name":"新𠮷"}',
      reason: '写错了',
      requestId: caller.requestId,
      seq: null,
      prevHash: null,
      hash: null,
    });
  });

  it('names no role where the system acts', async () => {
    await database.write((manager) => record(manager, systemCaller(), entry({need: {roles: ['editor'], path: 'a.'}})));
    expect(await last()).toMatchObject({callerKind: 'system', callerId: null, role: null, roleOrganisationId: null});
  });

  it('goes with the change that fails', async () => {
    const before = await database.read.count(AuditRow);
    const work = database.write(async (manager) => {
      await record(manager, systemCaller(), entry());
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await database.read.count(AuditRow)).toBe(before);
  });

  it('takes hundreds at once, and a state of any length in little room', async () => {
    const before = await database.read.count(AuditRow);
    const many = Array.from({length: 250}, () => entry());
    await database.write((manager) => record(manager, systemCaller(), many));
    expect(await database.read.count(AuditRow)).toBe(before + 250);
    const text = '字'.repeat(100_000);
    await database.write((manager) =>
      record(manager, systemCaller(), entry({after: {text, list: Array(99).fill(text)}})),
    );
    const {afterText} = await last();
    expect(JSON.parse(afterText!)).toEqual({
      cutOff: expect.stringContaining('字… (100000)'),
      length: expect.any(Number),
    });
  });

  it('is made inside a unit of work only', async () => {
    await expect(record(database.read, systemCaller(), entry())).rejects.toThrow('unit of work');
  });

  it('cannot be changed or deleted, but sealed once', async () => {
    await database.write((manager) => record(manager, systemCaller(), entry()));
    const {id} = await last();
    const change = (values: object) => database.write((manager) => manager.update(AuditRow, {id}, values));
    await expect(change({action: 'other'})).rejects.toThrow('append-only');
    await expect(change({seq: 1, reason: 'forged'})).rejects.toThrow('append-only');
    await change({seq: 1, prevHash: 'p', hash: 'h'});
    await expect(change({seq: null})).rejects.toThrow('append-only');
    await expect(change({hash: 'x'})).rejects.toThrow('append-only');
    await expect(database.write((manager) => manager.delete(AuditRow, {id}))).rejects.toThrow('append-only');
  });

  it('is written beside the change it tells of', async () => {
    await database.write(async (manager) => {
      await manager.save(thing('a'));
      await record(manager, systemCaller(), entry());
    });
    expect(await database.read.count(Thing)).toBe(1);
  });
});

describe('what is recorded', () => {
  it('keeps no secret and nothing by which a person could be reached, however deep', () => {
    const state = {
      name: '张三',
      passwordHash: 'x',
      hasPassword: true,
      contact: {phone: '1'},
      list: [{Email: 'a@b', token: null, at: new Date(0)}],
      homeAddress: 'x',
    };
    expect(withoutSecrets(state)).toEqual({
      name: '张三',
      passwordHash: '[redacted]',
      hasPassword: true,
      contact: '[redacted]',
      list: [{Email: '[redacted]', token: null, at: new Date(0)}],
      homeAddress: '[redacted]',
    });
  });

  it.each([
    {before: {a: 1, b: 2}, after: {a: 1, b: 3}, is: {before: {b: 2}, after: {b: 3}}},
    {before: {a: 1}, after: {a: 1}, is: {before: null, after: null}},
    {before: {a: [1]}, after: {a: [1]}, is: {before: null, after: null}},
    {before: {a: null}, after: {a: undefined}, is: {before: null, after: null}},
    {before: {a: 1, b: 2}, after: {b: null}, is: {before: {b: 2}, after: {b: null}}},
  ])('is only what differs: $before to $after', ({before, after, is}) => {
    expect(changes<object>(before, after)).toEqual(is);
  });
});
