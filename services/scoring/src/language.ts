import {type TextValue, textIn} from '@concours/schema/definition';
import {registerEnumType} from 'type-graphql';

/** The languages of every screen; Chinese is the first. */
export enum Language {
  ZH = 'ZH',
  EN = 'EN',
}
registerEnumType(Language, {name: 'Language', description: 'Chinese or English.'});

export const pick = (text: TextValue, language: Language): string => textIn(text, language === Language.EN ? 'en' : 'zh');
