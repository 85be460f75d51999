import type {MetricDefinition} from '@concours/schema/definition/plan';
import {counts, enterpriseKey, figureOf, measuresOf, ownAfter} from './counting.rules.js';

const metric = (count: MetricDefinition['count']): MetricDefinition => ({key: 'm', name: 'M', unit: 'u', count});
const report = (more: object = {}) => ({
  ...{participants: 3, workersReached: 0, publicists: 2, audience: 9, enterprise: null},
  ...more,
});
const visitsOrEvents = (rule: 'SUM' | 'GREATER') =>
  metric({
    either: [
      {key: 'visits', name: 'V', count: {distinct: 'enterprise'}},
      {key: 'events', name: 'E', count: {each: 'report'}},
    ],
    rule,
  });

describe('what one report counts for', () => {
  test.each<[string, MetricDefinition, object, string[]]>([
    ['each report', metric({each: 'report'}), {}, ['m']],
    ['a unit that reports', metric({distinct: 'unit'}), {}, ['m']],
    ['an enterprise that is named', metric({distinct: 'enterprise'}), {enterprise: '甲公司'}, ['m']],
    ['no enterprise', metric({distinct: 'enterprise'}), {}, []],
    ['a name of nothing but blanks', metric({distinct: 'enterprise'}), {enterprise: ' “” '}, []],
    ['a figure', metric({sum: 'publicists'}), {}, ['m']],
    ['a figure of 0', metric({sum: 'workersReached'}), {}, []],
    ['the register, which is counted for itself', metric({register: 'publicists'}), {}, []],
    ['the first side that it fills', visitsOrEvents('SUM'), {enterprise: '甲公司'}, ['m/visits']],
    ['the other side, when the first has nothing', visitsOrEvents('SUM'), {}, ['m/events']],
  ])('%s', (_, definition, more, expected) => {
    const sides = measuresOf([definition]).filter((measure) => counts(measure, report(more)));
    expect(sides.map(({id}) => id)).toEqual(expected);
    // one record fills one side of an alternative (A16)
    expect(sides.length).toBeLessThanOrEqual(1);
  });
});

describe('what a unit has brought', () => {
  test.each<[string, MetricDefinition['count'], boolean, number]>([
    ['as many as there are reports', {each: 'report'}, false, 1],
    ['itself', {distinct: 'unit'}, false, 1],
    ['the sum of a figure', {sum: 'publicists'}, false, 2],
    ['an enterprise that it holds', {distinct: 'enterprise'}, true, 1],
    ['nothing for an enterprise that another holds', {distinct: 'enterprise'}, false, 0],
  ])('is %s, and none of it once the report is gone', (_, count, holds, amount) => {
    const [measure] = measuresOf([metric(count)]);
    const one = ownAfter(measure, {reports: 0, amount: 0}, report(), 1, holds);
    expect(one).toEqual({reports: 1, amount});
    expect(ownAfter(measure, one, report(), -1, holds)).toEqual({reports: 0, amount: 0});
  });
});

test.each<['SUM' | 'GREATER', number]>([
  ['SUM', 12],
  ['GREATER', 7],
])('the sides of an either-or metric make one figure by %s', (rule, figure) => {
  expect(figureOf(visitsOrEvents(rule), {'m/visits': 5, 'm/events': 7})).toBe(figure);
  expect(figureOf(visitsOrEvents(rule), {})).toBe(0);
});

test.each([
  ['合肥某某有限公司', '合肥 某某有限公司'],
  ['ＡＢＣ公司', 'abc公司'],
  ['甲（集团）公司', '甲(集团)公司。'],
])('%s and %s are one enterprise', (one, other) => {
  expect(enterpriseKey(one)).toBe(enterpriseKey(other));
});
