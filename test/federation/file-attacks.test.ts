import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {Gateway} from '@concours/gateway/compose';
import {png} from '../../services/kernel/testing/sample-media.js';
import {ask, expectAlive, request, type Answer} from './attack.js';
import {openContest, type Contest} from './siege-contest.js';
import {openSiege, type Person, type Siege} from './siege.js';

const absent = '01J0000000000000000000ZZZZ';
let siege: Siege;
let contest: Contest;
let site: Gateway;
beforeAll(async () => {
  siege = await openSiege('2024-07-25T09:00:00+08:00');
  contest = await openContest(siege);
  const siteFolder = path.join(siege.dataDir, 'site');
  mkdirSync(path.join(siteFolder, 'assets'), {recursive: true});
  writeFileSync(path.join(siteFolder, 'index.html'), '<title>the dashboard</title>');
  writeFileSync(path.join(siege.dataDir, 'secret.txt'), 'outside of the site');
  writeFileSync(`${siteFolder}-other.txt`, 'outside of the site');
  site = await siege.anotherGateway({siteFolder});
}, 60_000);
afterAll(() => siege.close());

const tus = {'tus-resumable': '1.0.0'};
const named = (name: string): string => `filename ${Buffer.from(name).toString('base64')}`;
const send = (
  method: string,
  place: string,
  by?: Person,
  headers: Record<string, string> = {},
  body?: Uint8Array,
): Promise<Answer> =>
  ask(siege.url + place, {
    method,
    headers: {...tus, ...(by && {authorization: `Bearer ${by.token}`}), ...headers},
    body: body as BodyInit,
  });
const patch = (place: string, by: Person | undefined, offset: number | string, bytes: Uint8Array): Promise<Answer> =>
  send('PATCH', place, by, {'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream'}, bytes);
const begin = async (by: Person, length: number, name = 'cover.png'): Promise<string> => {
  const created = await send('POST', '/files', by, {'upload-length': String(length), 'upload-metadata': named(name)});
  expect(created.status).toBe(201);
  return created.headers.get('location') ?? '';
};
const idIn = (place: string): string => place.split('/').at(-1) ?? '';
const ATTACH = 'mutation ($s: ID!, $u: ID!) {attachAsset(submissionId: $s, rule: "cover", uploadId: $u) {assets {id}}}';

describe('an upload of somebody else', () => {
  it('is to others what does not exist: they cannot look at it, go on with it, end it or use it', async () => {
    const {hefei, bengbu, nobody} = contest;
    const place = await begin(hefei, 100);
    await patch(place, hefei, 0, Buffer.alloc(40));
    for (const by of [bengbu, nobody, contest.judges[0], undefined]) {
      const tries = (where: string): Promise<Answer>[] => [
        send('HEAD', where, by),
        patch(where, by, 40, Buffer.alloc(60)),
        patch(where, by, 0, Buffer.alloc(60)),
        send('DELETE', where, by),
        send('GET', where, by),
      ];
      const answers = (all: Answer[]): unknown => all.map(({status, text}) => [status, text]);
      const theirs = answers(await Promise.all(tries(place)));
      expect(theirs).toEqual(answers(await Promise.all(tries(`/files/${absent}`))));
    }
    const mine = await bengbu.refused(ATTACH, {s: contest.draft, u: idIn(place)});
    expect(mine).toBe(await bengbu.refused(ATTACH, {s: contest.draft, u: absent}));
    const untouched = await send('HEAD', place, hefei);
    expect(untouched.headers.get('upload-offset')).toBe('40');
  });

  it.each<[string, string | number, number, number]>([
    ['ahead of what is there', 41, 10, 409],
    ['behind what is there', 0, 10, 409],
    ['below nought', -1, 10, 400],
    ['that is a float', '4e1', 10, 400],
    ['of many digits', '9'.repeat(20), 10, 400],
    ['that is empty', '', 10, 400],
    ['twice', '40, 40', 10, 400],
  ])('one’s own takes no offset %s', async (_what, offset, length, status) => {
    const place = await begin(contest.hefei, 100);
    await patch(place, contest.hefei, 0, Buffer.alloc(40));
    const answer = await patch(place, contest.hefei, offset, Buffer.alloc(length));
    expect([answer.status, answer.code]).toEqual([status, 'UPLOAD_OFFSET_WRONG']);
    expect((await send('HEAD', place, contest.hefei)).headers.get('upload-offset')).toBe('40');
  });

  it('one’s own takes no byte more than it announced', async () => {
    const place = await begin(contest.hefei, 50);
    const answer = await patch(place, contest.hefei, 0, Buffer.alloc(51));
    expect([answer.status, answer.code]).toEqual([413, 'UPLOAD_TOO_LARGE']);
    const now = Number((await send('HEAD', place, contest.hefei)).headers.get('upload-offset'));
    expect(now).toBeLessThanOrEqual(50);
  });

  it.each<[string, Record<string, string>, number]>([
    ['without a length', {}, 400],
    ['of less than nothing', {'upload-length': '-1'}, 400],
    ['of 1e9 bytes', {'upload-length': '1e9'}, 400],
    ['of more digits than there are bytes', {'upload-length': '9'.repeat(15)}, 413],
    ['of a byte more than the most', {'upload-length': '10000001'}, 413],
    ['whose length comes later', {'upload-length': '1', 'upload-defer-length': '1'}, 400],
    ['with a description that is no description', {'upload-length': '1', 'upload-metadata': 'filename %%%,,,=,'}, 400],
  ])('is not begun %s', async (_what, headers, status) => {
    const answer = await send('POST', '/files', contest.hefei, headers);
    expect([answer.status, answer.body.text ?? answer.text]).toEqual([
      status,
      {zh: expect.any(String), en: expect.any(String)},
    ]);
    await expectAlive(siege);
  });

  it('is not begun by who may hand nothing in', async () => {
    const length = {'upload-length': '10'};
    const tried = [undefined, contest.nobody, contest.judges[0]].map((by) => send('POST', '/files', by, length));
    expect((await Promise.all(tried)).map(({status, code}) => [status, code])).toEqual([
      [401, 'UPLOAD_NOT_PERMITTED'],
      [403, 'UPLOAD_NOT_PERMITTED'],
      [403, 'UPLOAD_NOT_PERMITTED'],
    ]);
    const foreign = await send('POST', '/files', contest.hefei, {...length, origin: 'https://elsewhere.example'});
    expect([foreign.status, foreign.code]).toEqual([403, 'ORIGIN_REFUSED']);
  });

  it('that is finished twice at once is finished once, and goes to one work once', async () => {
    const bytes = png(91, 161);
    const place = await begin(contest.hefei, bytes.length, '../../../etc/passwd\u202egnp.\r\nSet-Cookie: a=b\u0000');
    const raced = await Promise.all([1, 2, 3].map(() => patch(place, contest.hefei, 0, bytes)));
    expect(raced.filter(({status}) => status === 204)).toHaveLength(1);
    const unfinished = await begin(contest.hefei, 10);
    expect(await contest.hefei.refused(ATTACH, {s: contest.draft, u: idIn(unfinished)})).toBe('UPLOAD_UNFINISHED');
    const attached = await Promise.all(
      [1, 2].map(() => contest.hefei.send(ATTACH, {s: contest.draft, u: idIn(place)})),
    );
    expect(attached.filter(({errors}) => errors === undefined).length).toBeGreaterThan(0);
    const query = 'query ($id: ID!) {submission(id: $id) {assets {rule fileName url}}}';
    type Work = {submission: {assets: {rule: string; fileName: string; url: string}[]}};
    const {submission} = await contest.hefei.ask<Work>(query, {id: contest.draft});
    expect(submission.assets).toHaveLength(1);
    expect(submission.assets[0]?.fileName).toMatch(/^[^/\\\r\n\u0000\u202e]+$/);
    const file = await fetch(siege.url + submission.assets[0]?.url);
    expect(file.headers.get('content-security-policy')).toBe('sandbox');
    expect(file.headers.get('set-cookie')).toBeNull();
    await file.arrayBuffer();
  });
});

describe('a link to a file', () => {
  let url: string;
  let asset: string;
  let token: string;
  beforeAll(async () => {
    const query = 'query ($id: ID!) {submission(id: $id) {cover {id url}}}';
    const {submission} = await siege.anybody.ask<{submission: {cover: {id: string; url: string}}}>(query, {
      id: contest.shown,
    });
    ({id: asset, url} = submission.cover);
    token = new URL(url, siege.url).searchParams.get('t') ?? '';
  });

  it('opens that file and no other, with no token changed, moved or left out', async () => {
    expect((await fetch(siege.url + url)).status).toBe(200);
    const {submission} = await contest.hefei.ask<{submission: {cover: {id: string}}}>(
      'query ($id: ID!) {submission(id: $id) {cover {id}}}',
      {id: contest.draft},
    );
    const [until = '', mac = ''] = token.split('.');
    const later = (Number.parseInt(until, 36) + 3_600).toString(36);
    const forged = [
      `/files/a/${submission.cover.id}?t=${token}`,
      `/files/a/${asset}`,
      `/files/a/${asset}?t=`,
      `/files/a/${asset}?t=${later}.${mac}`,
      `/files/a/${asset}?t=${until}.`,
      `/files/a/${asset}?t=${until}.${mac}x`,
      `/files/a/${asset}?t=__proto__.constructor`,
      `/files/a/${asset}/../${submission.cover.id}?t=${token}`,
      `/files/a/${absent}?t=${token}`,
      `/files/a/${asset.toLowerCase()}?t=${token}`,
      `/files/a/${asset}%00?t=${token}`,
      `/files/a/${'A'.repeat(5_000)}?t=${token}`,
    ];
    for (const place of forged) {
      const answer = await ask(siege.url + place, {});
      expect([place, answer.status, answer.code]).toEqual([place, 403, 'FILE_LINK_INVALID']);
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
      expect((await send(method, url, contest.hefei)).status).toBeLessThan(500);
  });

  it.each([
    ['bytes=0-0', 206],
    ['bytes=-1', 206],
    ['bytes=999999999-', 416],
    ['bytes=-0', 416],
    ['bytes=5-2', 200],
    ['bytes=0-0,2-2,4-4', 200],
    [`bytes=${'0-,'.repeat(5_000)}`, 200],
    ['bytes=a-b', 200],
    ['bytes=-99999999999999999999', 200],
    ['lines=0-1', 200],
  ])('answers the range %s with %i and no more than the file', async (range, status) => {
    const response = await fetch(siege.url + url, {headers: {range}});
    expect(response.status).toBe(status);
    expect((await response.arrayBuffer()).byteLength).toBeLessThan(5_000);
  });
});

describe('a path', () => {
  const tricks = [
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/%252e%252e%252fsecret.txt',
    '/..%c0%afsecret.txt',
    '/....//secret.txt',
    '/../site-other.txt',
    '//secret.txt',
    '/secret.txt%00.html',
    '/%',
    '/assets/%zz.js',
    '/etc/passwd.txt',
    'http://127.0.0.1/../secret.txt',
    '/files/../secret.txt',
    '/files/..%2f..%2fsubmissions.sqlite',
    '/files/%2e%2e/internal/identity',
    '/files/../internal/identity',
    '/files/..\\internal/identity',
    '/files/../graphql',
    '/files/./a/../../healthz',
    '/files//127.0.0.1:1/x',
    '/files/a/../../../secret.txt',
    '/files/01J0000000000000000000ZZZZ.json',
    `/${'a/'.repeat(4_000)}x.js`,
  ];
  it.each(tricks)('leads nowhere but to what is there: %s', async (target) => {
    for (const method of ['GET', 'POST']) {
      const answer = await request(site.port, method, target, method === 'POST' ? ['Content-Length: 0'] : []);
      expect(answer.status).toBeGreaterThanOrEqual(method === 'POST' ? 400 : 200);
      expect(answer.text).not.toMatch(/outside of the site|root:|SQLite|reached through the gateway/);
      if (answer.status === 200) expect(answer.text).toContain('the dashboard');
    }
    await expectAlive(site);
  });

  it('and an id of a request come back as they may, without a line of their own', async () => {
    const answer = await fetch(`${site.url}/?next=%0d%0aSet-Cookie:%20a=b`, {headers: {'x-request-id': 'a b<script>'}});
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    await answer.text();
  });
});
