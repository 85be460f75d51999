import {dayOfIdentity, isDevice} from './origin.js';

test.each([
  ['2024-08-07', 20240807],
  ['2024-02-29', 20240229],
  ['2023-02-29', null],
  ['2024-13-01', null],
  ['2024-8-7', null],
  ['2024-08-07T00:00:00Z', null],
  ['yesterday', null],
  ['', null],
  [undefined, null],
])('an identity since %s is of the day %s', (since, day) => expect(dayOfIdentity(since)).toBe(day));

test.each([
  ['d', true],
  ['x'.repeat(128), true],
  ['x'.repeat(129), false],
  ['', false],
  ['two words', false],
  ['手机', false],
  [undefined, false],
])('%j may name a device: %s', (device, may) => expect(isDevice(device)).toBe(may));
