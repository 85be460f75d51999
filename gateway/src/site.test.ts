import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {littleHouse, type LittleHouse} from '../testing/little-house.js';

describe('the dashboard’s files', () => {
  let house: LittleHouse;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'concours-site-'));
    const site = path.join(folder, 'site');
    await mkdir(path.join(site, 'assets'), {recursive: true});
    await writeFile(path.join(site, 'index.html'), '<!doctype html><title>Concours</title>');
    await writeFile(path.join(site, 'assets/app-1a2b.js'), `console.log('${'x'.repeat(2_000)}')`);
    await writeFile(path.join(folder, 'secret.txt'), 'secret');
    house = await littleHouse({siteFolder: site});
  });
  afterAll(async () => {
    await house.close();
    await rm(folder, {recursive: true});
  });
  const get = (at: string, headers: Record<string, string> = {}) => fetch(house.gateway.url + at, {headers});

  it.each(['/', '/campaigns/01ABC', '/wall/tally/01ABC:final'])(
    'show the dashboard at %s, never from a cache',
    async (at) => {
      const response = await get(at);
      expect(await response.text()).toContain('<title>Concours</title>');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    },
  );

  it('hold for ever where their name has a hash, and travel compressed', async () => {
    const response = await get('/assets/app-1a2b.js', {'accept-encoding': 'gzip'});
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await response.text()).toContain('xxx');
    const again = await get('/assets/app-1a2b.js', {'if-none-match': response.headers.get('etag') ?? ''});
    expect(again.status).toBe(304);
  });

  it.each([
    '/assets/gone.js',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%00.txt',
    '/%E0%A4%A.js',
  ])('are not there at %s', async (at) => {
    const response = await get(at);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({code: 'NOT_FOUND'});
  });

  it('are read, not written', async () => {
    const response = await fetch(house.gateway.url + '/', {method: 'PUT'});
    expect(response.status).toBe(405);
  });

  it('leave room for a query page that brings everything along, in development only', async () => {
    const response = await get('/query');
    const page = await response.text();
    expect(page).toContain('"subscriptionsProtocol":"WS"');
    expect(page).not.toMatch(/<(script|link)[^>]+(src|href)="https?:/);
    expect(response.headers.get('content-security-policy')).toMatch(/script-src 'sha256-/);
    const closed = await littleHouse({development: false});
    expect((await fetch(closed.gateway.url + '/query')).status).toBe(404);
    await closed.close();
  });
});
