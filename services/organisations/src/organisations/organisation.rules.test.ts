import {
  aliasesOf,
  keyOf,
  moveProblem,
  pathsAbove,
  planImport,
  searchKeysOf,
  segmentOf,
  type ImportRow,
  type Known,
} from './organisation.rules.js';

test.each([
  ['安徽省 总工会', '安徽省总工会'],
  ['ＡＨ．Hefei', 'ahhefei'],
  ['“互联网+会维权服务案例”', '互联网会维权服务案例'],
  ['𠮷林\u200b', '𠮷林'],
  ['100%_', '100'],
])('%s is found as %s', (text, key) => {
  expect(keyOf(text)).toBe(key);
});

test('search keys stand between bars, each once', () => {
  const sounds = (text: string) => (text === '安徽' ? {whole: 'anhui', initials: 'ah'} : null);
  expect(searchKeysOf(['ah', '安徽', null, 'AH', ' '], sounds)).toBe('|ah|安徽|anhui|');
});

test('an alias that says nothing new is dropped', () => {
  expect(aliasesOf(['广西省', '广 西 省', '', '广西'], ['广西'])).toEqual([{key: '广西省', text: '广西省'}]);
});

test('the paths above are the beginnings of a path', () => {
  expect(pathsAbove('a.b.c.')).toEqual(['a.', 'a.b.']);
  expect(pathsAbove('a.')).toEqual([]);
});

test.each([0, 35, 36 ** 6 - 1])('a segment of %d has six characters', (random) => {
  expect(segmentOf(random)).toMatch(/^[0-9a-z]{6}$/);
});

test.each([
  [{path: 'a.b.', depth: 2, deepest: 2}, {path: 'a.c.', depth: 2, closed: false}, null],
  [{path: 'a.b.', depth: 2, deepest: 2}, {path: 'a.b.', depth: 2, closed: false}, 'INTO_ITSELF'],
  [{path: 'a.b.', depth: 2, deepest: 5}, {path: 'a.b.c.d.', depth: 4, closed: false}, 'INTO_ITSELF'],
  [{path: 'a.b.', depth: 2, deepest: 2}, {path: 'a.bb.', depth: 2, closed: false}, null],
  [{path: 'a.b.', depth: 2, deepest: 5}, {path: 'a.c.', depth: 6, closed: false}, null],
  [{path: 'a.b.', depth: 2, deepest: 5}, {path: 'a.c.', depth: 7, closed: false}, 'TOO_DEEP'],
  [{path: 'a.b.', depth: 2, deepest: 2}, {path: 'a.c.', depth: 2, closed: true}, 'INTO_CLOSED'],
])('moving %j under %j: %s', (moved, parent, problem) => {
  expect(moveProblem(moved, parent, 10)).toBe(problem);
});

describe('the plan of an import', () => {
  const row = (code: string, parentCode: string | null, more: Partial<ImportRow> = {}): ImportRow => ({
    ...{code, parentCode, kind: 'FEDERATION', level: 'CITY', nameZh: code},
    ...more,
  });
  const known = new Map<string, Known>([
    [
      'root',
      {
        ...row('root', null),
        id: '1',
        parentCode: null,
        ...{path: 'r.', listPath: '000001', depth: 1, closed: false},
        nameEn: null,
        shortNameZh: null,
        shortNameEn: null,
      },
    ],
  ]);
  const plan = (rows: ImportRow[], may = true) => {
    const result = planImport(rows, known, () => may, 4);
    return {
      create: result.create.map((each) => rows[each.row].code),
      unchanged: result.unchanged,
      refused: result.refused.map((each) => `${rows[each.row].code} ${each.problem}`),
    };
  };
  const none = {create: [], unchanged: 0, refused: []};

  test.each<[string, ImportRow[], Partial<ReturnType<typeof plan>>]>([
    [
      'takes children before their parents',
      [row('c', 'b'), row('b', 'a'), row('a', 'root')],
      {create: ['a', 'b', 'c']},
    ],
    ['counts what is there already', [row('root', null)], {unchanged: 1}],
    ['changes nothing that is there', [row('root', null, {nameZh: '别名'})], {refused: ['root DIFFERS']}],
    ['takes a code once', [row('a', 'root'), row('a', 'root')], {create: ['a'], refused: ['a REPEATED']}],
    [
      'refuses an unknown parent and what hangs on it',
      [row('a', 'x'), row('b', 'a')],
      {refused: ['a PARENT_UNKNOWN', 'b PARENT_REFUSED']},
    ],
    [
      'refuses a loop and what hangs on it',
      [row('a', 'b'), row('b', 'a'), row('c', 'b')],
      {refused: ['a LOOP', 'b LOOP', 'c LOOP']},
    ],
    ['refuses a parent of itself', [row('a', 'a')], {refused: ['a LOOP']}],
    [
      'refuses what lies too deep, in whatever order it comes',
      [row('e', 'd'), row('d', 'c'), row('c', 'b'), row('b', 'a'), row('a', 'root')],
      {create: ['a', 'b', 'c'], refused: ['e PARENT_REFUSED', 'd TOO_DEEP']},
    ],
  ])('%s', (_, rows, expected) => {
    expect(plan(rows)).toEqual({...none, ...expected});
  });

  test('refuses rows below a unit that is closed', () => {
    const closed = new Map([['root', {...known.get('root')!, closed: true}]]);
    const {refused} = planImport([row('a', 'root')], closed, () => true, 4);
    expect(refused).toEqual([{row: 0, problem: 'PARENT_CLOSED'}]);
  });

  test('refuses rows below a place that is not the caller’s, one by one', () => {
    expect(plan([row('a', 'root'), row('b', 'a')], false)).toEqual({
      ...none,
      refused: ['a NOT_PERMITTED', 'b PARENT_REFUSED'],
    });
  });
});
