const MOMENT = /(?<![\w.-])(\d{4})-(\d{2})-(\d{2})(?=(?:T\d{2}:\d{2}(?::\d{2})?)?(?![\w-]))/g;

/** Months and thirds of months, only as the value of a date: a key or a version may look the same. */
const FUZZY =
  /(?<=(?:^|[\s{,])(?:from|until|at|by|issued|deadline|freezeAt):\s+['"]?)(\d{4})-(\d{2})(-early|-mid|-late)?(?![\w-])/g;
const middles = {'-early': 5, '-mid': 15, '-late': 25};

/** By whole days, for a demo in which a vote is always open; by whole years, for next year's campaign. */
export interface Shift {
  days?: number;
  years?: number;
}

/**
 * The same definition, every date moved: comments, order and layout stay. Comments keep their dates, since they tell of the notice.
 * A bare number is days.
 */
export function shiftDefinition(source: string, shift: number | Shift): string {
  const {days = 0, years = 0} = typeof shift === 'number' ? {days: shift} : shift;
  if (!Number.isInteger(days) || !Number.isInteger(years)) throw new RangeError('whole days and years only');
  const move = (at: Date): Date => {
    const month = at.getUTCMonth();
    at.setUTCFullYear(at.getUTCFullYear() + years);
    // the 29th of February is the 28th where the year has none
    if (at.getUTCMonth() !== month) at.setUTCDate(0);
    at.setUTCDate(at.getUTCDate() + days);
    return at;
  };
  return source.replace(/^.*$/gm, (line) => {
    const comment = commentStart(line);
    const text = line.slice(0, comment).replace(MOMENT, shifted(move)).replace(FUZZY, shiftedMiddle(move));
    return text + line.slice(comment);
  });
}

function shifted(move: (at: Date) => Date) {
  return (written: string, year: string, month: string, day: string): string => {
    const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    // 2024-02-30 is not a date: it stays, for the check to find
    if (at.getUTCMonth() !== Number(month) - 1) return written;
    return move(at).toISOString().slice(0, 10);
  };
}

/** A month becomes the month, and a third the third, into which its middle moves. What is to be announced stays so. */
function shiftedMiddle(move: (at: Date) => Date) {
  return (written: string, year: string, month: string, third?: keyof typeof middles): string => {
    const at = new Date(Date.UTC(Number(year), Number(month) - 1, third ? middles[third] : 15));
    if (at.getUTCMonth() !== Number(month) - 1) return written;
    move(at);
    const name = at.getUTCDate() <= 10 ? '-early' : at.getUTCDate() <= 20 ? '-mid' : '-late';
    return at.toISOString().slice(0, 7) + (third ? name : '');
  };
}

/** Where a comment begins in a line: a # at its start or after a space, outside of quotes. */
function commentStart(line: string): number {
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const character = line[i];
    if (quote) quote = character === quote ? '' : quote;
    else if ((character === '"' || character === "'") && /^$|[\s[{,:]/.test(line[i - 1] ?? '')) quote = character;
    else if (character === '#' && /^$|\s/.test(line[i - 1] ?? '')) return i;
  }
  return line.length;
}
