import type {TextValue} from '@concours/schema/definition';
import {registerEnumType} from 'type-graphql';

/** The two languages a text is kept in; Chinese is the first. */
export enum Language {
  ZH = 'ZH',
  EN = 'EN',
}
registerEnumType(Language, {name: 'Language', description: 'The language of a text: Chinese or English.'});

export const textOf = (text: {zh: string; en: string}, language: Language): string =>
  language === Language.EN ? text.en : text.zh;

/** A text of the definition in both languages; a bare string stands for both. */
export const bilingual = (text: TextValue): {zh: string; en: string} =>
  typeof text === 'string' ? {zh: text, en: text} : text;
