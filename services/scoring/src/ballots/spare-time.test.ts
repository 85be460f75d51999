import {spareTime} from './spare-time.js';

const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

test('while ballots come in, work in spare time is done a step after the other and rests longer than it works', async () => {
  let isWorking = false;
  const began: number[] = [];
  const inSpareTime = spareTime(() => true);
  const step = async () => {
    expect(isWorking).toBe(false);
    isWorking = true;
    began.push(performance.now());
    await soon();
    isWorking = false;
  };
  await Promise.all([inSpareTime(step), inSpareTime(step), inSpareTime(step)]);
  expect(began).toHaveLength(3);
  // a step of 5 ms is followed by nine times as long
  for (const n of [1, 2]) expect(began[n] - began[n - 1]).toBeGreaterThanOrEqual(40);
});

test('a step that fails says so to whoever wanted it, and the next is done', async () => {
  const inSpareTime = spareTime(() => false);
  const failing = inSpareTime(() => Promise.reject(new Error('broken')));
  const next = inSpareTime(() => Promise.resolve('done'));
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('done');
});
