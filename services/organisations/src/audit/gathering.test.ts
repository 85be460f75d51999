import {AuditRow} from '@concours/kernel/audit/audit-row';
import {record} from '@concours/kernel/audit/record';
import {AUDIT_SEALED, type AuditSealed} from '@concours/kernel/audit/sealed';
import type {DomainEvent} from '@concours/kernel/events/event';
import {requestReplay} from '@concours/kernel/events/replay';
import {systemCaller} from '@concours/kernel/identity';
import {serve, type Running} from '@concours/kernel/serve';
import {eventually} from '@concours/kernel/testing/eventually';
import {engines} from '@concours/kernel/testing/scratch-database';
import {scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';
import {AuditTrailRow} from './audit-trail-row.js';

const keys = [{id: 'k', secret: 'a secret of at least 32 characters'}];

describe.each(engines)('gathering the audit trail on %s', (engine) => {
  let scratch: Scratch;
  let running: Running | undefined;

  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
  });
  afterEach(async () => {
    await running?.close();
    running = undefined;
    await scratch.close();
  });

  const database = () => scratch.service.database;
  const chain = () => database().read.find(AuditRow, {order: {seq: 'ASC'}});
  const trail = () => database().read.find(AuditTrailRow, {where: {service: 'organisations'}, order: {seq: 'ASC'}});
  const complete = (length: number) =>
    eventually(async () => ((await trail()).length === length ? true : undefined), {within: 10_000});
  const batch = (rows: AuditRow[]): AuditSealed =>
    JSON.parse(JSON.stringify({service: 'organisations', rows})) as AuditSealed;
  const take = (payload: AuditSealed) =>
    scratch.service.consumes?.[0].handle({type: AUDIT_SEALED, payload} as DomainEvent) ?? Promise.reject(new Error());

  /** Sealed and gathered by the running service. */
  async function recorded(count: number): Promise<void> {
    running = await serve(scratch.service, {keys});
    const entries = Array.from({length: count}, (_, index) => ({
      action: 'act',
      subject: {type: 'Thing', id: String(index)},
      before: {name: '旧'},
    }));
    await database().write((manager) => record(manager, systemCaller(), entries));
    await complete(count);
  }

  it('brings the rows of a service into the trail as they are in its chain', async () => {
    await recorded(5);
    expect((await trail()).map(({service: _, ...row}) => row)).toEqual(await chain());
  });

  it('takes a batch that comes again, late or beside itself, once, and keeps what it has against another', async () => {
    await recorded(5);
    const rows = await chain();
    await Promise.all([take(batch(rows)), take(batch(rows.slice(2))), take(batch(rows.slice(0, 3)))]);
    await complete(5);
    const [forged] = rows;
    await take(batch([{...forged, action: 'forged', hash: 'f'.repeat(64)}]));
    expect((await trail())[0]).toMatchObject({action: 'act', hash: rows[0].hash});
  });

  it('is rebuilt by a replay, whatever was lost', async () => {
    await recorded(120);
    await forget(scratch, 'seq <> 60');
    expect(await trail()).toHaveLength(1);
    await database().write((manager) => requestReplay(manager, {types: [AUDIT_SEALED], by: 'test'}));
    await complete(120);
    expect((await trail()).map(({hash}) => hash)).toEqual((await chain()).map(({hash}) => hash));
  });

  it('asks for a gap by itself at the next start', async () => {
    await recorded(10);
    await running?.close();
    await forget(scratch, 'seq IN (3, 4)');
    running = await serve(scratch.service, {keys});
    await complete(10);
  });
});

/** Past the triggers, as somebody with the right to drop them could. */
async function forget({service: {database}}: Scratch, where: string): Promise<void> {
  await database.source.query('DROP TRIGGER audit_trail_no_delete');
  await database.source.query(`DELETE FROM audit_trail WHERE ${where}`);
}
