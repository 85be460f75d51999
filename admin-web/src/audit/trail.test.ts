import {fresh} from './trail';

const rows = (...ids: string[]) => ids.map((id) => ({id}));

test.each([
  ['two are new', ['c', 'b', 'a'], ['e', 'd', 'c'], ['e', 'd'], false],
  ['none is', ['c', 'b', 'a'], ['c', 'b', 'a'], [], false],
  ['so many that the list does not reach them', ['c', 'b', 'a'], ['z', 'y', 'x'], ['z', 'y', 'x'], true],
  ['the first at all', [], ['b', 'a'], ['b', 'a'], false],
  ['one that was sealed late stands between known ones', ['d', 'b', 'a'], ['d', 'c', 'b'], ['c'], false],
  ['nothing there', [], [], [], false],
])('%s', (_, known, page, found, gap) => {
  expect(fresh(rows(...known), rows(...page))).toEqual({rows: rows(...found), gap});
});
