import {newId} from '@concours/kernel/ids';
import {signEnvelope, type Caller, ENVELOPE_HEADER} from '@concours/kernel/identity';
import {serve, type Running} from '@concours/kernel/serve';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {engines} from '@concours/kernel/testing/scratch-database';
import {parse} from 'csv-parse/sync';
import {scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';
import {AuditTrailRow} from './audit-trail-row.js';

const key = {id: 'k', secret: 'a secret of at least 32 characters'};
const ROWS = 1_234;

describe.each(engines)('the export of the audit trail on %s', (engine) => {
  let scratch: Scratch;
  let running: Running;

  beforeAll(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null, 'ah.hefei': 'ah', 'ah.wuhu': 'ah'});
    running = await serve(scratch.service, {keys: [key]});
    const [hefei, wuhu] = [await scratch.id('ah.hefei'), await scratch.id('ah.wuhu')];
    const odd = ['=cmd|x', '+1', '-1', '@a', '\tx', '"a",b\r\nc', '名𠮷'];
    const rows = Array.from({length: ROWS}, (_, index) => ({
      ...{id: newId(), at: new Date(Date.UTC(2024, 4, 1) + Math.floor(index / 3)), service: 'scoring', seq: index + 1},
      ...{action: index % 2 ? 'odd' : 'even', callerKind: 'account', callerName: odd[index % odd.length]},
      ...{organisationId: index % 2 ? hefei : wuhu, subjectType: 'Entry', subjectId: 'e', reason: odd[index % 7]},
      ...{requestId: 'r', prevHash: 'p', hash: 'h'},
    }));
    await scratch.service.database.write(async (manager) => {
      for (let from = 0; from < ROWS; from += 100) await manager.insert(AuditTrailRow, rows.slice(from, from + 100));
    });
  }, 60_000);
  afterAll(async () => {
    await running.close();
    await scratch.close();
  });

  const get = (caller: Caller, path: string): Promise<Response> =>
    fetch(`${running.url}${path}`, {
      headers: {[ENVELOPE_HEADER]: signEnvelope({request: {method: 'GET', path}, caller, key})},
    });
  const auditor = async (at = 'ah') => accountWith(grantOf('AUDITOR', await scratch.path(at)));
  const rowsOf = async (response: Response): Promise<string[][]> =>
    parse(await response.text(), {bom: true, record_delimiter: '\r\n'}) as string[][];

  it('has all rows of the filter, the newest first, each once, of the units that the caller may see', async () => {
    const response = await get(await auditor(), '/exports/audit?actions=odd&actions=even&language=en');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain('audit-trail.csv');
    const [heads, ...rows] = await rowsOf(response);
    expect(heads.slice(0, 2)).toEqual(['At (UTC)', 'Action']);
    const number = heads.indexOf('Number');
    const numbers = rows.map((row) => Number(row[number]));
    expect(rows).toHaveLength(ROWS);
    expect(new Set(numbers).size).toBe(ROWS);
    expect(rows.map(([at]) => at)).toEqual([...rows.map(([at]) => at)].sort().reverse());
    const below = await rowsOf(await get(await auditor('ah.hefei'), '/exports/audit?actions=odd&actions=even'));
    expect(below).toHaveLength(1 + ROWS / 2);
    expect(new Set(below.slice(1).map((row) => row[7]))).toEqual(new Set(['ah.hefei']));
  });

  it('has nothing in a cell that a spreadsheet would take for a formula', async () => {
    const [, ...rows] = await rowsOf(await get(await auditor(), '/exports/audit?actions=even'));
    const cells = rows.flat();
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(cells).toContain("'=cmd|x");
    expect(cells).toContain('"a",b\r\nc');
    expect(cells).toContain('名𠮷');
  });

  it('is in the trail itself', async () => {
    await get(await auditor('ah.wuhu'), '/exports/audit?text=%3Dcmd');
    const records = await scratch.service.database.read.query<{action: string; afterText: string; role: string}[]>(
      "SELECT action, afterText, role FROM audit_row WHERE action = 'exportAudit' ORDER BY id DESC LIMIT 1",
    );
    expect(records[0]).toMatchObject({role: 'AUDITOR'});
    expect(records[0].afterText).toContain('=cmd');
  });

  it.each([
    ['/exports/audit?from=yesterday', 400, 'INPUT_INVALID'],
    ['/exports/audit?to=2024-13-01T00:00:00Z', 400, 'INPUT_INVALID'],
    [`/exports/audit?text=${'x'.repeat(101)}`, 400, 'INPUT_INVALID'],
    [`/exports/audit?${'actions=a&'.repeat(51)}`, 400, 'INPUT_INVALID'],
    ['/exports/audit/other', 404, 'NOT_FOUND'],
  ])('refuses %s with %i %s', async (path, status, code) => {
    const response = await get(await auditor(), path);
    expect([response.status, ((await response.json()) as {code: string}).code]).toEqual([status, code]);
  });

  it('is for nobody else', async () => {
    const nobody = accountWith(grantOf('UNIT_ADMIN', await scratch.path('ah')));
    const response = await get(nobody, '/exports/audit');
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('even');
  });
});
