import type {BilingualText} from '@concours/kernel/refusal';
import {isReal} from '../moment.rules.js';

export interface Entered {
  name: string;
  contact: string | null;
  joinedOn: string;
}

/** What is wrong with a name for the register; `isContact` knows telephone numbers and mail addresses. */
export function faultOf(
  {name, contact, joinedOn}: Entered,
  {today, isContact}: {today: string; isContact: (text: string) => boolean},
): BilingualText | null {
  const length = Array.from(name).length;
  if (length < 1 || length > 40) return {zh: '姓名须为 1 至 40 个字。', en: 'A name has 1 to 40 characters.'};
  if (contact !== null && !isContact(contact))
    return {zh: '联系方式须为电话号码或邮箱。', en: 'The contact must be a telephone number or a mail address.'};
  if (!/^\d{4}-\d{2}-\d{2}$/.test(joinedOn) || !isReal(joinedOn) || joinedOn > today)
    return {zh: '加入日期须为不晚于今天的日期。', en: 'The day of joining must exist and not be after today.'};
  return null;
}

export const already: BilingualText = {
  zh: '此人在本活动中已登记，一人只计一次。',
  en: 'This person is on the register of the campaign already and counts once.',
};

/** Of a name, for those who give no contact: how it is spaced and cased says nothing. */
export const nameKey = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
