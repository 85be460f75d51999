import ExcelJS from 'exceljs';
import {Readable} from 'node:stream';
import {buffer} from 'node:stream/consumers';
import {csv, xlsx} from '../../testing/tables.js';
import {csvRows, encodingOf} from './csv-file.js';
import {heldBytes} from './file-bytes.js';
import {tableOf} from './table-file.js';
import {TableRefused} from './table-refused.js';
import type {SheetRow} from './sheet-row.js';
import {csvOf, xlsxOf} from './table-writer.js';
import {xlsxRows} from './xlsx-file.js';
import {zipped} from './zip-writer.js';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
const cells = (rows: SheetRow[]): string[][] => rows.map((row) => row.cells);
async function read(file: Buffer): Promise<SheetRow[]> {
  const source = heldBytes(file);
  return all(file[0] === 0x50 ? xlsxRows(source) : csvRows(source, await encodingOf(source)));
}
async function refusal(file: Buffer): Promise<string> {
  const error: unknown = await read(file).catch((thrown: unknown) => thrown);
  return error instanceof TableRefused ? error.problem : `not refused: ${String(error)}`;
}

const rows = [
  ['代码', '名称'],
  ['ah', '安徽省“总”工会, 某"某；'],
];
/** "代码,名称\nah,安徽省总工会" in GBK, and the four-byte 𠮷 of GB18030. */
const gbk = Buffer.from('b4fac2eb2cc3fbb3c60a61682cb0b2bbd5caa1d7dcb9a4bbe1', 'hex');
const gb18030 = Buffer.concat([gbk, Buffer.from('0a782c', 'hex'), Buffer.from('9534b235', 'hex')]);

describe('separated values', () => {
  test.each<[string, Buffer, string, string[][]]>([
    ['UTF-8', csv(rows), 'utf-8', rows],
    ['UTF-8 with a BOM', Buffer.concat([Buffer.from('\ufeff'), csv(rows)]), 'utf-8', rows],
    ['semicolons', csv(rows, ';'), 'utf-8', rows],
    [
      'tabs in UTF-16, as spreadsheets export Unicode',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv(rows, '\t').toString(), 'utf16le')]),
      'utf-16le',
      rows,
    ],
    ['a line that says what separates', Buffer.concat([Buffer.from('sep=;\n'), csv(rows, ';')]), 'utf-8', rows],
    [
      'GBK',
      gbk,
      'gb18030',
      [
        ['代码', '名称'],
        ['ah', '安徽省总工会'],
      ],
    ],
    [
      'GB18030',
      gb18030,
      'gb18030',
      [
        ['代码', '名称'],
        ['ah', '安徽省总工会'],
        ['x', '𠮷'],
      ],
    ],
  ])('are read in %s', async (_, file, encoding, expected) => {
    expect(await encodingOf(heldBytes(file))).toBe(encoding);
    expect(cells(await read(file))).toEqual(expected);
  });

  test('rows are numbered as a spreadsheet numbers them', async () => {
    const numbers = (await read(Buffer.from('a,b\r\n\r\nc,"d\ne"\r\nf,g'))).map(({number}) => number);
    expect(numbers).toEqual([1, 3, 4]);
  });

  test.each([
    ['a quote that is never closed', Buffer.from('a,b\nc,"d\ne,f\n'), 'CSV_BROKEN'],
    ['bytes that are no text', Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x81, 0x20, 0x0a]), 'ENCODING_UNKNOWN'],
  ])('are refused for %s', async (_, file, code) => {
    expect(await refusal(file)).toBe(code);
  });
});

describe('workbooks', () => {
  test('give texts and numbers, and say where a formula or an error stands', async () => {
    const file = await xlsx([
      ['代码', '名称', '区划', '备'],
      ['ah', {formula: 'A1', result: 'x'}, 340100, true],
      ['bh', {error: '#REF!'}, null, '𠮷\u0007'],
    ]);
    expect(await read(file)).toEqual([
      {number: 1, cells: ['代码', '名称', '区划', '备']},
      {number: 2, cells: ['ah', 'x', '340100', 'TRUE'], odd: [{index: 1, what: 'FORMULA'}]},
      {number: 3, cells: ['bh', '#REF!', '', expect.stringContaining('𠮷')], odd: [{index: 1, what: 'ERROR'}]},
    ]);
  });

  test('keep every character where two pieces of the file meet', async () => {
    const many = (mark: string) => Array.from({length: 5_000}, (_, n) => [`u.${n}`, `合肥市第${n}号${mark}工会委员会`]);
    expect(cells(await read(await xlsx(many('基层'))))).toEqual(many('基层'));
    // not by the other library: what it writes has such a character in two halves now and then
    const written = await buffer(Readable.from(xlsxOf(batchesOf(many('𠮷')), '单位')));
    expect(cells(await read(written))).toEqual(many('𠮷'));
  });

  const part = (name: string, content: Iterable<string>) => ({name, content});
  const book = '<workbook xmlns:r="r"><sheets><sheet name="s" sheetId="1" r:id="a"/></sheets></workbook>';
  const relations = '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>';
  const workbook = async (sheet: Iterable<string>, ...more: {name: string; content: Iterable<string>}[]) =>
    buffer(
      Readable.from(
        zipped([
          part('xl/workbook.xml', [book]),
          part('xl/_rels/workbook.xml.rels', [relations]),
          part('xl/worksheets/sheet1.xml', sheet),
          ...more,
        ]),
      ),
    );
  const repeated = function* (text: string, times: number, around: [string, string]) {
    yield around[0];
    for (let n = 0; n < times; n++) yield text;
    yield around[1];
  };
  const blanks = ' '.repeat(1_000_000);

  test.each<[string, () => Promise<Buffer>, string]>([
    ['cut off', async () => (await xlsx([['a']])).subarray(0, 3_000), 'FILE_BROKEN'],
    ['no zip', async () => Buffer.from('PK\u0003\u0004 and nothing'), 'FILE_BROKEN'],
    ['a zip of something else', () => buffer(Readable.from(zipped([part('a.txt', ['a'])]))), 'FILE_BROKEN'],
    [
      'spoilt in its content',
      async () => {
        const file = await workbook([
          '<worksheet><sheetData>',
          '<row><c t="str"><v>甲</v></c></row>'.repeat(50),
          '</sheetData></worksheet>',
        ]);
        const at = file.indexOf('sheet1.xml') + 30;
        file.fill(0x5a, at, at + 20);
        return file;
      },
      'FILE_BROKEN',
    ],
    ['no XML inside', () => workbook(['<worksheet><row']), 'FILE_BROKEN'],
    [
      'with entities of its own',
      () => workbook(['<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>']),
      'FILE_BROKEN',
    ],
    ['with macros', () => workbook(['<worksheet/>'], part('xl/vbaProject.bin', ['x'])), 'MACROS'],
    [
      'a bomb of shared texts',
      () =>
        workbook(
          ['<worksheet/>'],
          part('xl/sharedStrings.xml', repeated(`<si><t>${'a'.repeat(5_000)}</t></si>`, 7_000, ['<sst>', '</sst>'])),
        ),
      'FILE_INFLATED',
    ],
    [
      'a bomb of one text',
      () => workbook(repeated(blanks, 10, ['<worksheet><c>', '</c></worksheet>'])),
      'FILE_INFLATED',
    ],
    [
      'a bomb of a small part',
      () =>
        workbook(['<worksheet/>']).then(async () =>
          buffer(
            Readable.from(
              zipped([
                part('xl/workbook.xml', repeated(blanks, 3, ['<a>', '</a>'])),
                part('xl/worksheets/sheet1.xml', ['<a/>']),
              ]),
            ),
          ),
        ),
      'FILE_INFLATED',
    ],
  ])('are refused if they are %s', async (_, make, code) => {
    expect(await refusal(await make())).toBe(code);
  });
});

describe('files that are written', () => {
  const odd = [
    ['代码', '名称'],
    ['=cmd', '+1'],
    ["'=x", '@a'],
    ['', 'a"b,c;\n甲𠮷'],
    ['_x000A_', '<b>&amp;'],
  ];

  test('separated values begin with a BOM, and no cell of theirs begins like a formula', async () => {
    const text = (await all(csvOf(batchesOf(odd)))).join('');
    expect(text.startsWith('\ufeff代码,名称\r\n')).toBe(true);
    expect(text).not.toMatch(/(^|,|"|\n)[=+@-]/m);
  });

  test('a workbook is one that others read', async () => {
    const file = await buffer(Readable.from(xlsxOf(batchesOf(odd), '组织架构')));
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(file as unknown as ArrayBuffer);
    const sheet = book.getWorksheet('组织架构');
    const found: string[][] = [];
    sheet?.eachRow((row) => found.push([1, 2].map((index) => row.getCell(index).text)));
    expect(found).toEqual([
      ['代码', '名称'],
      ["'=cmd", "'+1"],
      ["''=x", "'@a"],
      ['', 'a"b,c;\n甲𠮷'],
      // what an underscore and an x would mean is told as the format has it, which this reader leaves as it is
      ['_x005F_x000A_', '<b>&amp;'],
    ]);
  });

  test('numbers stay numbers, in any number of columns', async () => {
    const wide = Array.from({length: 60}, (_, n) => n * 1_000_000);
    const file = await buffer(Readable.from(xlsxOf(batchesOf([wide]), 's')));
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(file as unknown as ArrayBuffer);
    expect(book.worksheets[0].getRow(1).values).toEqual([undefined, ...wide]);
    expect(book.worksheets[0].getCell('AB1').value).toBe(27_000_000);
    expect((await all(csvOf(batchesOf([[1, '=a', -1]])))).join('')).toBe("\ufeff1,'=a,-1\r\n");
  });

  test('both come back as they were', async () => {
    const guardless = (row: string[]) => row.map((cell) => cell.replace(/^'(?='*[=+@-])/, ''));
    for (const file of [
      Buffer.from((await all(csvOf(batchesOf(odd)))).join('')),
      await buffer(Readable.from(xlsxOf(batchesOf(odd), 's'))),
    ])
      expect(cells(await read(file)).map(guardless)).toEqual(odd);
  });
});

describe('a small file', () => {
  test('is read whole, without its blank rows, whichever kind it is', async () => {
    const table = [
      ['甲', '1'],
      ['', ''],
      ['乙', '2'],
    ];
    for (const file of [csv(table), await xlsx(table)])
      expect((await tableOf(file, 2)).map(({number, cells: of}) => [number, of])).toEqual([
        [1, ['甲', '1']],
        [3, ['乙', '2']],
      ]);
  });

  test.each<[string, Buffer, string]>([
    ['too many rows', csv([['a'], ['b'], ['c']]), 'TOO_MANY_ROWS'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'FORMAT_UNKNOWN'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'FORMAT_UNKNOWN'],
  ])('is refused for %s', async (_, file, problem) => {
    await expect(tableOf(file, 2)).rejects.toMatchObject({problem});
  });
});

async function* batchesOf<T>(of: T[][]): AsyncGenerator<T[][]> {
  for (let from = 0; from < of.length; from += 500) yield of.slice(from, from + 500);
}
