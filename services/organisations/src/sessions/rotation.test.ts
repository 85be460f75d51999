import {systemCaller} from '@concours/kernel/identity';
import {engines} from '@concours/kernel/testing/scratch-database';
import {scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';
import {deviceOf} from './device.rules.js';
import type {SignedIn} from './session.service.js';

const PASSWORD = 'a password for tests';

describe.each(engines)('a session on %s', (engine) => {
  let scratch: Scratch;
  let begun: SignedIn;
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null});
    const account = {name: 'mei', displayName: '梅', password: PASSWORD, organisationId: await scratch.id('ah')};
    await scratch.service.slices.accounts.create(systemCaller(), account);
    begun = await signIn();
  });
  afterEach(() => scratch.close());

  const sessions = () => scratch.service.slices.sessions;
  const signIn = () => sessions().signIn({name: 'mei', password: PASSWORD, address: '10.0.0.1', device: null});
  const alive = async ({token}: SignedIn) => (await sessions().callerOf(token, 'r')) !== null;
  const pass = (seconds: number) => scratch.realTime.advance(seconds * 1_000);
  const ended = {code: 'SESSION_INVALID'};

  test('a token lasts ten minutes and is renewed until the session ends, twelve hours from its beginning', async () => {
    let latest = begun;
    for (let minutes = 9; minutes < 12 * 60; minutes += 9) {
      pass(9 * 60);
      const before = latest;
      latest = await sessions().refresh(latest.refreshToken);
      expect([await alive(before), await alive(latest)]).toEqual([true, true]);
      expect([latest.session, latest.expiresAt]).toEqual([begun.session, begun.expiresAt]);
      expect(latest.tokenExpiresAt.getTime()).toBeLessThanOrEqual(begun.expiresAt.getTime());
    }
    pass(60);
    expect(await sessions().callerOfSession(begun.session, 'r')).not.toBeNull();
    pass(9 * 60);
    expect([await alive(begun), await alive(latest)]).toEqual([false, false]);
    expect(await sessions().callerOfSession(begun.session, 'r')).toBeNull();
    await expect(sessions().refresh(latest.refreshToken)).rejects.toMatchObject(ended);
  });

  test('a token that ran out is nobody’s while the session goes on', async () => {
    pass(600);
    expect(await alive(begun)).toBe(false);
    expect(await sessions().callerOfSession(begun.session, 'r')).toMatchObject({name: '梅', session: begun.session});
    expect(await alive(await sessions().refresh(begun.refreshToken))).toBe(true);
  });

  test.each([
    ['the one before', 1],
    ['one from long ago', 5],
  ])('showing %s again ends the session at once, for the thief and for the owner', async (_, back) => {
    const line = [begun];
    for (let index = 0; index < back; index++) {
      pass(60);
      line.push(await sessions().refresh(line.at(-1)!.refreshToken));
    }
    const other = await signIn();
    pass(11);
    await expect(sessions().refresh(begun.refreshToken)).rejects.toMatchObject(ended);
    for (const each of line) {
      expect(await alive(each)).toBe(false);
      await expect(sessions().refresh(each.refreshToken)).rejects.toMatchObject(ended);
    }
    expect(await sessions().callerOfSession(begun.session, 'r')).toBeNull();
    expect(await alive(other)).toBe(true);
  });

  test('tabs that renew at once all go on, and so does whoever lost the answer', async () => {
    const tabs = await Promise.all(Array.from({length: 5}, () => sessions().refresh(begun.refreshToken)));
    pass(10);
    tabs.push(await sessions().refresh(begun.refreshToken));
    expect(new Set(tabs.map(({refreshToken}) => refreshToken)).size).toBe(6);
    pass(300);
    for (const tab of tabs) expect(await alive(await sessions().refresh(tab.refreshToken))).toBe(true);
  });

  test.each<[string, (from: SignedIn) => string]>([
    ['the token of requests', ({token}) => token],
    ['a display’s', ({refreshToken}) => refreshToken.replace(/^cr/, 'cd')],
    ['nothing', () => ''],
    ['a megabyte', () => `cr_${'x'.repeat(1_000_000)}`],
    ['an operator', () => "cr_' OR '1'='1"],
  ])('%s renews nothing', async (_, shown) => {
    await expect(sessions().refresh(shown(begun))).rejects.toMatchObject(ended);
    expect(await alive(begun)).toBe(true);
    expect(await sessions().callerOf(begun.refreshToken, 'r')).toBeNull();
  });

  test('what is over leaves the tables with the next sign-in', async () => {
    await sessions().refresh(begun.refreshToken);
    pass(12 * 3_600 + 1);
    await signIn();
    const count = async (table: string) => {
      const [{n}] = await scratch.service.database.read.query<{n: number}[]>(`SELECT COUNT(*) AS n FROM ${table}`);
      return Number(n);
    };
    expect([await count('session'), await count('session_token')]).toEqual([1, 2]);
  });
});

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0',
    'Edge · Windows',
  ],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:127.0) Gecko/20100101 Firefox/127.0', 'Firefox · macOS'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.49',
    'WeChat · iOS',
  ],
  ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36', 'Chrome · Android'],
  ['<script>alert(1)</script>', null],
  [undefined, null],
])('%s is a device called %s', (said, device) => {
  expect(deviceOf(said)).toBe(device);
});
