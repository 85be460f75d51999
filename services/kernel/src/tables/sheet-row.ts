/** Cells longer than this are cut: twenty aliases of full length fit. */
export const MAX_CELL = 5_000;
/** Cells of a row beyond this are passed over. */
export const MAX_COLUMNS = 200;

/** A row of a file, of whichever kind. */
export interface SheetRow {
  /** As a spreadsheet counts, from 1. */
  number: number;
  cells: string[];
  /** Cells whose value is not taken: what a formula gave last need not be true, and may be missing. */
  odd?: {index: number; what: 'FORMULA' | 'ERROR'}[];
}

export function cut(text: string): string {
  return text.length > MAX_CELL ? text.slice(0, MAX_CELL) : text;
}

export function isBlank({cells, odd}: SheetRow): boolean {
  return !odd?.length && cells.every((cell) => !cell || cell.trim() === '');
}
