import {Language, pick} from './languages.js';

test.each([
  [Language.ZH, '合肥'],
  [Language.EN, 'Hefei'],
])('a text in %s is %s', (language, expected) => {
  expect(pick({zh: '合肥', en: 'Hefei'}, language)).toBe(expected);
});
