import {setTimeout as pause} from 'node:timers/promises';
import http, {type IncomingMessage} from 'node:http';
import {eventually} from '@concours/kernel/testing/eventually';
import {littleHouse, type LittleHouse} from '../testing/little-house.js';
import {account} from '../testing/little-services.js';

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

function send(
  house: LittleHouse,
  path: string,
  i: {method?: string; headers?: Record<string, string>; body?: Buffer} = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const {method = 'GET', headers = {}, body} = i;
    const request = http.request(house.gateway.url + path, {method, headers}, (response) => {
      let text = '';
      response.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({status: response.statusCode ?? 0, headers: response.headers, body: text}));
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** That something has stopped is only seen by looking twice, some time apart. */
const standstill = (bytesSoFar: () => number | undefined): Promise<true> =>
  eventually(async () => {
    const before = bytesSoFar();
    await pause(100);
    return (before && bytesSoFar() === before) || undefined;
  });

describe('files', () => {
  let house: LittleHouse;
  beforeAll(async () => (house = await littleHouse({filesIdleTimeoutMs: 500})));
  afterAll(() => house.close());
  const tus = {'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream'};

  it('go up with the caller, the frame that was signed, and a Location on our side', async () => {
    house.sessions.set('t', account('mei'));
    const body = Buffer.alloc(3_000_000, 7);
    const headers = {...tus, cookie: 'concours_session=t', 'content-length': String(body.length)};
    const answer = await send(house, '/files/u1', {method: 'PATCH', headers, body});
    expect(answer.status).toBe(201);
    expect(answer.headers).toMatchObject({
      location: '/files/u1?x=1',
      'tus-resumable': '1.0.0',
      'upload-offset': '3000000',
    });
    expect(house.uploads.at(-1)).toMatchObject({
      frame: 'PATCH /files/u1',
      bytes: 3_000_000,
      caller: {kind: 'account', id: 'mei'},
    });
  });

  it('come down with the headers that keep them harmless', async () => {
    const answer = await send(house, '/files/a/1000?t=signed');
    expect(answer.body).toHaveLength(1_000);
    expect(answer.headers).toMatchObject({
      'content-security-policy': 'sandbox',
      'content-type': 'video/mp4',
      'x-content-type-options': 'nosniff',
    });
    expect(house.uploads.at(-1)).toMatchObject({frame: 'GET /files/a/1000?t=signed', caller: {kind: 'anonymous'}});
  });

  it('that carry their own permission open with a stale cookie; nothing is written with one', async () => {
    const headers = {cookie: 'concours_session=gone'};
    expect((await send(house, '/files/a/10', {headers})).status).toBe(200);
    expect((await send(house, '/files/u2', {method: 'POST', headers})).status).toBe(401);
  });

  it.each([
    ['POST', '/imports/organisations?name=a.csv'],
    ['GET', '/exports/organisations/10'],
    ['GET', '/exports/campaigns/10'],
  ])('of organisations and campaigns pass to their service: %s %s', async (method, path) => {
    house.sessions.set('t', account('mei'));
    const headers = {cookie: 'concours_session=t'};
    const body = method === 'POST' ? Buffer.alloc(100_000, 1) : undefined;
    expect((await send(house, path, {method, headers, body})).status).toBe(method === 'POST' ? 201 : 200);
    const kept = {frame: `${method} ${path}`, caller: {kind: 'account', id: 'mei'}, bytes: body?.length ?? 10};
    expect(house.uploads.at(-1)).toMatchObject(kept);
    expect((await send(house, path, {method, headers: {cookie: 'concours_session=gone'}, body})).status).toBe(401);
  });

  it('are not taken from the pages of another site', async () => {
    const {status} = await send(house, '/files/u3', {method: 'POST', headers: {origin: 'https://elsewhere.example'}});
    expect(status).toBe(403);
  });

  it('stop coming when the reader goes away: nothing is gathered for nobody', async () => {
    const size = 500_000_000;
    await new Promise<void>((resolve, reject) => {
      const request = http.get(`${house.gateway.url}/files/a/${size}`, (response) => {
        response.once('data', () => {
          response.destroy();
          resolve();
        });
      });
      request.on('error', reject);
    });
    const upload = house.uploads.at(-1);
    await standstill(() => upload?.bytes);
    expect(upload?.bytes).toBeLessThan(100_000_000);
  });

  it('slow the service down to the pace of the reader', async () => {
    const response = await new Promise<IncomingMessage>(
      (resolve) => void http.get(`${house.gateway.url}/files/a/300000000`, resolve),
    );
    response.pause();
    const upload = house.uploads.at(-1);
    await standstill(() => upload?.bytes);
    expect(upload?.bytes).toBeLessThan(30_000_000);
    response.destroy();
  });

  it('tell an uploader that is cut off nothing, and the service that it was', async () => {
    const headers = {...tus, 'content-length': '1000000'};
    const request = http.request(`${house.gateway.url}/files/u4`, {method: 'PATCH', headers});
    request.on('error', () => undefined);
    request.write(Buffer.alloc(1_000));
    const upload = await eventually(async () =>
      house.uploads.find(({frame, bytes}) => frame.endsWith('u4') && bytes === 1_000),
    );
    request.destroy();
    await eventually(async () => upload.bytes === 1_000 || undefined);
  });

  it('are refused early without waiting for the rest of the upload', async () => {
    const headers = {...tus, 'content-length': '900000000'};
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = http.request(`${house.gateway.url}/files/refused`, {method: 'POST', headers}, resolve);
      request.on('error', reject);
      request.write(Buffer.alloc(1_000));
    });
    expect([answer.statusCode, answer.headers.connection]).toEqual([413, 'close']);
    answer.destroy();
  });

  it('answer with a code when the service stands still or is away', async () => {
    house.services.submissions.misbehave('silent');
    const silent = await send(house, '/files/a/1');
    expect([silent.status, JSON.parse(silent.body)]).toMatchObject([503, {code: 'SUBGRAPH_UNAVAILABLE'}]);
    house.services.submissions.misbehave('none');
    await house.services.submissions.stop();
    const away = await send(house, '/files/a/1');
    expect(away.status).toBe(503);
    expect(away.body).not.toMatch(/127\.0\.0\.1|ECONN/);
    await house.services.submissions.start();
  });
});
