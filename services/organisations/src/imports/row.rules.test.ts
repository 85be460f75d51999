import {vocabulary, type Column} from './columns.rules.js';
import type {ImportMode} from './import.kinds.js';
import {judgeRow, readRow, type Cells, type There} from './row.rules.js';

const keyOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}\p{M}]/gu, '');
const words = vocabulary(keyOf, {
  referenceOf: (_, value) => (value === 'bad' ? null : value),
  isRegionCode: (text) => /^\d{6}$/.test(text),
});
const whole: Cells = {code: 'ah.x', nameZh: '某工会', parentCode: 'ah', kind: '基层工会', level: 'UNIT'};
const there: There = {
  ...{parentCode: 'ah', kind: 'GRASSROOTS_UNION', level: 'UNIT', nameZh: '某工会', nameEn: null},
  ...{shortNameZh: null, shortNameEn: null, regionCode: null, closed: false, aliasKeys: ['旧名']},
  references: [{system: 'uscc', value: '9134'}],
};

function judge(cells: Cells, known?: Partial<There> | null, i: {mode?: ImportMode; mine?: boolean} = {}) {
  const has = new Set<Column>([...Object.keys(whole), ...Object.keys(cells)] as Column[]);
  const {mode = 'ADD_AND_UPDATE', mine = true} = i;
  const read = readRow({...whole, ...cells}, has, words);
  const {outcome, problems, changes} = judgeRow(read, known ? {...there, ...known} : undefined, {mode, mine, keyOf});
  return [outcome, ...problems.map(({code, column}) => `${code} ${column}`), ...changes.map(({column}) => column)];
}

test.each<[string, Cells, string[]]>([
  ['is new if nothing is wrong', {}, ['NEW']],
  ['may have any letters in its name', {nameZh: '𠮷林省 Café №1（甲）'}, ['NEW']],
  ['may have a code in other letters', {code: ' ＡＨ．X '}, ['NEW']],
  ['needs a code', {code: ''}, ['REFUSED', 'CODE_MISSING code']],
  ['needs a code of the usual form', {code: 'a b'}, ['REFUSED', 'CODE_INVALID code']],
  ['needs a code that is no path', {code: '../x'}, ['REFUSED', 'CODE_INVALID code']],
  ['needs a code of at most 100 characters', {code: 'a'.repeat(101)}, ['REFUSED', 'CODE_INVALID code']],
  ['needs a name', {nameZh: '  '}, ['REFUSED', 'NAME_MISSING nameZh']],
  ['needs a name with something to read', {nameZh: '——'}, ['REFUSED', 'NAME_INVALID nameZh']],
  ['takes a name of 200 characters', {nameZh: '𠮷'.repeat(200)}, ['NEW']],
  ['takes none of 201', {nameZh: '名'.repeat(201)}, ['REFUSED', 'NAME_TOO_LONG nameZh']],
  ['takes no formula', {nameZh: '=cmd|calc'}, ['REFUSED', 'NAME_FORMULA nameZh']],
  ['takes no formula behind a guard', {nameZh: "'=cmd"}, ['REFUSED', 'NAME_FORMULA nameZh']],
  ['takes no formula as an alias', {aliases: '甲；+1'}, ['REFUSED', 'NAME_FORMULA aliases']],
  ['takes no NUL', {nameZh: '某\0工会'}, ['REFUSED', 'NAME_UNSEEN nameZh']],
  ['takes no zero-width space', {nameZh: '某\u200b工会'}, ['REFUSED', 'NAME_UNSEEN nameZh']],
  ['takes nothing that turns the writing direction', {nameEn: 'union\u202egnp'}, ['REFUSED', 'NAME_UNSEEN nameEn']],
  ['takes no line break', {shortNameZh: '某\n工会'}, ['REFUSED', 'NAME_UNSEEN shortNameZh']],
  ['takes no half of a character', {nameZh: '某\ud83d工会'}, ['REFUSED', 'NAME_UNSEEN nameZh']],
  ['needs a kind', {kind: ''}, ['REFUSED', 'KIND_MISSING kind']],
  ['needs a kind that is one', {kind: '公会'}, ['REFUSED', 'KIND_UNKNOWN kind']],
  ['needs a level that is one', {level: '9'}, ['REFUSED', 'LEVEL_UNKNOWN level']],
  ['has a region code of digits', {regionCode: '34O100'}, ['REFUSED', 'REGION_INVALID regionCode']],
  ['may have a region code in full width', {regionCode: '３４０１００'}, ['NEW']],
  [
    'has twenty aliases at most',
    {aliases: Array.from({length: 21}, (_, n) => `甲${n}`).join(';')},
    ['REFUSED', 'TOO_MANY_ALIASES aliases'],
  ],
  ['may have ids of other systems', {references: 'USCC：9134; member:7'}, ['NEW']],
  ['has ids with their system', {references: '9134'}, ['REFUSED', 'REFERENCE_INVALID references']],
  ['has ids that are some', {references: 'uscc:bad'}, ['REFUSED', 'REFERENCE_INVALID references']],
  ['has one id of a system', {references: 'a:1;a:2'}, ['REFUSED', 'REFERENCE_INVALID references']],
  ['says all that is wrong at once', {code: '', kind: 'x'}, ['REFUSED', 'CODE_MISSING code', 'KIND_UNKNOWN kind']],
])('a row %s', (_, cells, expected) => {
  expect(judge(cells)).toEqual(expected);
});

test.each<[string, Cells, Partial<There>, string[], {mode?: ImportMode; mine?: boolean}]>([
  ['that says the same changes nothing', {}, {}, ['UNCHANGED'], {}],
  ['of somebody else’s that says the same changes nothing', {}, {}, ['UNCHANGED'], {mine: false}],
  ['of somebody else’s is not changed', {nameZh: '新名'}, {}, ['REFUSED', 'CODE_TAKEN code'], {mine: false}],
  ['is changed where it differs', {nameZh: '新名', kind: '企业'}, {}, ['CHANGED', 'nameZh', 'kind'], {}],
  [
    'is not changed by an import that only adds',
    {nameZh: '新名'},
    {},
    ['REFUSED', 'DIFFERS nameZh', 'nameZh'],
    {mode: 'ADD'},
  ],
  ['loses what a blank cell takes away', {nameEn: ''}, {nameEn: 'Union'}, ['CHANGED', 'nameEn'], {}],
  ['keeps a parent that is left out', {parentCode: ''}, {}, ['UNCHANGED'], {}],
  ['is not moved', {parentCode: 'ah.wuhu'}, {}, ['REFUSED', 'PARENT_DIFFERS parentCode'], {}],
  ['gets aliases and loses none', {aliases: '新别名'}, {}, ['CHANGED', 'aliases'], {}],
  ['has an alias already', {aliases: '旧 名；某工会'}, {}, ['UNCHANGED'], {}],
  ['has an id of another system already', {references: 'uscc:9134'}, {}, ['UNCHANGED'], {}],
  ['gets another id', {references: 'uscc:9135'}, {}, ['CHANGED', 'references'], {}],
  ['keeps an id that is left out', {references: ''}, {}, ['UNCHANGED'], {}],
  ['is not changed once it is closed', {nameZh: '新名'}, {closed: true}, ['REFUSED', 'CLOSED code'], {}],
  ['keeps an odd name that it has', {nameZh: "'=odd"}, {nameZh: '=odd'}, ['UNCHANGED'], {}],
  ['gets no odd name', {nameZh: '=odder'}, {nameZh: '=odd'}, ['REFUSED', 'NAME_FORMULA nameZh'], {}],
])('an organisation %s', (_, cells, known, expected, i) => {
  expect(judge(cells, known, i)).toEqual(expected);
});
