import {countsState} from './counts-notice';

const now = new Date('2024-08-10T12:00:00.000Z');
const ballot = {visibility: 'LIVE', delayMinutes: null, freezesAt: null, closesAt: null, frozen: false} as const;

test.each([
  ['live', {}],
  ['live', {freezesAt: '2024-08-12T12:00:00.000Z'}],
  ['soon', {freezesAt: '2024-08-11T11:59:59.999Z'}],
  ['frozen', {freezesAt: '2024-08-10T12:00:00.000Z'}],
  ['frozen', {frozen: true}],
  ['hidden', {visibility: 'HIDDEN'}],
  ['hidden', {visibility: 'HIDDEN', freezesAt: '2024-08-11T00:00:00.000Z'}],
  ['frozen', {visibility: 'HIDDEN', freezesAt: '2024-08-09T00:00:00.000Z'}],
  ['delayed', {visibility: 'DELAYED', delayMinutes: 10}],
  ['frozen', {visibility: 'DELAYED', delayMinutes: 10, freezesAt: '2024-08-09T00:00:00.000Z'}],
] as const)('counts are %s with %o', (state, more) => expect(countsState({...ballot, ...more}, now)).toBe(state));
