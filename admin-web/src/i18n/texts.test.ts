import {readFileSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {createI18n} from 'vue-i18n';
import {textOf, useTexts, type Pair, type Texts} from './texts';
import {language} from './language';

const sources = path.resolve(__dirname, '..');
const files = readdirSync(sources, {recursive: true, encoding: 'utf8'}).filter((file) => /\.(ts|vue)$/.test(file));
const read = (file: string) => readFileSync(path.join(sources, file), 'utf8');
const CJK = /[\u3400-\u9fff]/;

/** Every `defineTexts` there is, whoever wrote it. */
const everyTexts = files
  .filter((file) => !file.endsWith('.test.ts') && file !== 'i18n/texts.ts' && read(file).includes('defineTexts('))
  .flatMap((file) => {
    const exported = jest.requireActual<Record<string, unknown>>(path.join(sources, file));
    return Object.values(exported).filter(
      (value): value is Texts<string> => typeof value === 'object' && value !== null && 'pairs' in value,
    );
  });
const pairs = everyTexts.flatMap(({name, pairs: of}) =>
  Object.entries(of).map(([key, pair]): [string, Pair] => [`${name}.${key}`, pair]),
);

test('there are texts, and no two concerns share a name', () => {
  expect(pairs.length).toBeGreaterThan(200);
  expect(new Set(everyTexts.map(({name}) => name)).size).toBe(everyTexts.length);
});

test.each(pairs)('%s is there in both languages, each in its own', (_, [zh, en]) => {
  expect(zh.trim()).not.toBe('');
  expect(en.trim()).not.toBe('');
  expect(en).not.toMatch(CJK);
  expect(/[a-z]{4}/i.test(zh.replace(/\{\w+\}/g, '')) && !CJK.test(zh)).toBe(false);
});

test.each(pairs)('%s takes the same values in both languages', (_, [zh, en]) => {
  const values = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
  expect(values(en)).toEqual(values(zh));
});

test('every text can be put together in both languages', () => {
  const inLanguage = (index: 0 | 1) =>
    Object.fromEntries(pairs.map(([key, pair]) => [key.replace('.', '_'), pair[index]]));
  const {t, locale} = createI18n({
    legacy: false,
    locale: 'zh',
    messages: {zh: inLanguage(0), en: inLanguage(1)},
  }).global;
  for (const wanted of ['zh', 'en'] as const) {
    locale.value = wanted;
    for (const [key] of pairs) {
      const text = t(key.replace('.', '_'), {n: 2}, 2);
      expect(text).not.toBe(key.replace('.', '_'));
      // A bar left over means a plural that was not understood.
      expect(text).not.toContain(' | ');
    }
  }
});

/** Names of the languages; dates, which are put together from figures; and a definition, which is bilingual by itself. */
const allowed = ['ui/moment.ts', 'definitions/blank-definition.ts'];
const others = files.filter((file) => !/(texts|words|pages)\.ts$|\.test\.ts$/.test(file) && !allowed.includes(file));
test.each(others)('%s holds no words of its own, only keys', (file) => {
  const lines = read(file).split('\n');
  const found = lines.filter((line) => CJK.test(line.replace(/^\s*(\/\/|\/\*|\*|<!--).*|\/\*\*.*?\*\//, '')));
  expect(found.filter((line) => !/^\s*(\/?\*|\/\/)/.test(line))).toEqual([]);
});

test('a text follows the language, and English counts in singular and plural', () => {
  const {t} = useTexts({name: 'trial', pairs: {works: ['{n} 件作品', '{n} work | {n} works']}});
  language.value = 'zh';
  expect(t('works', {n: 3})).toBe('3 件作品');
  language.value = 'en';
  return Promise.resolve().then(() => {
    expect([t('works', {n: 1}), t('works', {n: 3})]).toEqual(['1 work', '3 works']);
    language.value = 'zh';
    expect(textOf(['甲', 'A'], 'en')).toBe('A');
  });
});
