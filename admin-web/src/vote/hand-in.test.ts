import {HandIn, type Pending} from './hand-in';
import {Receipts} from './receipts';
import {roundOf, viewOf} from './vote-address';

const refusal = (code: string) => ({errors: [{extensions: {code, text: {zh: '不', en: 'no'}}}]});
const memory = () => {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
};

/** A platform that answers as told, in turn; `lost` counts the ballot and loses the answer. */
function house(answers: (unknown | 'lost' | 'counted')[]) {
  const storage = memory();
  const sent: string[] = [];
  const counted = new Set<string>();
  const waits: number[] = [];
  const told: string[] = [];
  let ids = 0;
  const open = () =>
    new HandIn<string>({
      storage,
      key: 'ballot',
      newId: () => `request-${++ids}`,
      pause: (ms) => Promise.resolve(void waits.push(ms)),
      onWaiting: (why) => void told.push(why),
      cast: ({requestId}: Pending) => {
        sent.push(requestId);
        expect(storage.kept.get('ballot')).toContain(requestId);
        const answer = answers.shift();
        if (answer === 'counted' || answer === 'lost') counted.add(requestId);
        if (answer === 'counted') return Promise.resolve('CB1.receipt');
        return Promise.reject(answer === 'lost' ? new TypeError('network') : (answer as Error));
      },
    });
  return {open, storage, sent, counted, waits, told};
}

test('a ballot whose answers are lost is sent again under one id until it is answered, and counted once', async () => {
  const {open, sent, counted, waits, told} = house(['lost', 'lost', refusal('BALLOT_BUSY'), 'counted']);
  expect(await open().begin(['a', 'b'], 'me')).toEqual({kind: 'counted', receipt: 'CB1.receipt'});
  expect([sent.length, new Set(sent).size, counted.size]).toEqual([4, 1, 1]);
  expect([waits, told]).toEqual([
    [1_000, 2_000, 4_000],
    ['offline', 'offline', 'busy'],
  ]);
  expect(open().pending()).toBeNull();
});

test('a page that was closed in between finds the ballot, and sends the same one', async () => {
  const first = house([]);
  // the page dies while it waits
  const dying = new HandIn<string>({
    ...{storage: first.storage, key: 'ballot', newId: () => 'request-1', onWaiting: () => undefined},
    cast: () => Promise.reject(new TypeError('network')),
    pause: () => new Promise(() => undefined),
  });
  void dying.begin(['a', 'b'], 'me');
  await Promise.resolve();
  const pending = first.open().pending();
  expect(pending).toEqual({requestId: 'request-1', entryIds: ['a', 'b'], voter: 'me'});
  const later = house(['counted']);
  later.storage.setItem('ballot', first.storage.getItem('ballot') ?? '');
  expect((await later.open().send(pending!)).kind).toBe('counted');
  expect([later.sent, later.open().pending()]).toEqual([['request-1'], null]);
});

test.each(['BALLOT_OUTCOME_UNKNOWN', 'BALLOT_BUSY', 'BALLOT_TOO_FAST', 'SUBGRAPH_UNAVAILABLE', 'INTERNAL'])(
  '%s is no verdict: it is sent again',
  async (code) => {
    const {open, sent} = house([refusal(code), 'counted']);
    expect((await open().begin(['a'], 'me')).kind).toBe('counted');
    expect(new Set(sent).size).toBe(1);
  },
);

test.each(['BALLOT_DAILY_ALLOWANCE_USED', 'BALLOT_ROUND_CLOSED', 'BALLOT_OWN_UNIT', 'BALLOT_REQUEST_REUSED'])(
  '%s is the platform’s word: the ballot is not sent again',
  async (code) => {
    const {open, sent} = house([refusal(code), 'counted']);
    expect(await open().begin(['a'], 'me')).toMatchObject({kind: 'refused', refused: {code}});
    expect([sent.length, open().pending()]).toEqual([1, null]);
  },
);

test.each(['SESSION_INVALID', 'BALLOT_VOTER_REQUIRED'])('after %s the ballot waits for its voter', async (code) => {
  const {open, sent} = house([refusal(code), 'counted']);
  expect(await open().begin(['a'], 'me')).toMatchObject({kind: 'refused', refused: {code}});
  const pending = open().pending();
  expect(pending?.requestId).toBe('request-1');
  expect((await open().send(pending!)).kind).toBe('counted');
  expect(sent).toEqual(['request-1', 'request-1']);
});

test.each(['', 'null', '{}', '[1]', '{"requestId":1}', 'half a {'])('what was kept as %j is no ballot', (kept) => {
  const {open, storage} = house([]);
  storage.setItem('ballot', kept);
  expect(open().pending()).toBeNull();
});

test('receipts are kept once each, the newest first, and forgotten when asked', () => {
  const receipts = new Receipts(memory(), 'receipts');
  const of = (receipt: string) => ({receipt, at: '2024-08-09T00:00:00Z', entries: []});
  for (const receipt of ['CB1.a', 'CB1.b', 'CB1.a']) receipts.keep(of(receipt));
  expect(receipts.all().map(({receipt}) => receipt)).toEqual(['CB1.a', 'CB1.b']);
  for (let n = 0; n < 300; n++) receipts.keep(of(`CB1.${n}`));
  expect([receipts.all().length, receipts.all()[0]?.receipt]).toEqual([200, 'CB1.299']);
  receipts.forget();
  expect(receipts.all()).toEqual([]);
});

test.each([
  ['/vote/anhui-singer-2024/semi-final', {campaignKey: 'anhui-singer-2024', roundKey: 'semi-final'}],
  ['/vote/a/b/', {campaignKey: 'a', roundKey: 'b'}],
  ['/vote', null],
  ['/vote/a', null],
  ['/vote/a/b/c', null],
  ['/votes/a/b', null],
])('the address %s names %o', (pathname, round) => {
  expect(roundOf(pathname)).toEqual(round);
});

test.each([
  ['', {name: 'entries'}],
  ['#/mine', {name: 'mine'}],
  ['#/entry/01J9:semi', {name: 'entry', id: '01J9:semi'}],
  ['#/entry/"><script>', {name: 'entries'}],
])('behind %j lies %o', (hash, view) => {
  expect(viewOf(hash)).toEqual(view);
});
