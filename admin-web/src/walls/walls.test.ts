import {destination, isStart, type Place} from './display-place';
import {handTokenOver} from './display-token';
import {inPrintedOrder, viewOf} from './plan-board';
import {entryOf, reloadIfNewer} from './self-reload';
import {wallOf} from './wall-address';

test.each([
  ['/wall/tally/01J9:semi', {kind: 'tally', id: '01J9:semi'}],
  ['/wall/tally/01J9%3Asemi/', {kind: 'tally', id: '01J9:semi'}],
  ['/wall/plan/01J9', {kind: 'plan', id: '01J9'}],
  ['/wall/units/01J9', null],
  ['/wall/tally/%E0%A4%A', null],
  ['/wall/tally', null],
])('the address %s names %o', (pathname, wall) => {
  expect(wallOf(pathname)).toEqual(wall);
});

describe('a token that was issued', () => {
  const device = (hash: string, kept: string | null, statuses: (number | 'away')[]) => {
    const sent: string[] = [];
    const addresses: unknown[] = [];
    const removed: string[] = [];
    const done = handTokenOver({
      location: {hash, pathname: '/wall/plan/x', search: '?lang=en'},
      history: {replaceState: (_: unknown, __: string, url?: string | URL | null) => void addresses.push(url)},
      storage: {getItem: () => kept, removeItem: (key: string) => void removed.push(key)},
      fetch: (_url, {body}) => {
        sent.push(String(body));
        const status = statuses.shift() ?? 200;
        return status === 'away' ? Promise.reject(new Error('away')) : Promise.resolve({status});
      },
      pause: () => Promise.resolve(),
    });
    return {done, sent, addresses, removed};
  };

  test('goes from behind # to the platform, and leaves the address when it has been taken', async () => {
    const {done, sent, addresses, removed} = device('#token=cd_1', null, ['away', 503, 200]);
    expect(addresses).toEqual([]);
    await done;
    expect(sent).toEqual(Array(3).fill('{"token":"cd_1"}'));
    expect([addresses, removed]).toEqual([['/wall/plan/x?lang=en'], ['concours.display-token']]);
  });

  test('that an earlier version kept is handed over, too', async () => {
    const {done, sent, addresses, removed} = device('', 'cd_2', [401]);
    await done;
    expect([sent, addresses, removed]).toEqual([['{"token":"cd_2"}'], [], ['concours.display-token']]);
  });

  test('is asked for nowhere when there is none', async () => {
    const {done, sent} = device('', null, []);
    await done;
    expect(sent).toEqual([]);
  });
});

test.each([
  ['/wall', true],
  ['/walls/', true],
  ['/walls/pair', true],
  ['/wall/plan/x', false],
  ['/wallpaper', false],
])('%s is where screens begin: %s', (pathname, is) => {
  expect(isStart(pathname)).toBe(is);
});

test.each<[string, Place, string, string | null]>([
  ['a paired screen', {state: 'PAIRED', name: '大厅', wall: '/wall/plan/x'}, '/wall', '/wall/plan/x'],
  [
    'a screen that shows another wall',
    {state: 'PAIRED', name: '大厅', wall: '/wall/plan/x'},
    '/wall/plan/y',
    '/wall/plan/x',
  ],
  ['a screen at its wall', {state: 'PAIRED', name: '大厅', wall: '/wall/tally/x%3Ay'}, '/wall/tally/x:y', null],
  ['a screen without a wall', {state: 'PAIRED', name: '大厅', wall: null}, '/wall/plan/x', null],
  ['a screen that waits', {state: 'WAITING'}, '/wall', null],
  ['a screen whose token was revoked', {state: 'OVER', ended: true}, '/wall/plan/x', '/wall'],
  ['a screen whose token was revoked, at the start', {state: 'OVER', ended: true}, '/wall/pair', null],
  ['a wall that anybody looks at', {state: 'OVER', ended: false}, '/wall/plan/x', null],
])('%s: %o at %s goes to %s', (_, place, pathname, address) => {
  expect(destination(place, pathname)).toBe(address);
});

test('units stand in the printed order, whatever they have done', () => {
  const entry = (id: string) => ({organisation: {id}});
  expect(
    inPrintedOrder([entry('x'), entry('b'), entry('a')], ['a', 'b']).map(({organisation}) => organisation.id),
  ).toEqual(['a', 'b', 'x']);
});

test.each([
  [
    {done: 5, target: 7},
    {percent: 71, remaining: 2, reached: false},
  ],
  [
    {done: 999, target: 1000},
    {percent: 99, remaining: 1, reached: false},
  ],
  [
    {done: 9, target: 7},
    {percent: 128, remaining: 0, reached: true, share: 1},
  ],
  [
    {done: 9, target: null},
    {percent: null, remaining: null, reached: false},
  ],
  [
    {done: 0, target: 0},
    {percent: 100, remaining: 0, reached: true},
  ],
])('%o reads as %o', (standing, view) => {
  expect(viewOf(standing)).toMatchObject(view);
});

describe('a wall and a new version', () => {
  const page = (name: string) => `<script type="module" crossorigin src="/assets/${name}.js"></script>`;
  const answers = (pages: Record<string, {ok: boolean; body?: string} | undefined>) => (url: string) => {
    const answer = pages[url];
    return answer
      ? Promise.resolve({ok: answer.ok, text: () => Promise.resolve(answer.body ?? '')})
      : Promise.reject(new Error('unreachable'));
  };
  const cases: [string, Parameters<typeof answers>[0], boolean][] = [
    [
      'reloads when there is one and the platform is well',
      {'/': {ok: true, body: page('b')}, '/healthz': {ok: true}},
      true,
    ],
    ['stays when there is none', {'/': {ok: true, body: page('a')}, '/healthz': {ok: true}}, false],
    ['stays while the platform is unwell', {'/': {ok: true, body: page('b')}, '/healthz': {ok: false}}, false],
    ['stays when the health can not be asked', {'/': {ok: true, body: page('b')}}, false],
    ['stays when nothing answers', {}, false],
    [
      'stays on an error page of something in between',
      {'/': {ok: true, body: '<h1>502</h1>'}, '/healthz': {ok: true}},
      false,
    ],
  ];
  test.each(cases)('%s', async (_, pages, reloads) => {
    const reload = jest.fn();
    await expect(reloadIfNewer({fetch: answers(pages), reload, running: '/assets/a.js'})).resolves.toBe(reloads);
    expect(reload).toHaveBeenCalledTimes(reloads ? 1 : 0);
  });
  test('the entry of a page is its first script', () => {
    expect(entryOf(page('x'))).toBe('/assets/x.js');
  });
});
