import {isCreditCode, referenceOf, REGION_CODE, regionBeginning} from './external-reference.rules.js';

/** The check character that belongs to 17 others, found by trying. */
const complete = (text: string): string =>
  [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].map((last) => text + last).find(isCreditCode) ?? '';

test('of all last characters one verifies the others', () => {
  const beginning = '81340000MC000001X'; // 8: a union, 34: the province
  const codes = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].map((last) => beginning + last).filter(isCreditCode);
  expect(codes).toHaveLength(1);
});

test('a published example of the standard verifies', () => {
  expect(isCreditCode('91350100M000100Y43')).toBe(true);
});

test.each([
  ['one character is another', '91350100M000100Y44'],
  ['two characters changed places', '91351000M000100Y43'],
  ['a letter that is not used', '91350100M000100O43'],
  ['too short', '91350100M000100Y4'],
  ['too long', '91350100M000100Y433'],
])('no credit code: %s', (_, text) => {
  expect(isCreditCode(text)).toBe(false);
});

test.each([
  ['uscc', '91350100m000100y43 ', '91350100M000100Y43'],
  ['uscc', '９１３５０１００Ｍ０００１００Ｙ４３', '91350100M000100Y43'],
  ['uscc', '91350100M000100Y44', null],
  ['membership', ' 00-17 ', '00-17'],
  ['membership', 'a b', null],
  ['membership', 'a\u200bb', null],
  ['membership', ' ', null],
])('of %s, %j is kept as %j', (system, value, kept) => {
  expect(referenceOf(system, value)).toBe(kept);
});

test('keeps what is complete', () => {
  expect(referenceOf('uscc', complete('81340000MC000001X'))).toMatch(/^81340000MC000001X.$/);
});

test.each([
  ['340000', '34', true],
  ['340100', '3401', true],
  ['340104', '340104', true],
  ['340104001', '340104001', true],
  ['3401', '3401', false],
  ['000000', '00', false],
  ['990000', '99', false],
  ['34010', '34010', false],
])('the region %s begins with %s; whole: %s', (code, beginning, whole) => {
  expect(regionBeginning(code)).toBe(beginning === '00' ? '00' : beginning);
  expect(REGION_CODE.test(code)).toBe(whole);
});
