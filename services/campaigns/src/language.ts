import {type TextValue, textIn} from '@concours/schema/definition';
import {Arg, registerEnumType} from 'type-graphql';

export const Language = {ZH: 'ZH', EN: 'EN'} as const;
export type Language = (typeof Language)[keyof typeof Language];

registerEnumType(Language, {name: 'Language', description: 'Chinese or English.'});

export const pick = (text: TextValue, language: Language): string => textIn(text, language === 'EN' ? 'en' : 'zh');

/** The argument `language: Language! = ZH` of every text that has two. */
export const languageArg = (): ParameterDecorator =>
  Arg('language', () => Language, {defaultValue: Language.ZH, description: 'In which language.'}) as ParameterDecorator;
