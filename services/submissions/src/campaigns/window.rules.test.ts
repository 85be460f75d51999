import {instantOf} from '@concours/kernel/zone';
import type {TrackDefinition} from '@concours/schema/definition/track';
import {type Calendar, intakeWindow, lastMoment, windowState} from './window.rules.js';

const track: TrackDefinition = {key: 't', name: 't', kind: 'SONG', hosting: []};
const calendar: Calendar = {
  definition: {
    campaign: {key: 'c', title: 'c', timezone: 'Asia/Shanghai', owner: 'o', hosting: []},
    stages: [
      {key: 'early', name: 'early', kind: 'REPORTING'},
      {key: 'intake', name: 'intake', kind: 'INTAKE'},
    ],
  },
  stages: [{key: 'intake', opensAt: '2024-06-24T16:00:00.000Z', closesAt: '2024-07-31T15:59:59.999Z'}],
  overrides: [],
};
const end = (change: Partial<Calendar>, more: Partial<TrackDefinition> = {}) =>
  intakeWindow({...calendar, ...change}, {...track, ...more}, instantOf)?.closesAt?.toISOString() ?? null;

describe('when a track takes works in', () => {
  it('is its intake stage, or the first of that kind', () => {
    expect(end({})).toBe('2024-07-31T15:59:59.999Z');
    expect(end({}, {intake: 'intake'})).toBe('2024-07-31T15:59:59.999Z');
    expect(intakeWindow(calendar, {...track, intake: 'nothing'}, instantOf)).toBeNull();
  });

  it('is an intake stage of its own before the one for all, and never one of other tracks alone (R26)', () => {
    const stages = [
      {key: 'others', name: 'o', kind: 'INTAKE' as const, tracks: ['x']},
      {key: 'intake', name: 'i', kind: 'INTAKE' as const},
      {key: 'own', name: 'own', kind: 'INTAKE' as const, tracks: ['t']},
    ];
    const at = (keys: string[]) =>
      intakeWindow(
        {
          ...calendar,
          definition: {...calendar.definition, stages: stages.filter(({key}) => keys.includes(key))},
          stages: stages.map(({key}) => ({key, opensAt: null, closesAt: `2024-0${key.length}-01T00:00:00.000Z`})),
        },
        track,
        instantOf,
      )?.closesAt?.toISOString();
    expect(at(['others', 'intake', 'own'])).toBe('2024-03-01T00:00:00.000Z');
    expect(at(['others', 'intake'])).toBe('2024-06-01T00:00:00.000Z');
    expect(at(['others'])).toBeUndefined();
  });

  it("ends with the track's own deadline, in the campaign's zone and inclusive (A11)", () => {
    expect(end({}, {deadline: '2024-08-30'})).toBe('2024-08-30T15:59:59.999Z');
    expect(end({}, {deadline: '2024-08-30T12:00'})).toBe('2024-08-30T04:00:59.999Z');
  });

  it('is as it was changed by hand, whatever the deadline', () => {
    const closed = '2024-07-10T00:00:00.000Z';
    const stages = (closesAt: string | null) => [{...calendar.stages[0], closesAt}];
    expect(
      end({stages: stages(closed), overrides: [{stage: 'intake', closesAt: closed}]}, {deadline: '2024-08-30'}),
    ).toBe(closed);
    expect(
      end({stages: stages(null), overrides: [{stage: 'intake', closesAt: null}]}, {deadline: '2024-08-30'}),
    ).toBeNull();
    expect(end({overrides: [{stage: 'intake', closesAt: null}]}, {deadline: '2024-08-30'})).toBe(
      '2024-08-30T15:59:59.999Z',
    );
  });

  it.each([
    ['2024-07-31', '2024-07-31T23:59:59.999'],
    ['2024-07-31T23:59', '2024-07-31T23:59:59.999'],
    ['2024-07-31T23:59:59', '2024-07-31T23:59:59.999'],
  ])('lasts through the whole of %s', (moment, last) => {
    expect(lastMoment(moment)).toBe(last);
  });

  it.each([
    [null, 'NOT_OPEN'],
    [{opensAt: null, closesAt: null}, 'NOT_OPEN'],
    [{opensAt: new Date(1000), closesAt: null}, 'OPEN'],
    [{opensAt: new Date(1001), closesAt: null}, 'NOT_OPEN'],
    [{opensAt: new Date(0), closesAt: new Date(1000)}, 'OPEN'],
    [{opensAt: new Date(0), closesAt: new Date(999)}, 'CLOSED'],
  ])('%j is, at the second second, %s', (window, state) => {
    expect(windowState(window, new Date(1000))).toBe(state);
  });
});
