import ExcelJS from 'exceljs';

type SheetCell = string | number | boolean | null | {formula: string; result?: string} | {error: string};

export function csv(rows: readonly (readonly string[])[], separator = ','): Buffer {
  const cell = (text: string) => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return Buffer.from(rows.map((row) => row.map(cell).join(separator)).join('\r\n'));
}

/** Written by a library that shares no line with what reads it. */
export async function xlsx(rows: readonly (readonly SheetCell[])[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('表');
  for (const row of rows) sheet.addRow(row);
  return Buffer.from(await book.xlsx.writeBuffer());
}
