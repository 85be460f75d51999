import type {Definition} from '@concours/schema/definition/definition';
import {campaignImpact, type Held} from './campaign-impact.rules.js';

const stage = {key: 'intake', from: '2024-06-01', until: '2024-07-31'};
const plan = {
  metrics: [{key: 'events', count: {each: 'report'}}],
  reports: {forms: [{key: 'talk'}, {key: 'quiz'}]},
};
const of = (more: object) => ({stages: [stage], plan, ...more}) as unknown as Definition;
const held: Held = {opened: ['intake'], reports: {talk: 3}, counted: {events: 3}};

describe('what another definition would do to what is there', () => {
  it.each([
    ['the same', of({}), []],
    ['another end of a stage', of({stages: [{...stage, until: '2024-08-31'}]}), []],
    ['another beginning', of({stages: [{...stage, from: '2024-06-20'}]}), [['STAGE_MOVED', 'stages[intake].from', 1]]],
    ['a stage less', of({stages: []}), [['STAGE_GONE', 'stages[intake]', 1]]],
    ['no plan', of({plan: undefined}), [['PLAN_GONE', 'plan', 3]]],
    [
      'a form less that was used',
      of({plan: {...plan, reports: {forms: [{key: 'quiz'}]}}}),
      [['FORM_GONE', 'plan.reports.forms[talk]', 3]],
    ],
    ['a form less that was not', of({plan: {...plan, reports: {forms: [{key: 'talk'}]}}}), []],
    ['a metric less', of({plan: {...plan, metrics: []}}), [['METRIC_GONE', 'plan.metrics[events]', 3]]],
    [
      'a metric that is counted otherwise',
      of({plan: {...plan, metrics: [{key: 'events', count: {sum: 'audience'}}]}}),
      [['COUNTED_ANEW', 'plan.metrics[events].count', 3]],
    ],
  ])('%s', (_, after, expected) => {
    expect(campaignImpact(of({}), after, held).map(({code, place, count}) => [code, place, count])).toEqual(expected);
  });
});
