import {createI18n} from 'vue-i18n';
import {watchEffect} from 'vue';
import {figure} from '@/ui/figure';
import {language, type Language} from './language';

/** Both languages of a text stand side by side, so that neither can be forgotten. */
export type Pair = readonly [zh: string, en: string];

export interface Texts<K extends string> {
  name: string;
  pairs: Readonly<Record<K, Pair>>;
}

export const i18n = createI18n({
  legacy: false,
  locale: language.value,
  fallbackLocale: false,
  messages: {zh: {}, en: {}},
});

watchEffect(() => {
  i18n.global.locale.value = language.value;
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
});

export function defineTexts<K extends string>(name: string, pairs: Record<K, Pair>): Texts<K> {
  return {name, pairs};
}

const known = new Set<string>();

function register<K extends string>(texts: Texts<K>): void {
  if (known.has(texts.name)) return;
  known.add(texts.name);
  const entries = Object.entries<Pair>(texts.pairs);
  const inLanguage = (index: 0 | 1) => ({
    [texts.name]: Object.fromEntries(entries.map(([key, pair]) => [key, pair[index]])),
  });
  i18n.global.mergeLocaleMessage('zh', inLanguage(0));
  i18n.global.mergeLocaleMessage('en', inLanguage(1));
}

export type Values = Record<string, string | number>;
export type Translate<K extends string> = (key: K, values?: Values) => string;

const shown = (value: string | number): string => (typeof value === 'number' ? figure(value) : value);

/**
 * The texts of one concern: `const {t} = useTexts(texts)`, then `t('key', {n: 3})`. Numbers are
 * grouped by thousands; a value named `n` also chooses between
 * the singular and the plural of an English text ("{n} report | {n} reports").
 */
export function useTexts<K extends string>(texts: Texts<K>): {t: Translate<K>; language: typeof language} {
  register(texts);
  const t: Translate<K> = (key, values = {}) => {
    const path = `${texts.name}.${key}`;
    const named = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(value)]));
    return typeof values.n === 'number' ? i18n.global.t(path, named, values.n) : i18n.global.t(path, named);
  };
  return {t, language};
}

/** One language of a text, where no component is at hand. */
export function textOf(pair: Pair, wanted: Language): string {
  return pair[wanted === 'zh' ? 0 : 1];
}
