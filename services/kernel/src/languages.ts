import {Arg, registerEnumType} from 'type-graphql';
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

/** A bare string stands for both languages. */
export function pick(text: BilingualText | string, language: Language): string {
  if (typeof text === 'string') return text;
  return language === Language.EN ? text.en : text.zh;
}

/** `language: Language! = ZH`, the argument of every field that gives one of two texts. */
export function languageArg(): ParameterDecorator {
  const options = {defaultValue: Language.ZH, description: 'In which language.'};
  return Arg('language', () => Language, options) as ParameterDecorator;
}
