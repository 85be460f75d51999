/** The quota table as the annex prints it, and as a file. Pure. */
export interface QuotaTable {
  headings: string[];
  rows: {name: string; quotas: (number | null)[]}[];
  sums: number[];
}

/** Long tables are printed as two columns of rows. */
export const PRINTED_ROWS = 24;

export interface NumberedRow {
  number: number;
  name: string;
  quotas: (number | null)[];
}

export function printedColumns({rows}: QuotaTable): NumberedRow[][] {
  const numbered = rows.map((row, i) => ({number: i + 1, ...row}));
  if (numbered.length <= PRINTED_ROWS) return [numbered];
  const half = Math.ceil(numbered.length / 2);
  return [numbered.slice(0, half), numbered.slice(half)];
}

/** A cell that a spreadsheet would take for a formula is written as text. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Comma-separated, with the mark that lets spreadsheets read Chinese. */
export function csvOf(lines: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}
