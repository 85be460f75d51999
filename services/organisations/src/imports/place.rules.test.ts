import {chooseParent, waves, type Candidate} from './place.rules.js';

const of = (code: string, by: Candidate['by'], reachable = true): Candidate => ({code, name: code, by, reachable});

test.each<[string, Candidate[], string | string[] | null]>([
  ['nobody', [], null],
  ['the only one', [of('gx', 'ALIAS')], 'gx'],
  ['a full name before an alias', [of('gx', 'ALIAS'), of('gx.s', 'NAME')], 'gx.s'],
  ['one that is found twice', [of('gx', 'ALIAS'), of('gx', 'SHORT_NAME')], 'gx'],
  ['neither of two', [of('a', 'NAME'), of('b', 'NAME')], ['a', 'b']],
  ['neither of a short name and an alias', [of('a', 'SHORT_NAME'), of('b', 'ALIAS')], ['a', 'b']],
  ['the one within reach', [of('a', 'NAME', false), of('b', 'ALIAS')], 'b'],
  ['nobody beyond reach', [of('a', 'NAME', false)], null],
])('a name means %s', (_, candidates, expected) => {
  const choice = chooseParent(candidates);
  const said = choice && ('match' in choice ? choice.match.code : choice.ambiguous.map(({code}) => code));
  expect(said).toEqual(expected);
});

test('a row is written in the pass after its parent’s if it stands before it, and in the same one if not', () => {
  const order = [
    {row: 5, parent: undefined},
    {row: 3, parent: 5},
    {row: 6, parent: 5},
    {row: 4, parent: 3},
    {row: 1, parent: 3},
  ];
  expect([...waves(order)]).toEqual([
    [5, 0],
    [3, 1],
    [6, 0],
    [4, 1],
    [1, 2],
  ]);
});
