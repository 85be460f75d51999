import {stringify} from 'csv-stringify/sync';
import {guarded} from './formula-guard.rules.js';
import {zipped, type ZipPart} from './zip-writer.js';

/** A text, or a number that a spreadsheet can add up. */
export type WrittenCell = string | number;
/** Rows, some hundred at a time. */
export type Batches = AsyncIterable<readonly (readonly WrittenCell[])[]>;

const BOM = '\ufeff';

/** With a BOM, without which spreadsheets take UTF-8 for something older; nothing in it begins like a formula. */
export async function* csvOf(batches: Batches): AsyncGenerator<string> {
  yield BOM;
  for await (const rows of batches)
    yield stringify(
      rows.map((row) => row.map((cell) => (typeof cell === 'number' ? String(cell) : guarded(cell)))),
      {record_delimiter: '\r\n'},
    );
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/**
 * A workbook with one sheet of texts and numbers. Written here, since the library's streaming writer takes rows as fast as they come
 * and holds them all for a reader who is slow.
 */
export function xlsxOf(batches: Batches, sheet: string): AsyncGenerator<Buffer> {
  const part = (name: string, body: string): ZipPart => ({name, content: [HEAD + body]});
  const relation = (type: string, target: string): string =>
    `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`;
  const override = (name: string, type: string): string =>
    `<Override PartName="${name}" ContentType="${TYPES}.${type}+xml"/>`;
  return zipped([
    part(
      '[Content_Types].xml',
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        `<Default Extension="xml" ContentType="application/xml"/>${override('/xl/workbook.xml', 'sheet.main')}` +
        `${override('/xl/worksheets/sheet1.xml', 'worksheet')}</Types>`,
    ),
    part('_rels/.rels', relation('officeDocument', 'xl/workbook.xml')),
    part('xl/_rels/workbook.xml.rels', relation('worksheet', 'worksheets/sheet1.xml')),
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    {name: 'xl/worksheets/sheet1.xml', content: sheetOf(batches)},
  ]);
}

async function* sheetOf(batches: Batches): AsyncGenerator<string> {
  // the headings stay in sight
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetData>`;
  let number = 0;
  const lineOf = (row: readonly WrittenCell[]): string => {
    number++;
    return `<row r="${number}">${row.map((cell, index) => cellOf(cell, `${lettersOf(index)}${number}`)).join('')}</row>`;
  };
  for await (const rows of batches) yield rows.map(lineOf).join('');
  yield '</sheetData></worksheet>';
}

/** Cells without a reference are allowed, but not every program reads them. */
function cellOf(cell: WrittenCell, reference: string): string {
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if (cell === '') return '';
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(guarded(cell))}</t></is></c>`;
}

/** A to Z, AA to ZZ, and so on. */
function lettersOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : lettersOf(Math.floor(index / 26) - 1) + last;
}

function escaped(text: string): string {
  return text
    .replaceAll(/_x[0-9A-Fa-f]{4}_/g, (literal) => `_x005F${literal}`)
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\r/g, (odd) => `_x${hex(odd)}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}
