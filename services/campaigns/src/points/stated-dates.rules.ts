/** What a notice writes of dates in words, as far as it can be held against a date: 8月30日, 5月, 8月中旬, 9月上中旬, 8月底, 9月初. */
const PART = /(\d{1,2})月(?:(\d{1,2})日|(上中旬|中下旬|上旬|中旬|下旬|月?底|月?初))?/g;
const THIRDS: Record<string, [number, number]> = {
  上旬: [1, 10],
  中旬: [11, 20],
  下旬: [21, 31],
  上中旬: [1, 20],
  中下旬: [11, 31],
  底: [21, 31],
  初: [1, 10],
};

interface Part {
  month: number;
  first: number;
  last: number;
}

function partsOf(stated: string): Part[] {
  return [...stated.matchAll(PART)].map(([, month, day, third]) => {
    const [first, last] = day ? [Number(day), Number(day)] : (THIRDS[third?.replace('月', '') ?? ''] ?? [1, 31]);
    return {month: Number(month), first, last};
  });
}

/**
 * Whether a moment is outside of what the words name. Of a stage the first date of the words is its beginning and the last its end;
 * with one date only they tell of its end. Words that name no date agree with everything.
 */
export function disagreesWith(stated: string, moment: string, which: 'START' | 'END' | 'ONLY'): boolean {
  const parts = partsOf(stated);
  const part = which === 'START' ? (parts.length > 1 ? parts[0] : undefined) : parts.at(-1);
  if (!part) return false;
  const [month, day] = [Number(moment.slice(5, 7)), Number(moment.slice(8, 10))];
  const before = stated.trimEnd().endsWith('前');
  if (before && month * 31 + day <= part.month * 31 + part.last) return false;
  return month !== part.month || day < part.first || day > part.last;
}

/** "7月31日前" with an end on 31 July: the words leave open whether that day is in it (A6, A12). */
export function namesItsLastDay(stated: string, moment: string): boolean {
  const [, month, day] = /(\d{1,2})月(\d{1,2})日(?:之|以)?前/.exec(stated) ?? [];
  return (
    month !== undefined && Number(month) === Number(moment.slice(5, 7)) && Number(day) === Number(moment.slice(8, 10))
  );
}
