import {
  AlignmentType,
  Document,
  HeadingLevel,
  Packer,
  PageOrientation,
  Paragraph,
  Table as DocumentTable,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import {type MonthlySheet, type SheetCell, signed, type Table} from './monthly-sheet.js';

/** The faces that an office in China has; Word falls back where they are missing. */
const FACE = {ascii: 'Times New Roman', eastAsia: '仿宋', hAnsi: 'Times New Roman'};
const HEAD_FACE = {...FACE, eastAsia: '黑体'};

/** The report as a document that an office can go on writing in. */
export async function documentOf(sheet: MonthlySheet): Promise<Buffer> {
  const document = new Document({
    title: sheet.title,
    creator: 'Concours',
    styles: {default: {document: {run: {font: FACE, size: 24}}}},
    sections: [
      {
        properties: {
          page: {
            size: {orientation: PageOrientation.LANDSCAPE},
            margin: {top: 900, bottom: 900, left: 900, right: 900},
          },
        },
        children: [
          new Paragraph({
            heading: HeadingLevel.TITLE,
            alignment: AlignmentType.CENTER,
            children: [new TextRun({text: sheet.title, font: HEAD_FACE, size: 36})],
          }),
          ...sheet.lead.map((text) => new Paragraph({text, spacing: {after: 120}})),
          ...sheet.tables.flatMap((table) => [
            new Paragraph({
              heading: HeadingLevel.HEADING_1,
              spacing: {before: 240, after: 120},
              children: [new TextRun({text: table.caption, font: HEAD_FACE, size: 28})],
            }),
            tableOf(table),
          ]),
          ...(sheet.closing ? [new Paragraph({text: sheet.closing, spacing: {before: 240}})] : []),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function tableOf({head, rows}: Table): DocumentTable {
  const printed = (value: SheetCell): string => (typeof value === 'object' ? signed(value.difference) : String(value));
  const cell = (value: SheetCell, bold = false) =>
    new TableCell({
      children: [
        new Paragraph({
          alignment: typeof value === 'string' ? AlignmentType.LEFT : AlignmentType.RIGHT,
          children: [new TextRun({text: printed(value), bold, size: 20})],
        }),
      ],
    });
  return new DocumentTable({
    width: {size: 100, type: WidthType.PERCENTAGE},
    rows: [
      new TableRow({tableHeader: true, children: head.map((text) => cell(text, true))}),
      ...rows.map((row) => new TableRow({cantSplit: true, children: row.map((value) => cell(value))})),
    ],
  });
}
