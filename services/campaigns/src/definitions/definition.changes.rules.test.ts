import {changesBetween} from './definition.changes.rules.js';

describe('what changed between two definitions', () => {
  it.each([
    ['nothing', {a: 1, b: [{key: 'x', n: 1}]}, {b: [{n: 1, key: 'x'}], a: 1}, []],
    ['a value', {a: {b: 1}}, {a: {b: 2}}, [{kind: 'CHANGED', path: 'a.b', before: '1', after: '2'}]],
    ['an entry more', {}, {a: 'x'}, [{kind: 'ADDED', path: 'a', before: null, after: 'x'}]],
    [
      'an item of a list with keys, wherever it stands',
      {
        s: [
          {key: 'a', n: 1},
          {key: 'b', n: 1},
        ],
      },
      {
        s: [
          {key: 'b', n: 2},
          {key: 'a', n: 1},
        ],
      },
      [{kind: 'CHANGED', path: 's[b].n', before: '1', after: '2'}],
    ],
    [
      'an item less',
      {s: [{key: 'a'}, {key: 'b'}]},
      {s: [{key: 'b'}]},
      [{kind: 'REMOVED', path: 's[a]', before: '{"key":"a"}', after: null}],
    ],
    [
      'a row of a unit',
      {r: [{unit: 'u', q: [1, 2]}]},
      {r: [{unit: 'u', q: [1, 3]}]},
      [{kind: 'CHANGED', path: 'r[u].q', before: '[1,2]', after: '[1,3]'}],
    ],
    [
      'items without keys, by their place',
      {h: [{role: 'A'}, {role: 'B'}]},
      {h: [{role: 'A'}, {role: 'C'}]},
      [{kind: 'CHANGED', path: 'h[1].role', before: 'B', after: 'C'}],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(changesBetween(before, after)).toEqual(expected);
  });

  it('is shortened where it is long', () => {
    expect(changesBetween({}, {a: 'x'.repeat(9_000)})[0].after).toHaveLength(501);
  });
});
