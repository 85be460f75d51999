import {csvRows, encodingOf} from './csv-file.js';
import {heldBytes} from './file-bytes.js';
import {isBlank, type SheetRow} from './sheet-row.js';
import {TableRefused} from './table-refused.js';
import {xlsxRows} from './xlsx-file.js';

export type TableFormat = 'CSV' | 'XLSX';

/** By how the file begins: names lie. Null for an old or encrypted workbook, and for pictures and the like. */
export function formatOf(head: Buffer): TableFormat | null {
  const hex = head.subarray(0, 16).toString('hex');
  if (hex.startsWith('504b0304')) return 'XLSX';
  const isUtf16 = hex.startsWith('fffe');
  return hex.startsWith('d0cf11e0') || (!isUtf16 && head.subarray(0, 16).includes(0)) ? null : 'CSV';
}

/** All rows of a small file that hold something; what comes as a longer one is refused as soon as that shows. */
export async function tableOf(file: Buffer, most: number): Promise<SheetRow[]> {
  const format = formatOf(file);
  if (format === null) throw new TableRefused('FORMAT_UNKNOWN');
  const bytes = heldBytes(file);
  const rows: SheetRow[] = [];
  for await (const row of format === 'XLSX' ? xlsxRows(bytes) : csvRows(bytes, await encodingOf(bytes))) {
    if (isBlank(row)) continue;
    if (rows.length === most) throw new TableRefused('TOO_MANY_ROWS', {most});
    rows.push(row);
  }
  return rows;
}
