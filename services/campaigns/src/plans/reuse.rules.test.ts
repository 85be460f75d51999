import {countedAbove, type Reused} from './reuse.rules.js';

const campaign = (key: string, metrics: string[], parents: Reused['parents'] = []): [string, Reused] => [
  key,
  {key, metrics, parents},
];

describe('where the reports of a campaign are counted besides', () => {
  test.each<[string, [string, Reused][], Record<string, string[]>]>([
    ['nowhere without a parent', [campaign('area', ['events'])], {}],
    [
      'above it, by equal keys',
      [campaign('area', ['events', 'own'], [{campaign: 'city'}]), campaign('city', ['events', 'more'])],
      {city: ['events']},
    ],
    [
      'for what its lines say, and not where they say null',
      [
        campaign(
          'area',
          ['events', 'people'],
          [
            {
              campaign: 'city',
              metrics: [
                {metric: 'events', to: 'either'},
                {metric: 'people', to: null},
              ],
            },
          ],
        ),
        campaign('city', ['either', 'people', 'events']),
      ],
      {city: ['either']},
    ],
    [
      'at every level, by what each level does with it',
      [
        campaign('area', ['e'], [{campaign: 'city', metrics: [{metric: 'e', to: 'events'}]}]),
        campaign('city', ['events'], [{campaign: 'nation', metrics: [{metric: 'events', to: 'either'}]}]),
        campaign('nation', ['either', 'e']),
      ],
      {city: ['events'], nation: ['either']},
    ],
    [
      'once where two ways lead to the same, by the shorter one',
      [
        campaign('area', ['e'], [{campaign: 'city'}, {campaign: 'nation', metrics: [{metric: 'e', to: 'direct'}]}]),
        campaign('city', ['e'], [{campaign: 'nation', metrics: [{metric: 'e', to: 'around'}]}]),
        campaign('nation', ['direct', 'around']),
      ],
      {city: ['e'], nation: ['direct']},
    ],
    [
      'and never in itself, in a ring',
      [campaign('area', ['e'], [{campaign: 'city'}]), campaign('city', ['e'], [{campaign: 'area'}])],
      {city: ['e']},
    ],
  ])('%s', (_, campaigns, expected) => {
    expect(Object.fromEntries(countedAbove('area', new Map(campaigns)))).toEqual(expected);
  });
});
