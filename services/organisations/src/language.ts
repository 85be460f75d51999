import {registerEnumType} from 'type-graphql';

export const Language = {ZH: 'ZH', EN: 'EN'} as const;
export type Language = (typeof Language)[keyof typeof Language];

registerEnumType(Language, {name: 'Language', description: 'Chinese or English.'});
