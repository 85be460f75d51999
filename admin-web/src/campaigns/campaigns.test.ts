import {calendarOf} from './calendar';

const now = new Date('2024-08-10T00:00:00Z');
const stage = (id: string, opensAt: string | null, closesAt: string | null) => ({id, opensAt, closesAt});

test('stages stand in proportion, today among them', () => {
  const {bars, today, undated} = calendarOf(
    [
      stage('intake', '2024-06-25T00:00:00Z', '2024-08-10T00:00:00Z'),
      stage('vote', '2024-08-10T00:00:00Z', '2024-09-25T00:00:00Z'),
      stage('sum', null, null),
    ],
    now,
  );
  const [intake, vote] = bars;
  expect(today).toBeCloseTo(0.5);
  expect(intake!.to).toBeCloseTo(vote!.from);
  expect(intake!.to - intake!.from).toBeCloseTo(vote!.to - vote!.from);
  expect(undated).toEqual(['sum']);
});

test('a stage with one known end runs to the edge of the picture', () => {
  const [first, second] = calendarOf(
    [stage('a', null, '2024-08-01T00:00:00Z'), stage('b', '2024-08-05T00:00:00Z', null)],
    now,
  ).bars;
  expect([first!.from, first!.openStart, second!.to, second!.openEnd]).toEqual([0, true, 1, true]);
});

test('today is not drawn where it lies outside, and nothing dated draws nothing', () => {
  expect(calendarOf([stage('a', '2020-01-01T00:00:00Z', '2020-02-01T00:00:00Z')], now).today).toBeNull();
  expect(calendarOf([stage('a', null, null)], now)).toEqual({bars: [], undated: ['a'], today: null, ticks: []});
});

test('the axis names at most eight months', () => {
  const {ticks} = calendarOf([stage('a', '2019-01-01T00:00:00Z', '2024-01-01T00:00:00Z')], now);
  expect(ticks.length).toBeLessThanOrEqual(8);
  expect(ticks.every(({share}) => share >= 0 && share <= 1)).toBe(true);
});
