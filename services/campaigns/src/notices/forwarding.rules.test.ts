import {bindingOf, objectionTo} from './forwarding.rules.js';

const day = (n: number) => new Date(Date.UTC(2022, 7, n));
const set = (by: string, n: number) => ({by, at: day(n)});

describe('the deadline that binds a unit', () => {
  it.each([
    ['the campaign alone', day(30), [], {at: day(30), by: null}],
    ['an earlier one of the city', day(30), [set('city', 25)], {at: day(25), by: 'city'}],
    ['an earlier one still of the county', day(30), [set('city', 25), set('county', 20)], {at: day(20), by: 'county'}],
    ["the city's, which has moved before the county's", day(30), [set('city', 18), set('county', 20)], set('city', 18)],
    [
      "the campaign's, which has moved before both",
      day(10),
      [set('city', 18), set('county', 20)],
      {at: day(10), by: null},
    ],
    ['the higher of two equal ones', day(25), [set('city', 25)], {at: day(25), by: null}],
    ["a city's, while the campaign's is not known", null, [set('city', 25)], set('city', 25)],
    ['none', null, [], null],
  ])('is %s', (_, campaign, along, expected) => {
    const binding = bindingOf(campaign, along);
    expect(binding).toEqual(expected);
    // never later than anything above it
    for (const {at} of [...along, ...(campaign ? [{at: campaign}] : [])]) expect(binding!.at <= at).toBe(true);
  });

  it.each([
    ['later', 26, set('city', 25), true],
    ['equal', 25, set('city', 25), false],
    ['earlier', 24, set('city', 25), false],
    ['anything where nothing binds', 31, null, false],
  ])('a date that is %s', (_, asked, above, refused) => {
    expect(objectionTo(day(asked), above)).toEqual(refused ? above : null);
  });
});
