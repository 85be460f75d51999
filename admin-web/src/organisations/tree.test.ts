import {moveFor, rowsOf, typedMove, type Branch, type TreeNode} from './tree';

const node = (id: string, childCount = 0): TreeNode => ({
  id,
  name: id,
  code: id,
  kind: 'FEDERATION',
  childCount,
  closed: false,
});
const branch = (nodes: TreeNode[], totalCount = nodes.length, loading = false): Branch => ({
  nodes,
  totalCount,
  endCursor: null,
  loading,
});
const roots = [node('ah', 3)];
const keys = (branches: [string, Branch][], open: string[]) =>
  rowsOf(roots, new Map(branches), new Set(open)).map(({key, depth}) => `${depth} ${key}`);

test('a closed tree is its roots', () => {
  expect(keys([], [])).toEqual(['0 ah']);
});

test('an open node is followed by its children, and theirs', () => {
  const branches: [string, Branch][] = [
    ['ah', branch([node('hf', 1), node('bb')])],
    ['hf', branch([node('hf1')])],
  ];
  expect(keys(branches, ['ah', 'hf'])).toEqual(['0 ah', '1 hf', '2 hf1', '1 bb']);
});

test('what is not read yet says so, and what is left can be asked for', () => {
  expect(keys([], ['ah'])).toEqual(['0 ah', '1 loading ah']);
  expect(rowsOf(roots, new Map([['ah', branch([node('hf')], 3)]]), new Set(['ah'])).at(-1)).toMatchObject({
    type: 'more',
    left: 2,
  });
});

const rows = rowsOf(roots, new Map([['ah', branch([node('hf', 2), node('bb')])]]), new Set(['ah']));
test.each([
  ['ArrowDown', 0, {focus: 1}],
  ['ArrowDown', 2, {focus: 2}],
  ['ArrowUp', 0, {focus: 0}],
  ['End', 0, {focus: 2}],
  ['Home', 2, {focus: 0}],
  ['ArrowRight', 0, {focus: 1}],
  ['ArrowRight', 1, {open: 'hf'}],
  ['ArrowRight', 2, null],
  ['ArrowLeft', 0, {close: 'ah'}],
  ['ArrowLeft', 2, {focus: 0}],
  ['PageDown', 0, {focus: 2}],
  ['PageUp', 2, {focus: 0}],
  ['a', 0, null],
] as const)('%s on row %i does %o', (key, at, move) => {
  expect(moveFor(key, rows, at)).toEqual(move);
});

test.each([
  ['h', 0, {focus: 1}],
  ['b', 0, {focus: 2}],
  ['H', 1, {focus: 1}],
  ['a', 2, {focus: 0}],
  ['bb', 0, {focus: 2}],
  ['hf', 1, {focus: 1}],
  ['hh', 0, {focus: 1}],
  ['zz', 0, null],
])('typing %s on row %i goes to %o', (typed, at, move) => {
  expect(typedMove(typed, rows, at)).toEqual(move);
});
