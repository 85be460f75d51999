import type {MetricDefinition} from '@concours/schema/definition/plan';
import {chainOf} from '../path.rules.js';
import {type CountedEvent, figuresAt} from './event-figures.service.js';

const figures = {participants: 10, workersReached: 5, publicists: 1, audience: 100, enterprise: null};
const event = (id: string, organisationId: string, more: Partial<CountedEvent> = {}): CountedEvent => ({
  ...{id, organisationId, heldOn: '2022-05-10', approvedAt: 1, metrics: null, ...figures},
  ...more,
});

describe('figures of a given list', () => {
  const metrics = [
    {key: 'unions', name: 'U', unit: 'u', count: {distinct: 'unit'}},
    {key: 'events', name: 'E', unit: 'e', count: {each: 'report'}},
    {key: 'people', name: 'P', unit: 'p', count: {register: 'publicists'}},
    {key: 'met', name: 'M', unit: 'm', count: {sum: 'workersReached'}},
    {key: 'firms', name: 'F', unit: 'f', count: {distinct: 'enterprise'}},
    {
      ...{key: 'either', name: 'X', unit: 'x'},
      count: {
        rule: 'GREATER',
        either: [
          {key: 'firm', name: 'F', count: {distinct: 'enterprise'}},
          {key: 'event', name: 'E', count: {each: 'report'}},
        ],
      },
    },
  ] satisfies MetricDefinition[];
  const paths = new Map([
    ['city', 'p.c.'],
    ['plant', 'p.c.x.'],
    ['mill', 'p.d.'],
    ['elsewhere', 'q.'],
  ]);
  const ground = {metrics, paths, rootPath: 'p.', chainOf};

  test('are sums at each place above a unit, and units, enterprises and people count once', () => {
    const found = figuresAt(
      ground,
      [
        event('a', 'plant', {enterprise: '某厂', approvedAt: 5}),
        event('b', 'mill', {enterprise: '“某厂”', approvedAt: 4}),
        event('c', 'plant'),
        event('d', 'elsewhere'),
      ],
      new Map([['plant', 3]]),
    );
    expect(found.get('p.')).toEqual({unions: 2, events: 3, people: 3, met: 15, firms: 1, either: 1});
    expect(found.get('p.c.')).toEqual({unions: 1, events: 2, people: 3, met: 10, firms: 0, either: 1});
    expect(found.get('p.d.')).toMatchObject({events: 1, firms: 1});
    expect(found.has('q.')).toBe(false);
  });

  test('take from a campaign below what counts here, and no more', () => {
    const found = figuresAt(ground, [event('a', 'plant', {metrics: ['events', 'either']})], new Map());
    expect(found.get('p.')).toEqual({unions: 0, events: 1, people: 0, met: 0, firms: 0, either: 1});
  });
});
