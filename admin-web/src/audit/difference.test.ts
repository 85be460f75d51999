import {difference, nameIn, stateOf} from './difference';

const of = (before: object | null, after: object | null) =>
  difference(
    ...([before, after].map((state) => stateOf(state && JSON.stringify(state)) ?? undefined) as [undefined, undefined]),
  );

test.each([
  ['a field that changed', {name: 'a', code: 'x'}, {name: 'b', code: 'x'}, [[['name'], 'a', 'b']]],
  [
    'what came',
    null,
    {role: 'JUDGE', until: null},
    [
      [['role'], undefined, 'JUDGE'],
      [['until'], undefined, null],
    ],
  ],
  ['what went', {name: 'a'}, null, [[['name'], 'a', undefined]]],
  [
    'fields within fields',
    {limits: {perDay: 1, all: 2}},
    {limits: {perDay: 3, all: 2}},
    [[['limits', 'perDay'], 1, 3]],
  ],
  ['lists as wholes', {aliases: ['a']}, {aliases: ['a', 'b']}, [[['aliases'], ['a'], ['a', 'b']]]],
  ['things in lists by their names', null, {into: [{id: '1', code: 'ah.x'}]}, [[['into'], undefined, ['ah.x']]]],
  ['things without a name by all of them', null, {seats: [{id: 'j', n: 2}]}, [[['seats'], undefined, ['j 2']]]],
  ['nothing', {a: 1}, {a: 1}, []],
  ['neither', null, null, []],
])('%s', (_, before, after, changes) => {
  expect(of(before, after).map((each) => [each.path, each.before, each.after])).toEqual(changes);
});

test('what is no object, or no JSON, is shown as it is', () => {
  expect(stateOf('[1]')).toEqual({value: [1]});
  expect(stateOf('cut o')).toEqual({value: 'cut o'});
  expect(stateOf(null)).toBeNull();
});

test('a thing is called by what changed of it, if a name is among that', () => {
  expect(nameIn(stateOf('{"suspended":true}'), stateOf('{"displayName":"何苗"}'))).toBe('何苗');
  expect(nameIn(null, stateOf('{"n":1}'))).toBeNull();
});
