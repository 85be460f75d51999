const MOMENT = /(?<![\w.-])(\d{4})-(\d{2})-(\d{2})(?=(?:T\d{2}:\d{2}(?::\d{2})?)?(?![\w-]))/g;

/**
 * The same definition, every date moved by whole days: comments, order and layout stay. Comments keep their dates, since they tell
 * of the notice. For a demo in which a vote is always open.
 */
export function shiftDefinition(source: string, days: number): string {
  if (!Number.isInteger(days)) throw new RangeError('whole days only');
  return source.replace(/^.*$/gm, (line) => {
    const comment = commentStart(line);
    return line.slice(0, comment).replace(MOMENT, shifted(days)) + line.slice(comment);
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
