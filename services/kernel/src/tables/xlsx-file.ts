import type {Readable} from 'node:stream';
import {SaxesParser, type SaxesTagPlain} from 'saxes';
import {isBadText} from './csv-file.js';
import type {FileBytes} from './file-bytes.js';
import {TableRefused} from './table-refused.js';
import {cut, MAX_COLUMNS, type SheetRow} from './sheet-row.js';
import {ZipFile} from './zip-file.js';

const MAX_SMALL_PART = 1_048_576;
const MAX_SHEET = 400_000_000;
const MAX_STRINGS = 100_000_000;
/** A single element, or a text between two: the parser holds it until it ends. */
const MAX_PIECE = 2_000_000;
/** Characters of all shared texts together: they are held while the rows are read. */
const MAX_SHARED = 30_000_000;

interface Node {
  name: string;
  attributes: Record<string, string>;
}
interface Handlers {
  open?(node: Node): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * The rows of the first visible sheet of a workbook: texts and numbers. A reader of our own: the library's decodes each
 * piece of the file by itself, which breaks characters of several bytes where two pieces meet (10 in 20,000 Chinese
 * names), waits for ever at the end of a cut file, and has no bound on what it unpacks.
 */
export async function* xlsxRows(file: FileBytes): AsyncGenerator<SheetRow> {
  const zip = await ZipFile.open(file);
  if (zip.names.some((name) => name.toLowerCase().endsWith('vbaproject.bin'))) throw new TableRefused('MACROS');
  const sheet = await zip.open(await firstSheet(zip), MAX_SHEET);
  if (!sheet) throw broken();
  const texts = await sharedTexts(zip);
  const reader = new RowReader(texts);
  for await (const rows of parsed(sheet, reader, () => reader.taken())) yield* rows;
}

/** The part that holds the first sheet that is not hidden. */
async function firstSheet(zip: ZipFile): Promise<string> {
  const sheets: string[] = [];
  const targets = new Map<string, string>();
  await small(zip, 'xl/workbook.xml', ({name, attributes}) => {
    if (name === 'sheet' && (attributes.state ?? 'visible') === 'visible') {
      const id = Object.keys(attributes).find((attribute) => bare(attribute) === 'id');
      sheets.push(attributes[id ?? ''] ?? '');
    }
  });
  await small(zip, 'xl/_rels/workbook.xml.rels', ({name, attributes}) => {
    if (name === 'Relationship') targets.set(attributes.Id ?? '', attributes.Target ?? '');
  });
  const target = targets.get(sheets[0] ?? '');
  if (target === undefined) throw broken();
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

async function small(zip: ZipFile, part: string, open: (node: Node) => void): Promise<void> {
  const content = await zip.open(part, MAX_SMALL_PART);
  if (!content) throw broken();
  await whole(content, {open});
}

async function sharedTexts(zip: ZipFile): Promise<string[]> {
  const content = await zip.open('xl/sharedStrings.xml', MAX_STRINGS);
  if (!content) return [];
  const texts: string[] = [];
  let [text, length, inText, phonetic] = ['', 0, false, false];
  const handlers: Handlers = {
    open: ({name}) => {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic = true;
      inText = name === 't' && !phonetic;
    },
    text: (more) => {
      if (inText) text += more;
    },
    close: (name) => {
      inText = false;
      if (name === 'rPh') phonetic = false;
      if (name !== 'si') return;
      const kept = ownCopy(cut(text));
      length += kept.length + 1;
      if (length > MAX_SHARED) throw new TableRefused('FILE_INFLATED');
      texts.push(kept);
    },
  };
  await whole(content, handlers);
  return texts;
}

/** Puts rows together from the events of a sheet's text. */
class RowReader implements Handlers {
  private rows: SheetRow[] = [];
  private row: SheetRow | undefined;
  private number = 0;
  private index = -1;
  private type = '';
  private value = '';
  private collects = false;
  private isFormula = false;

  constructor(private readonly texts: readonly string[]) {}

  taken(): SheetRow[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  open({name, attributes}: Node): void {
    if (name === 'row') {
      this.number = attributes.r === undefined ? this.number + 1 : Number(attributes.r);
      this.row = {number: this.number, cells: []};
      this.index = -1;
    } else if (name === 'c') {
      this.index = attributes.r === undefined ? this.index + 1 : columnOf(attributes.r);
      this.type = attributes.t ?? 'n';
      this.value = '';
      this.isFormula = false;
    } else if (name === 'f') this.isFormula = true;
    this.collects = name === 'v' || name === 't';
  }

  text(text: string): void {
    if (this.collects && this.value.length < 40_000) this.value += text;
  }

  close(name: string): void {
    this.collects = false;
    if (name === 'row' && this.row) this.rows.push(this.row);
    if (name !== 'c' || !this.row || this.index < 0 || this.index >= MAX_COLUMNS) return;
    while (this.row.cells.length < this.index) this.row.cells.push('');
    this.row.cells[this.index] = cut(this.shown());
    const what = this.isFormula ? 'FORMULA' : this.type === 'e' ? 'ERROR' : undefined;
    if (what) (this.row.odd ??= []).push({index: this.index, what});
  }

  private shown(): string {
    if (this.type === 's') return this.texts[Number(this.value)] ?? '';
    if (this.type === 'b') return this.value === '1' ? 'TRUE' : 'FALSE';
    if (this.type !== 'n') return plain(this.value);
    const number = Number(this.value);
    return this.value !== '' && Number.isSafeInteger(number) ? String(number) : this.value;
  }
}

async function whole(content: Readable, handlers: Handlers): Promise<void> {
  const pieces = parsed(content, handlers, () => undefined);
  while (!(await pieces.next()).done);
}

/** Turns at each piece of the content, with what `take` has of it. */
async function* parsed<T>(content: Readable, handlers: Handlers, take: () => T): AsyncGenerator<T> {
  const parser = new SaxesParser();
  // a document that brings entities of its own is none that a spreadsheet writes
  const refuse = () => {
    throw broken();
  };
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  let size = 0;
  parser.on('opentag', ({name, attributes}: SaxesTagPlain) => {
    size = 0;
    handlers.open?.({name: bare(name), attributes});
  });
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  parser.on('closetag', ({name}) => handlers.close?.(bare(name)));
  const decoder = new TextDecoder('utf-8', {fatal: true});
  try {
    for await (const bytes of content) {
      const text = decoder.decode(bytes as Buffer, {stream: true});
      size += text.length;
      parser.write(text);
      if (size > MAX_PIECE) throw new TableRefused('FILE_INFLATED');
      yield take();
    }
    parser.write(decoder.decode()).close();
    yield take();
  } catch (error) {
    // whatever the parser, the decoder or the inflater says, the file is not what it should be
    if (error instanceof TableRefused || !isAboutContent(error)) throw error;
    throw broken();
  } finally {
    content.destroy();
  }
}

function isAboutContent(error: unknown): boolean {
  const code = (error as {code?: unknown}).code;
  return isBadText(error) || (typeof code === 'string' && code.startsWith('Z_'));
}

/** Some programs write every element with a prefix. */
function bare(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** "C12" is 2. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Characters that XML cannot hold are written as _x000A_. */
function plain(text: string): string {
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** A part of a larger text keeps all of it in memory: this one stands by itself. */
export function ownCopy(text: string): string {
  return Buffer.from(text).toString();
}

function broken(): TableRefused {
  return new TableRefused('FILE_BROKEN');
}
