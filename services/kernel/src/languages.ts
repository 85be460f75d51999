import {registerEnumType} from 'type-graphql';
import type {BilingualText} from './refusal.js';

/** The languages that every text is kept in; Chinese comes first. */
export enum Language {
  ZH = 'ZH',
  EN = 'EN',
}
registerEnumType(Language, {
  name: 'Language',
  description: 'A language that texts are kept in.',
  valuesConfig: {ZH: {description: 'Chinese, in simplified characters.'}, EN: {description: 'English.'}},
});

export function pick(text: BilingualText, language: Language): string {
  return language === Language.EN ? text.en : text.zh;
}
