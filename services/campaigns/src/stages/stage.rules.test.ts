import type {StageDefinition} from '@concours/schema/definition/stage';
import {closedAt, openedAt, overridesThatHold, stateOf, withOverride} from './stage.rules.js';

const at = (text: string) => new Date(`2024-08-${text}Z`);
const vote = {opensAt: at('07T00:00:00.000'), closesAt: at('16T23:59:59.999')};

describe('the state of a stage', () => {
  it.each([
    ['a millisecond before it opens', vote, '06T23:59:59.999', 'PLANNED'],
    ['in its first millisecond', vote, '07T00:00:00.000', 'OPEN'],
    ['in its last millisecond', vote, '16T23:59:59.999', 'OPEN'],
    ['a millisecond after', vote, '17T00:00:00.000', 'CLOSED'],
    ['without a beginning', {opensAt: null, closesAt: at('16T00:00:00.000')}, '07T00:00:00.000', 'UNRESOLVED'],
    [
      'without a beginning, after its end',
      {opensAt: null, closesAt: at('16T00:00:00.000')},
      '17T00:00:00.000',
      'CLOSED',
    ],
    ['without an end', {opensAt: at('07T00:00:00.000'), closesAt: null}, '31T00:00:00.000', 'OPEN'],
    ['without any date', {opensAt: null, closesAt: null}, '31T00:00:00.000', 'UNRESOLVED'],
  ])('%s', (_, window, now, expected) => {
    expect(stateOf(window, at(now))).toBe(expected);
  });

  it('opened by hand before its time keeps its planned end', () => {
    const now = at('01T12:00:00.000');
    expect(openedAt(vote, now)).toEqual({opensAt: now, closesAt: vote.closesAt});
  });

  it('opened again by hand after its end has none', () => {
    const now = at('20T12:00:00.000');
    expect(openedAt(vote, now)).toEqual({opensAt: now, closesAt: null});
  });

  it('closed by hand names an instant ahead', () => {
    expect(closedAt(vote, at('10T12:00:00.000'), 3_000)).toEqual({
      opensAt: vote.opensAt,
      closesAt: at('10T12:00:03.000'),
    });
  });
});

describe('what was done by hand', () => {
  const override = {stage: 'vote', opensAt: null, closesAt: null, reason: 'r'};
  const stage: StageDefinition = {key: 'vote', name: 'Vote', kind: 'VOTE', from: '2024-08-07', until: '2024-08-16'};

  it('is kept once for a stage, the newest', () => {
    expect(withOverride([override], {...override, reason: 's'})).toEqual([{...override, reason: 's'}]);
  });

  it.each([
    ['holds while the dates stay', {...stage, name: 'Other'}, 1],
    ['gives way to other dates', {...stage, until: '2024-08-17'}, 0],
    ['goes with its stage', {...stage, key: 'other'}, 0],
  ])('%s', (_, after, count) => {
    expect(overridesThatHold([override], [stage], [after])).toHaveLength(count);
  });
});
