import type {WhenValue} from '@concours/schema/definition/values';

interface Words {
  zh: string;
  en: string;
}

const THIRDS: Record<string, Words> = {
  early: {zh: '上旬', en: 'first third of '},
  mid: {zh: '中旬', en: 'second third of '},
  late: {zh: '下旬', en: 'last third of '},
};

/** A date as it is written, in words; `nameOf` names what it hangs on. Dates that are exact are left as they are. */
export function wordsOf(when: WhenValue | undefined, nameOf: (after: Hanging['after']) => Words): Words {
  if (when === undefined) return {zh: '未写明', en: 'not given'};
  if (typeof when === 'object') return 'at' in when ? bounded(when) : hanging(when, nameOf(when.after));
  if (when === 'TBA') return {zh: '另行通知', en: 'to be announced'};
  const [, year, month, third] = /^(\d{4})-(\d{2})(?:-(early|mid|late))?$/.exec(when) ?? [];
  if (year === undefined) return {zh: when, en: when};
  const {zh, en} = THIRDS[third ?? ''] ?? {zh: '', en: ''};
  return {zh: `${year}年${Number(month)}月${zh}`, en: `${en}${year}-${month}`};
}

type Hanging = Extract<WhenValue, {days: number}>;

function bounded({at, inclusive}: Extract<WhenValue, {at: string}>): Words {
  return inclusive ? {zh: `${at}（含）`, en: `${at}, included`} : {zh: `${at}（不含）`, en: `${at}, not included`};
}

function hanging({days}: Hanging, {zh, en}: Words): Words {
  if (days === 0) return {zh: `${zh}当日`, en: `the day of ${en}`};
  const count = Math.abs(days);
  return days > 0
    ? {zh: `${zh}后 ${count} 天`, en: `${count} days after ${en}`}
    : {zh: `${zh}前 ${count} 天`, en: `${count} days before ${en}`};
}
