/** A table of numbers that is edited like a spreadsheet. Pure. */
export interface GridColumn {
  key: string;
  name: string;
}

export interface GridRow {
  id: string;
  name: string;
  numbers: (number | null)[];
}

export const MOST = 2_000_000_000;

/** Null for an empty cell or a dash; undefined for what is no whole number from 0. */
export function numberIn(text: string): number | null | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[\s,，]/g, '');
  if (plain === '' || plain === '-' || plain === '—') return null;
  const number = /^\d+$/.test(plain) ? Number(plain) : NaN;
  return number <= MOST ? number : undefined;
}

/** What a spreadsheet puts on the clipboard. */
export function cellsIn(text: string): string[][] {
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t'));
}

export interface Pasted {
  rows: GridRow[];
  /** How many cells were no number and were left as they are. */
  refused: number;
}

/** A block of cells written over a table from one of its cells on; what lies outside is passed over. */
export function pasted(
  rows: readonly GridRow[],
  at: {row: number; column: number},
  block: readonly string[][],
): Pasted {
  let refused = 0;
  const next = rows.map((row, r) => {
    const line = block[r - at.row];
    if (!line) return row;
    const numbers = row.numbers.map((number, c) => {
      const cell = line[c - at.column];
      if (cell === undefined) return number;
      const value = numberIn(cell);
      if (value === undefined) refused++;
      return value === undefined ? number : value;
    });
    return {...row, numbers};
  });
  return {rows: next, refused};
}

/** Whether a block has more in it than numbers: a whole table with names, which is to be read as one. */
export function hasNames(block: readonly string[][]): boolean {
  return block.length > 1 && block.some((line) => line.some((cell) => /\p{L}/u.test(cell)));
}

/** Null where nobody has a number: nothing is not 0. */
export function sumsOf(rows: readonly GridRow[], columns: number): (number | null)[] {
  return Array.from({length: columns}, (_, c) => {
    const numbers = rows.flatMap(({numbers: of}) => of[c] ?? []);
    return numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0);
  });
}

/** Rows with a number that is another than before, with those numbers alone. */
export function changedRows(
  before: readonly GridRow[],
  now: readonly GridRow[],
  columns: readonly GridColumn[],
): {organisationId: string; targets: {metric: string; target: number | null}[]}[] {
  const known = new Map(before.map((row) => [row.id, row.numbers]));
  return now.flatMap(({id, numbers}) => {
    const targets = columns.flatMap(({key: metric}, c) => {
      const target = numbers[c] ?? null;
      return target === (known.get(id)?.[c] ?? null) ? [] : [{metric, target}];
    });
    return targets.length > 0 ? [{organisationId: id, targets}] : [];
  });
}

/** Where a key leads in a table of so many rows and columns; null for keys that lead nowhere. */
export function moved(
  key: string,
  {row, column}: {row: number; column: number},
  size: {rows: number; columns: number},
): {row: number; column: number} | null {
  const steps: Record<string, [number, number]> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    Enter: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  };
  const step = steps[key];
  if (!step) return null;
  const next = {row: row + step[0], column: column + step[1]};
  return next.row < 0 || next.column < 0 || next.row >= size.rows || next.column >= size.columns ? null : next;
}
