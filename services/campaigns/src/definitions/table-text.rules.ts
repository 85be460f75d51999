interface TextRow {
  unit: string;
  quotas: (number | string | null)[];
}

/**
 * The rows of an allocation that is written as a text: a unit's code and its numbers, with tabs, blanks or commas between, and a hyphen
 * where nothing is allocated. What is no number stays what it is, for the check of the shape to complain of. `lines` says on which line
 * of the text each row stands.
 */
export function rowsIn(text: string): {rows: TextRow[]; lines: number[]} {
  const rows: TextRow[] = [];
  const lines: number[] = [];
  for (const [number, line] of text.split('\n').entries()) {
    const [unit, ...cells] = line.split(/[\s,，]+/).filter((cell) => cell !== '');
    if (unit === undefined) continue;
    rows.push({unit, quotas: cells.map(quotaIn)});
    lines.push(number);
  }
  return {rows, lines};
}

function quotaIn(cell: string): number | string | null {
  if (cell === '-' || cell === '—') return null;
  return /^\d{1,10}$/.test(cell) ? Number(cell) : cell;
}

/** Where a text of rows stands in a source: its bytes cost next to nothing to read, unlike those of everything else. */
export function textOfRows(source: string): {from: number; to: number} | null {
  const head = /^( *)rows: *[|>][-+0-9]* *(#[^\n]*)?\n/m.exec(source);
  if (!head) return null;
  const from = head.index + head[0].length;
  const next = new RegExp(`^ {0,${head[1].length}}[^ \\n]`, 'm');
  const end = next.exec(source.slice(from));
  return {from, to: end ? from + end.index : source.length};
}
