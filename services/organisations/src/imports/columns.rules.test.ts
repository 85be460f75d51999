import {columns, headings, joined, kindWords, levelWords, planColumns, separated, vocabulary} from './columns.rules.js';

const keyOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]/gu, '');
const words = vocabulary(keyOf, {referenceOf: (_, value) => value, isRegionCode: () => true});

test('every column, kind and level is recognised by its words in both languages and by its code', () => {
  for (const column of columns) {
    for (const heading of [headings[column].zh, headings[column].en, column])
      expect(words.column(heading)).toBe(column);
  }
  for (const [kind, {zh, en}] of Object.entries(kindWords))
    for (const word of [zh, en, kind, kind.toLowerCase()]) expect(words.kind(word)).toBe(kind);
  for (const [level, {zh, en}] of Object.entries(levelWords))
    for (const word of [zh, en, level]) expect(words.level(` ${word} `)).toBe(level);
});

test('no word stands for two things', () => {
  for (const table of [headings, kindWords, levelWords]) {
    const all = Object.entries(table).flatMap(([value, {zh, en, also = []}]) =>
      [...new Set([zh, en, ...also, value].map(keyOf))].map((word) => word),
    );
    expect(all.filter((word, index) => all.indexOf(word) !== index)).toEqual([]);
  }
});

test.each([
  [['单位代码', '单位名称', '主管单位', '备注', ''], {recognised: ['code', 'nameZh', 'parent'], ignored: ['备注']}],
  [[' CODE ', 'full name', 'parent code'], {recognised: ['code', 'nameZh', 'parentCode'], ignored: []}],
  [['名称', '类型'], {problem: 'MISSING', columns: ['code']}],
  [['甲', '乙'], {problem: 'MISSING', columns: ['code', 'nameZh']}],
  [['代码', '名称', '单位代码'], {problem: 'TWICE', heading: '单位代码'}],
])('the headings %j', (row, expected) => {
  const plan = planColumns(row, words);
  if ('problem' in plan) expect(plan).toEqual(expected);
  else expect({recognised: plan.recognised.map(({column}) => column), ignored: plan.ignored}).toEqual(expected);
});

test('aliases in one cell are told apart by what none of them holds', () => {
  expect(separated('广西省；广西| 桂 ;;\n')).toEqual(['广西省', '广西', '桂']);
  expect(separated(joined(['广西省', '甲；乙']))).toEqual(['广西省', '甲 乙']);
});
