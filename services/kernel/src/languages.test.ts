import {Language, pick} from './languages.js';

const name = {zh: '合肥', en: 'Hefei'};

test.each([
  [Language.ZH, name, '合肥'],
  [Language.EN, name, 'Hefei'],
  [Language.ZH, '12351', '12351'],
  [Language.EN, '12351', '12351'],
])('in %s, %j is %s', (language, text, expected) => {
  expect(pick(text, language)).toBe(expected);
});
