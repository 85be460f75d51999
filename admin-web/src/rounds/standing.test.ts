import {cutLine, incomplete, matching, pageAfter} from './standing';

const row = (number: string, advances = false, missing = false) => ({
  advances,
  entry: {id: `e${number}`, number},
  submission: {title: `Song ${number}`, author: number === '002' ? '何苗' : '方圆'},
  organisation: {name: '合肥市总工会', shortName: '合肥'},
  scores: [{missing: false}, {missing}],
});
const rows = [row('001', true), row('002', true), row('003'), row('004', false, true)];
const numbers = (found: readonly {entry: {number: string}}[]) => found.map(({entry}) => entry.number);

test.each([
  ['', ['001', '002', '003', '004']],
  ['  ', ['001', '002', '003', '004']],
  ['003', ['003']],
  ['何苗', ['002']],
  ['song 合肥市', ['001', '002', '003', '004']],
  ['何苗 003', []],
])('the search %j finds %j', (search, found) => expect(numbers(matching(rows, search))).toEqual(found));

test.each([
  ['', ['001', '002', '003'], '3'],
  ['3', ['004'], null],
  ['4', ['001', '002', '003'], '3'],
  ['-1', ['001', '002', '003'], '3'],
  ['x', ['001', '002', '003'], '3'],
])('the page after %j holds %j, and the next is after %j', (after, held, next) => {
  const page = pageAfter(rows, after, 3);
  expect([numbers(page.rows), page.next]).toEqual([held, next]);
});

test('the cut runs under the last that advances', () => expect(cutLine(rows)).toEqual({under: 'e002', n: 2}));

test.each([
  ['nobody advances', rows.slice(2)],
  ['everybody does', rows.slice(0, 2)],
  ['there are no entries', []],
  ['some below advance by their votes alone', [row('001', true), row('002'), row('003', true), row('004')]],
])('where %s there is no line', (_, all) => expect(cutLine(all)).toBeNull());

test('entries that lack a component are counted', () => expect(incomplete(rows)).toBe(1));
