import {paced} from './pace.rules.js';

/** How many of `times` are let through, each `everyMs` after the one before. */
function letThrough(times: number, everyMs: number, perMinute: number): number {
  let until: number | undefined;
  let count = 0;
  for (let each = 0; each < times; each++) {
    const answer = paced(until, 1_000_000 + each * everyMs, perMinute);
    if ('until' in answer) {
      until = answer.until;
      count++;
    }
  }
  return count;
}

test.each([
  // at once, so many a minute: let through
  [100, 0, 30, 30],
  [100, 0, 7, 7],
  [100, 0, 1, 1],
  // one a second for ten minutes: the first minute's worth and then one in two seconds
  [600, 1_000, 30, 329],
  // as fast as permitted for an hour: all
  [1_800, 2_000, 30, 1_800],
])('of %i, one in %i ms, at %i a minute, %i pass', (times, everyMs, perMinute, expected) => {
  expect(letThrough(times, everyMs, perMinute)).toBe(expected);
});

test('who waits as long as told is let through, and no sooner', () => {
  let until: number | undefined;
  for (let each = 0; each < 7; each++) until = (paced(until, 0, 7) as {until: number}).until;
  const {retryAfterMs} = paced(until, 0, 7) as {retryAfterMs: number};
  expect(retryAfterMs).toBe(Math.ceil(60_000 / 7));
  expect(paced(until, retryAfterMs - 1, 7)).toEqual({retryAfterMs: 1});
  expect(paced(until, retryAfterMs, 7)).toHaveProperty('until');
});
