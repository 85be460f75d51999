import {ENVELOPE_HEADER, signEnvelope, systemCaller, type Caller} from '@concours/kernel/identity';
import {serve, type Running} from '@concours/kernel/serve';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {testKey} from '@concours/kernel/testing/envelopes';
import {request} from 'node:http';
import {csv} from '@concours/kernel/testing/tables';
import {HEADINGS, importing, unit} from '../../testing/imports.js';
import {scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';
import {MAX_FILE} from './import-job.js';

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** As the gateway asks: each request in an envelope that signs its frame. */
function ask(
  running: Running,
  caller: Caller,
  path: string,
  i: {body?: Buffer; length?: number} = {},
): Promise<Answer> {
  const method = i.body ? 'POST' : 'GET';
  const length = i.length ?? i.body?.length;
  const envelope = signEnvelope({caller, key: testKey, request: {method, path, length}});
  const headers = {[ENVELOPE_HEADER]: envelope, ...(length !== undefined && {'content-length': length})};
  return new Promise((resolve, reject) => {
    const sent = request(`${running.url}${path}`, {method, headers}, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      answer.on('end', () => resolve({status: answer.statusCode ?? 0, headers: answer.headers, text}));
      answer.on('close', () => sent.destroy());
    });
    sent.on('error', reject);
    if (i.length === undefined) sent.end(i.body);
    else sent.write(i.body);
  });
}

describe('files of organisations over the network', () => {
  let scratch: Scratch;
  let running: Running;
  let admin: Caller;
  beforeAll(async () => {
    scratch = await scratchOrganisations('sqlite');
    await scratch.plant({ah: null, 'ah.hefei': 'ah', 'ah.wuhu': 'ah'});
    running = await serve(scratch.service, {keys: [testKey]});
    const [organisationId, path] = [await scratch.id('ah.hefei'), await scratch.path('ah.hefei')];
    const input = {name: 'somebody', displayName: '某人', password: 'long enough', organisationId};
    const {accounts, grants} = scratch.service.slices;
    const {id} = await accounts.create(systemCaller(), input);
    await grants.grant(systemCaller(), {accountId: id, role: 'UNIT_ADMIN', organisationId});
    admin = {...accountWith({role: 'UNIT_ADMIN', organisation: organisationId, path}), id};
  });
  afterAll(async () => {
    await running.close();
    await scratch.close();
  });
  const file = csv([HEADINGS, unit('x', 'ah.hefei'), unit('=y', 'ah.hefei', '=cmd|calc')]);
  const there = '/imports/organisations?mode=ADD&name=';
  const code = ({text}: Answer): unknown => (JSON.parse(text) as {code?: unknown}).code;

  test('one goes up whole, and what was refused comes back with what is wrong beside it', async () => {
    const name = encodeURIComponent('C:\\名册\u202e.csv');
    const {status, text} = await ask(running, admin, there + name, {body: file});
    expect(status).toBe(201);
    const {id} = JSON.parse(text) as {id: string};
    const {fileName} = await importing(scratch).until(admin, id, 'CHECKED');
    expect(fileName).toBe('名册.csv');
    const report = await ask(running, admin, `/imports/organisations/${id}/rows?outcome=REFUSED&language=en`);
    expect(report.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringContaining("filename*=UTF-8''%E5%90%8D%E5%86%8C-refused.csv"),
      'x-content-type-options': 'nosniff',
    });
    expect(report.text).toMatch(
      /^\ufeffRow,Problem,Code,Name,Parent code,Kind,Level\r\n3,.*begin with.*,'=y,'=cmd\|calc/,
    );
    const stranger = accountWith(grantOf('UNIT_ADMIN', await scratch.path('ah.wuhu')));
    for (const caller of [stranger, {...stranger, grants: []}]) {
      expect((await ask(running, caller, `/imports/organisations/${id}/rows`)).status).toBe(404);
    }
    expect((await ask(running, admin, '/imports/organisations/01ARZ3NDEKTSV4RRFFQ69G5FAV/rows')).status).toBe(404);
  });

  test.each<[string, () => {caller?: Caller; path?: string; body?: Buffer; length?: number}, number, string]>([
    ['nobody’s', () => ({caller: {...admin, kind: 'anonymous', id: null, grants: []}}), 401, 'NOT_SIGNED_IN'],
    ['who may not administer', () => ({caller: {...admin, grants: []}}), 403, 'NOT_PERMITTED'],
    ['an empty one', () => ({body: Buffer.alloc(0)}), 400, 'ORGANISATION_IMPORT_FILE_EMPTY'],
    ['one byte too large', () => ({length: MAX_FILE + 1}), 413, 'ORGANISATION_IMPORT_FILE_TOO_LARGE'],
    [
      'an old workbook',
      () => ({body: Buffer.from('d0cf11e0a1b11ae1', 'hex')}),
      400,
      'ORGANISATION_IMPORT_FORMAT_UNKNOWN',
    ],
    [
      'a picture',
      () => ({body: Buffer.from('89504e470d0a1a0a0000', 'hex')}),
      400,
      'ORGANISATION_IMPORT_FORMAT_UNKNOWN',
    ],
    ['an unknown mode', () => ({path: '/imports/organisations?mode=DELETE'}), 400, 'INPUT_INVALID'],
    ['a mode of the prototype', () => ({path: '/imports/organisations?mode=constructor'}), 400, 'INPUT_INVALID'],
    ['another path', () => ({path: '/imports/organisations/x'}), 404, 'NOT_FOUND'],
  ])('is refused: %s', async (_, make, status, expected) => {
    const {caller = admin, path = `${there}a.csv`, body = file, length} = make();
    const answer = await ask(running, caller, path, {body, length});
    expect([answer.status, code(answer)]).toEqual([status, expected]);
    expect(
      await importing(scratch).count(
        `organisation_import_chunk WHERE importId NOT IN (SELECT id FROM organisation_import)`,
      ),
    ).toBe(0);
  });

  test('a subtree comes down for whoever may see it, and answers alike for all others', async () => {
    const under = await scratch.id('ah.hefei');
    const answer = await ask(running, admin, `/exports/organisations?under=${under}&format=csv&language=zh`);
    expect(answer.headers['x-row-count']).toBe('1');
    expect(answer.text).toBe(
      '\ufeff代码,名称,英文名,简称,英文简称,上级代码,类型,层级,行政区划代码,别名,外部编号\r\nah.hefei,ah.hefei总工会,,,,ah,总工会,市级,,,\r\n',
    );
    expect((await ask(running, admin, '/exports/organisations?format=xlsx')).headers['content-type']).toContain(
      'sheet',
    );
    for (const path of [await scratch.id('ah.wuhu'), await scratch.id('ah'), 'nobody']) {
      const refused = await ask(running, admin, `/exports/organisations?under=${path}`);
      expect([refused.status, code(refused)]).toEqual([403, 'NOT_PERMITTED']);
    }
    const nobody: Caller = {...admin, kind: 'anonymous', id: null, grants: []};
    expect((await ask(running, nobody, '/exports/organisations')).status).toBe(401);
    expect((await ask(running, {...admin, grants: []}, '/exports/organisations')).status).toBe(403);
  });

  test('nobody has more than ten imports under way', async () => {
    const answers: Answer[] = [];
    for (let n = 0; n < 11; n++) answers.push(await ask(running, admin, `${there}${n}.csv`, {body: file}));
    const refused = answers.at(-1)!;
    expect([refused.status, code(refused)]).toEqual([400, 'ORGANISATION_IMPORT_TOO_MANY']);
  });
});
