const MOMENT = /(?<![\w.-])(\d{4})-(\d{2})-(\d{2})(?=(?:T\d{2}:\d{2}(?::\d{2})?)?(?![\w-]))/g;

/** Months and thirds of months, only as the value of a date: a key or a version may look the same. */
const FUZZY =
  /(?<=(?:^|[\s{,])(?:from|until|at|by|issued|deadline|freezeAt):\s+['"]?)(\d{4})-(\d{2})(-early|-mid|-late)?(?![\w-])/g;
const middles = {'-early': 5, '-mid': 15, '-late': 25};

/**
 * The same definition, every date moved by whole days: comments, order and layout stay. Comments keep their dates, since they tell
 * of the notice. For a demo in which a vote is always open.
 */
export function shiftDefinition(source: string, days: number): string {
  if (!Number.isInteger(days)) throw new RangeError('whole days only');
  return source.replace(/^.*$/gm, (line) => {
    const comment = commentStart(line);
    const text = line.slice(0, comment).replace(MOMENT, shifted(days)).replace(FUZZY, shiftedMiddle(days));
    return text + line.slice(comment);
  });
}

function shifted(days: number) {
  return (written: string, year: string, month: string, day: string): string => {
    const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    // 2024-02-30 is not a date: it stays, for the check to find
    if (at.getUTCMonth() !== Number(month) - 1) return written;
    at.setUTCDate(at.getUTCDate() + days);
    return at.toISOString().slice(0, 10);
  };
}

/** A month becomes the month, and a third the third, into which its middle moves. What is to be announced stays so. */
function shiftedMiddle(days: number) {
  return (written: string, year: string, month: string, third?: keyof typeof middles): string => {
    const at = new Date(Date.UTC(Number(year), Number(month) - 1, third ? middles[third] : 15));
    if (at.getUTCMonth() !== Number(month) - 1) return written;
    at.setUTCDate(at.getUTCDate() + days);
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
