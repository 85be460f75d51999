import {columnsOf, judgeCounts, votesOf, type WrittenCount} from './counts-table.rules.js';
import {typeOf} from './file-type.rules.js';

const entries = [
  {id: 'a', number: '001', title: '劳动者之歌', withdrawn: false},
  {id: 'b', number: '002', title: '《追光》', withdrawn: false},
  {id: 'c', number: '003', title: '追光', withdrawn: false},
  {id: 'd', number: '004', title: '远方', withdrawn: true},
];
const row = (number: string, title: string, votes: string, odd = false): WrittenCount => ({
  row: 2,
  number,
  title,
  votes,
  odd,
});
const judged = (...rows: WrittenCount[]) => judgeCounts(rows, entries);

test.each([
  ['0', 0],
  ['12345', 12_345],
  ['12,345', 12_345],
  ['1,234,567', 1_234_567],
  ['999999999', 999_999_999],
  ['007', 7],
  ['1000000000', null],
  ['12,34', null],
  ['1,2345', null],
  [',123', null],
  ['1.5', null],
  ['12.0', null],
  ['1.2万', null],
  ['１２', null],
  ['-1', null],
  ['+1', null],
  ['1e3', null],
  ['0x10', null],
  ['', null],
])('votes written %j are %p', (text, votes) => expect(votesOf(text)).toBe(votes));

test.each<[string, WrittenCount, string | null, string | null]>([
  ['a number as it is shown', row('001', '', '5'), 'a', null],
  ['a number whose zeros a spreadsheet dropped', row(' 1 ', '', '5'), 'a', null],
  ['a number with its title', row('1', '劳动者 之歌', '5'), 'a', null],
  ['a title alone', row('', '劳动者之歌', '5'), 'a', null],
  ['a title that two entries have, but for its marks', row('', '追光', '5'), null, 'TITLE_AMBIGUOUS'],
  ['a number told from its namesake', row('3', '追光', '5'), 'c', null],
  ['a row that slipped', row('001', '追光', '5'), 'a', 'TITLE_DIFFERS'],
  ['a number of nobody', row('9', '劳动者之歌', '5'), null, 'ENTRY_UNKNOWN'],
  ['a title of nobody', row('', '别的歌', '5'), null, 'ENTRY_UNKNOWN'],
  ['nothing at all', row('', '', '5'), null, 'ENTRY_UNKNOWN'],
  ['a withdrawn entry', row('4', '', '5'), 'd', null],
  ['no votes', row('1', '', ' '), 'a', 'VOTES_MISSING'],
  ['votes in words', row('1', '', '很多'), 'a', 'VOTES_INVALID'],
  ['votes by a formula', row('1', '', '5', true), 'a', 'VOTES_FORMULA'],
])('a row with %s', (_, written, entry, fault) => {
  const [only] = judged(written).rows;
  expect([only!.entry?.id ?? null, only!.fault]).toEqual([entry, fault]);
});

test('a table is whole when every entry that takes part has one sound row', () => {
  const [a, b, c] = [row('1', '', '5'), row('2', '', '0'), row('3', '', '7')];
  expect(judged(a!, b!, c!)).toMatchObject({whole: true, missing: [], total: 12});
  expect(judged(a!, b!)).toMatchObject({whole: false, missing: [{id: 'c'}], total: 5});
  expect(judged(a!, b!, c!, {...a!, votes: '100'})).toMatchObject({whole: false, total: 12});
  expect(judged(a!, b!, {...c!, votes: 'x'})).toMatchObject({whole: false, missing: [], total: 5});
  expect(judgeCounts([], [])).toMatchObject({whole: false});
});

test.each([
  [['编号', '作品', '票数'], {number: 0, title: 1, votes: 2}],
  [['Votes', ' Number '], {number: 1, votes: 0}],
  [['作品名称', '备注', '得票数'], {title: 0, votes: 2}],
  [['编号', '作品'], null],
  [['票数'], null],
  [[], null],
])('the columns of %j', (cells, columns) => {
  const found = columnsOf(cells);
  expect(found && Object.fromEntries(found)).toEqual(columns);
});

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
test.each<[string, Buffer, string, string | null]>([
  ['a PDF', bytes('255044462d312e37'), 'x.pdf', 'application/pdf'],
  ['a PDF that says it is a table', bytes('255044462d312e37'), 'x.csv', 'application/pdf'],
  ['a picture', bytes('89504e470d0a1a0a00'), 'x', 'image/png'],
  ['a photo', bytes('ffd8ffe000104a464946'), 'x.JPG', 'image/jpeg'],
  ['a table', Buffer.from('编号,票数'), 'x.csv', 'text/csv'],
  ['a table in UTF-16', bytes('fffe4e002c00'), 'x.csv', 'text/csv'],
  ['an archive', bytes('504b0304140000'), 'x.zip', null],
  ['an official document', bytes('504b0304140000'), 'x.ofd', 'application/ofd'],
  ['a page', Buffer.from('<html>'), 'x.html', null],
  ['a program that says it is a table', bytes('4d5a9000030000'), 'x.csv', null],
  ['an old workbook', bytes('d0cf11e0a1b11ae1'), 'x.xls', null],
])('%s is told by how it begins', (_, head, name, type) => expect(typeOf(head, name)).toBe(type));
