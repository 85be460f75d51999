import {adoptToken, displayToken} from './display-token';
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

test('a token behind # is kept on the device and leaves the address at once', () => {
  const addresses: unknown[] = [];
  const history = {replaceState: (_: unknown, __: string, url?: string | URL | null) => void addresses.push(url)};
  adoptToken({hash: '#token=cd_1', pathname: '/wall/plan/x', search: '?lang=en'}, history);
  expect([displayToken(), addresses]).toEqual(['cd_1', ['/wall/plan/x?lang=en']]);
  adoptToken({hash: '', pathname: '/wall/plan/x', search: ''}, history);
  expect([displayToken(), addresses.length]).toEqual(['cd_1', 1]);
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
