import {isMet, outermost, overwritten, sumOf, targetsIn} from './target.rules.js';

test('a number that is not there is none, and not 0 (A18)', () => {
  expect(targetsIn(['a', 'b', 'c'], [0, null])).toEqual({a: 0, b: null, c: null});
  expect(sumOf([{a: 0, b: null}, {a: 3}])).toEqual({a: 3});
  expect(overwritten({a: 1, b: 2}, {a: 0, b: null, c: 5})).toEqual({a: 0, c: 5});
});

test.each([
  ['AT_LEAST', 3, 3, true],
  ['AT_LEAST', 3, 2, false],
  ['AT_MOST', 3, 3, true],
  ['AT_MOST', 3, 4, false],
  ['AT_LEAST', 0, 0, true],
  ['AT_LEAST', null, 9, null],
] as const)('%s %p is met by %p: %p', (direction, target, done, met) => {
  expect(isMet({direction}, target, done)).toBe(met);
});

test('places below others are left out before figures are added', () => {
  const places = ['a.b.', 'a.', 'c.d.e.', 'c.d.', 'c.dd.'].map((path) => ({path}));
  expect(outermost(places).map(({path}) => path)).toEqual(['a.', 'c.d.', 'c.dd.']);
});
