import type {TrackDefinition} from '@concours/schema/definition/track';
import type {UnitClass} from '@concours/schema/definition/unit-class';
import {capOf, classification, classOf, type Unit} from './cap.rules.js';

const classes: UnitClass[] = [
  {key: 'county', name: 'county', levels: ['DIRECT_COUNTY'], except: ['ah.big']},
  {
    key: 'city',
    name: 'city',
    kinds: ['FEDERATION', 'INDUSTRY_UNION'],
    levels: ['CITY', 'PROVINCE'],
    units: ['ah.port'],
  },
  {key: 'named', name: 'named', units: ['ah.academy']},
  {key: 'member', name: 'member', kinds: ['GRASSROOTS_UNION', 'COMPANY']},
];
const track: TrackDefinition = {
  key: 't',
  name: 't',
  kind: 'SONG',
  hosting: [],
  recommendation: {
    caps: [
      {class: 'city', most: 20},
      {class: 'county', most: 8},
      {class: 'member', most: 3},
    ],
  },
};
const unit = (code: string, kind: string, level: string): Unit => ({code, kind, level});

describe('the cap of a unit (R78)', () => {
  it.each<[string, Unit, string | null, number | null]>([
    ['a city federation', unit('ah.hefei', 'FEDERATION', 'CITY'), 'city', 20],
    ['a provincial industry union', unit('ah.rail', 'INDUSTRY_UNION', 'PROVINCE'), 'city', 20],
    ['a county run directly', unit('ah.gd', 'FEDERATION', 'DIRECT_COUNTY'), 'county', 8],
    ['one that its class leaves out', unit('ah.big', 'FEDERATION', 'DIRECT_COUNTY'), null, null],
    ['one that another class names', unit('ah.port', 'COMPANY', 'UNIT'), 'city', 20],
    ['a grassroots union', unit('ah.mill', 'GRASSROOTS_UNION', 'UNIT'), 'member', 3],
    ['one of a class that has no cap', unit('ah.academy', 'DEPARTMENT', 'UNIT'), 'named', null],
    ['one of no class', unit('ah.news', 'MEDIA', 'PROVINCE'), null, null],
  ])('%s', (_who, who, key, most) => {
    expect(classOf(classes, who)?.key ?? null).toBe(key);
    expect(capOf(track, classes, who)?.most ?? null).toBe(most);
  });

  it.each<[string, Unit, string, string[]]>([
    ['by rule', unit('ah.hefei', 'FEDERATION', 'CITY'), 'RULE', []],
    ['by name, against the rules', unit('ah.port', 'COMPANY', 'UNIT'), 'NAMED', []],
    ['by exception of none', unit('ah.big', 'FEDERATION', 'DIRECT_COUNTY'), 'NONE', ['county']],
    ['by no rule of none', unit('ah.news', 'MEDIA', 'PROVINCE'), 'NONE', []],
  ])('says why: %s', (_why, who, reason, exceptedFrom) => {
    const found = classification(classes, who);
    expect([found.reason, found.exceptedFrom.map(({key}) => key)]).toEqual([reason, exceptedFrom]);
  });

  it('takes everybody into a class that says nothing', () => {
    expect(classOf([{key: 'all', name: 'all'}], unit('x', 'MEDIA', 'ZONE'))?.key).toBe('all');
  });
});
