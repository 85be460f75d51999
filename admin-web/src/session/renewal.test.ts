import {Renewal, type Surroundings} from './renewal';

const MINUTE = 60_000;

/** A platform with its own clock and cookies, and a device whose clock may be wrong. */
function scene(i: {deviceIsFastBy?: number; locks?: boolean} = {}) {
  let now = Date.parse('2024-05-01T01:00:00Z');
  const stored = new Map<string, string>();
  const asked: string[] = [];
  let status = 200;
  const waiting: (() => void)[] = [];
  let held = false;
  const answer = () => ({
    tokenExpiresAt: new Date(now + 10 * MINUTE).toISOString(),
    expiresAt: new Date(Date.parse('2024-05-01T13:00:00Z')).toISOString(),
  });
  const responseOf = (code: number) => ({
    status: code,
    ok: code === 200,
    headers: {get: () => new Date(now).toUTCString()},
    json: async () => answer(),
  });
  const locks = {
    async request(_: string, work: () => Promise<unknown>) {
      if (held) await new Promise<void>((resolve) => waiting.push(resolve));
      held = true;
      try {
        return await work();
      } finally {
        held = false;
        waiting.shift()?.();
      }
    },
  } as unknown as LockManager;
  const around: Surroundings = {
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    fetch: async (url, {method}) => {
      asked.push(`${method} ${url}`);
      if (status === 0) throw new TypeError('no network');
      return responseOf(status);
    },
    now: () => now + (i.deviceIsFastBy ?? 0),
    locks: i.locks === false ? undefined : locks,
  };
  const tabs: Renewal[] = [];
  return {
    asked,
    stored,
    tab: () => {
      const tab = new Renewal(around);
      tabs.push(tab);
      return tab;
    },
    begin: (tab: Renewal) => tab.begun(answer(), responseOf(200)),
    pass: (ms: number) => void (now += ms),
    answerWith: (code: number) => void (status = code),
    close: () => tabs.forEach((tab) => tab.over()),
  };
}

let open: ReturnType<typeof scene> | undefined;
const begin = (i?: Parameters<typeof scene>[0]) => (open = scene(i));
afterEach(() => open?.close());

test.each([
  ['right', 0],
  ['an hour fast', 3_600_000],
  ['an hour slow', -3_600_000],
])('a token is renewed two minutes before its end when the clock is %s', async (_, deviceIsFastBy) => {
  const {tab, begin: sign, pass, asked} = begin({deviceIsFastBy});
  const page = tab();
  sign(page);
  pass(7 * MINUTE);
  await page.fresh();
  expect(asked).toEqual([]);
  pass(MINUTE);
  await page.fresh();
  await page.fresh();
  expect(asked).toEqual(['PUT /session']);
});

test('many requests at once renew once', async () => {
  const {tab, begin: sign, pass, asked} = begin();
  const page = tab();
  sign(page);
  pass(9 * MINUTE);
  await Promise.all(Array.from({length: 20}, () => page.fresh()));
  expect(asked).toHaveLength(1);
});

test('tabs take turns, and the second finds it done', async () => {
  const {tab, begin: sign, pass, asked} = begin();
  const [one, other] = [tab(), tab()];
  sign(one);
  pass(9 * MINUTE);
  expect(await Promise.all([one.renew(), other.renew()])).toEqual(['renewed', 'renewed']);
  expect(asked).toHaveLength(1);
});

test('a session that ends in one tab has ended for the one that waits', async () => {
  const {tab, begin: sign, pass, answerWith} = begin();
  const [one, other] = [tab(), tab()];
  sign(one);
  pass(9 * MINUTE);
  answerWith(401);
  expect(await Promise.all([one.renew(), other.renew()])).toEqual(['ended', 'ended']);
});

test('over plain http, where there are no locks, each tab asks for itself', async () => {
  const {tab, begin: sign, asked} = begin({locks: false});
  const [one, other] = [tab(), tab()];
  sign(one);
  expect(await Promise.all([one.renew(), other.renew()])).toEqual(['renewed', 'renewed']);
  expect(asked).toHaveLength(2);
});

test('what the platform will not renew is over, and is said once', async () => {
  const {tab, begin: sign, answerWith, stored} = begin();
  const page = tab();
  const said = jest.fn();
  page.onEnded = said;
  sign(page);
  answerWith(401);
  expect(await page.renew()).toBe('ended');
  expect([page.possible, stored.size]).toEqual([false, 0]);
  expect(said).toHaveBeenCalledTimes(1);
});

test.each([0, 503])('while the platform can’t be reached (%d) the session is not given up', async (status) => {
  const {tab, begin: sign, pass, answerWith, asked} = begin();
  const page = tab();
  sign(page);
  pass(9 * MINUTE);
  answerWith(status);
  expect(await page.renew()).toBe('unreachable');
  await page.fresh();
  expect(asked).toHaveLength(1);
  pass(15_000);
  answerWith(200);
  await page.fresh();
  expect([page.possible, asked.length]).toEqual([true, 2]);
});

test('after twelve hours nothing is renewed any more', async () => {
  const {tab, begin: sign, pass, asked} = begin();
  const page = tab();
  sign(page);
  pass(12 * 60 * MINUTE);
  await page.fresh();
  expect([page.possible, asked]).toEqual([false, []]);
});

test.each(['', 'null', '{}', '{"renewAt":"x","endsAt":1}', '{'])('what is kept may be spoilt: %j', async (kept) => {
  const {tab, stored, asked} = begin();
  stored.set('concours.session', kept);
  const page = tab();
  await page.fresh();
  page.keepFresh();
  expect([page.possible, asked]).toEqual([false, []]);
});
