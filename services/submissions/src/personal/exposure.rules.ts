import type {Exposure} from './exposure.js';

type ContactsIn = (text: string) => readonly unknown[];

/** Telephone numbers and mail addresses where everybody, or everybody who screens, will read them. */
export function exposures(
  work: {
    title: string;
    author: string;
    entered: readonly {key: string; value: string}[];
    files: readonly {rule: string; fileName: string}[];
  },
  contactsIn: ContactsIn,
): Exposure[] {
  const places = [
    {rule: 'title', text: work.title},
    {rule: 'author', text: work.author},
    ...work.entered.map(({key, value}) => ({rule: key, text: value})),
    ...work.files.map(({rule, fileName}) => ({rule, text: fileName})),
  ];
  const found = new Set(places.filter(({text}) => contactsIn(text).length > 0).map(({rule}) => rule));
  return [...found].map((rule) => ({
    rule,
    code: 'CONTACT_EXPOSED',
    severity: 'WARN',
    text: {
      zh: '此处似有电话号码或邮箱。联系方式请只填在个人信息字段，其他内容可能公开。',
      en: 'There seems to be a telephone number or mail address here. Contact data belongs into personal fields; the rest may become public.',
    },
  }));
}

/** The same contact in works of other units (R77): told to who screens, for a person must look at it. */
export function sharedContact(rule: string, numbers: readonly string[]): Exposure {
  const some = [...new Set(numbers)].sort();
  const list = some.slice(0, 5).join(', ') + (some.length > 5 ? ' …' : '');
  return {
    rule,
    code: 'CONTACT_DUPLICATE',
    severity: 'WARN',
    text: {
      zh: `同一联系方式也出现在其他单位的作品 ${list}。`,
      en: `The same contact stands in works of other units: ${list}.`,
    },
  };
}
