import {isRefusal} from '@concours/kernel/refusal';
import {CastingPace, type Casters} from './casting-pace.js';

let now = 5_000_000;
const nobody: Casters = {identity: null, device: null, app: null};
const refusal = (pace: CastingPace, perMinute: object, casters: Partial<Casters>, round = 1): unknown => {
  try {
    pace.take(round, perMinute, {...nobody, ...casters});
    return null;
  } catch (error) {
    return isRefusal(error) ? {code: error.code, ...error.extensions.facts} : error;
  }
};

test('an identity, a device and an app have each their own pace, in each round', () => {
  const pace = new CastingPace(() => now);
  const perMinute = {identity: 2, device: 3, app: 4};
  const cast = (identity: string, device: string, round?: number) =>
    refusal(pace, perMinute, {identity, device, app: 'union'}, round);
  expect([cast('ann', 'd1'), cast('ann', 'd1')]).toEqual([null, null]);
  expect(cast('ann', 'd2')).toEqual({code: 'BALLOT_TOO_FAST', whose: 'identity', retryAfterMs: 30_000});
  expect(cast('ben', 'd1')).toBeNull();
  expect(cast('cem', 'd1')).toEqual({code: 'BALLOT_TOO_FAST', whose: 'device', retryAfterMs: 20_000});
  // what was refused has used up nothing: of the app's four, three are gone
  expect(cast('cem', 'd3')).toBeNull();
  expect(cast('dan', 'd4')).toEqual({code: 'BALLOT_TOO_FAST', whose: 'app', retryAfterMs: 15_000});
  expect(cast('ann', 'd1', 2)).toBeNull();
  now += 30_000;
  expect(cast('ann', 'd5')).toBeNull();
});

test('what is not known or not limited has no pace', () => {
  const pace = new CastingPace(() => now);
  for (let each = 0; each < 1_000; each++) {
    expect(refusal(pace, {identity: 1}, {device: 'd', app: 'a'})).toBeNull();
    expect(refusal(pace, {}, {identity: 'i', device: 'd', app: 'a'})).toBeNull();
  }
});

test('a pace holds across the minutes in which what is old is forgotten', () => {
  const pace = new CastingPace(() => now);
  let passed = 0;
  for (let second = 0; second < 600; second++, now += 1_000) {
    if (refusal(pace, {identity: 30}, {identity: 'ann'}) === null) passed++;
  }
  expect(passed).toBe(329);
});
