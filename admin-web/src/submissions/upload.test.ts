import type {PreviousUpload, UploadOptions} from 'tus-js-client';
import {FileUpload, uploadIdOf, worthRetrying, type TusUpload, type UploadState} from './upload';

class FakeTus implements TusUpload {
  url: string | null = '/files/01J00000000000000000000000';
  started = false;
  terminated: boolean | undefined;
  resumedFrom: PreviousUpload | undefined;
  previous: PreviousUpload[] = [];
  constructor(readonly options: UploadOptions) {}
  start = () => void (this.started = true);
  abort = (terminate?: boolean) => {
    this.terminated = terminate ?? false;
    return Promise.resolve();
  };
  findPreviousUploads = () => Promise.resolve(this.previous);
  resumeFromPreviousUpload = (previous: PreviousUpload) => void (this.resumedFrom = previous);
}

function upload(attach: (id: string) => Promise<unknown> = () => Promise.resolve(), previous: PreviousUpload[] = []) {
  const states: UploadState[] = [];
  let tus: FakeTus | undefined;
  const file = {name: 'a.mp4', size: 100, type: 'video/mp4', lastModified: 1} as File;
  const made = new FileUpload({
    file,
    purpose: 'work/video',
    create: (_, options) => (tus = Object.assign(new FakeTus(options), {previous})),
    attach,
    changed: (state) => states.push(state),
  });
  return {made, states, tus: () => tus!, last: () => states.at(-1)};
}
const settled = () => new Promise((resolve) => setTimeout(resolve));
const failure = (status: number | null, body = '') =>
  Object.assign(new Error('x'), {
    originalRequest: {},
    originalResponse: status === null ? null : {getStatus: () => status, getBody: () => body},
  }) as never;

test.each([
  [null, true],
  [503, true],
  [507, true],
  [409, true],
  [423, true],
  [401, false],
  [403, false],
  [413, false],
])('an answer of %p is worth trying again: %p', (status, expected) => {
  expect(worthRetrying(status)).toBe(expected);
});

test('a file that is sent is attached by the last part of its address, and then done', async () => {
  const attached: string[] = [];
  const u = upload(async (id) => attached.push(id));
  await u.made.start();
  u.tus().options.onProgress?.(40, 100);
  expect(u.last()).toEqual({is: 'sending', sent: 40, total: 100, resumed: false, waiting: false});
  u.tus().options.onSuccess?.({} as never);
  await settled();
  expect(attached).toEqual(['01J00000000000000000000000']);
  expect(u.states.slice(-2)).toEqual([{is: 'checking'}, {is: 'done'}]);
});

test('what the check refuses stays at the file, with its reason', async () => {
  const reason = new Error('too long');
  const u = upload(() => Promise.reject(reason));
  await u.made.start();
  u.tus().options.onSuccess?.({} as never);
  await settled();
  expect(u.last()).toEqual({is: 'refused', error: reason});
});

test('while the network is away it waits and says how much is safe', async () => {
  const u = upload();
  await u.made.start();
  u.tus().options.onProgress?.(60, 100);
  expect(u.tus().options.onShouldRetry?.(failure(null), 3, {} as never)).toBe(true);
  expect(u.last()).toMatchObject({is: 'sending', sent: 60, waiting: true});
  u.tus().options.onProgress?.(61, 100);
  expect(u.last()).toMatchObject({sent: 61, waiting: false});
});

test('it tries for longer than half a minute', async () => {
  const u = upload();
  const delays = u.tus().options.retryDelays ?? [];
  expect(delays.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(60_000);
});

test('a refusal of the platform is not tried again, and its code is kept', async () => {
  const u = upload();
  await u.made.start();
  const refused = failure(413, '{"code":"UPLOAD_TOO_LARGE"}');
  expect(u.tus().options.onShouldRetry?.(refused, 0, {} as never)).toBe(false);
  u.tus().options.onError?.(refused);
  expect(u.last()).toEqual({is: 'failed', status: 413, code: 'UPLOAD_TOO_LARGE'});
});

test('the same file goes on where an earlier upload stopped; for another work it is another upload', async () => {
  const before = {urlStorageKey: 'k'} as PreviousUpload;
  const u = upload(undefined, [before]);
  await u.made.start();
  expect(u.tus().resumedFrom).toBe(before);
  const print = await u.tus().options.fingerprint?.({} as never, {} as never);
  expect(print).toContain('work/video');
});

test('once cancelled it takes back what was sent and says nothing more', async () => {
  const u = upload();
  await u.made.start();
  u.made.cancel();
  const count = u.states.length;
  u.tus().options.onProgress?.(90, 100);
  expect(u.tus().terminated).toBe(true);
  expect(u.states).toHaveLength(count);
});

test.each([
  ['/files/01J?x=1', '01J'],
  ['https://example.org/files/01K', '01K'],
])('the id in %s is %s', (url, id) => expect(uploadIdOf(url)).toBe(id));
