import {Readable, pipeline} from 'node:stream';
import {CsvError, parse} from 'csv-parse';
import {slices, type FileBytes} from './file-bytes.js';
import {TableRefused} from './table-refused.js';
import {cut, MAX_COLUMNS, type SheetRow} from './sheet-row.js';

const ENCODINGS = ['utf-8', 'gb18030'] as const;
const MAX_RECORD = 200_000;

/**
 * How the text is written. Old spreadsheets write GBK and newer ones UTF-8, mostly without saying so: what is sound UTF-8
 * from end to end is UTF-8, since Chinese in GBK never is.
 */
export async function encodingOf(file: FileBytes): Promise<string> {
  const head = await file.read(0, 2);
  if (head.equals(Buffer.from([0xff, 0xfe]))) return 'utf-16le';
  for (const encoding of ENCODINGS) if (await isSound(file, encoding)) return encoding;
  throw new TableRefused('ENCODING_UNKNOWN');
}

async function isSound(file: FileBytes, encoding: string): Promise<boolean> {
  const decoder = new TextDecoder(encoding, {fatal: true});
  try {
    for await (const bytes of slices(file)) decoder.decode(bytes, {stream: true});
    decoder.decode();
    return true;
  } catch (error) {
    if (isBadText(error)) return false;
    throw error;
  }
}

/** What a decoder throws at bytes that are no text. */
export function isBadText(error: unknown): boolean {
  return (error as {code?: unknown}).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
}

/** The rows of a file of separated values, one after the other; the comma, the semicolon or the tab is told by its first line. */
export async function* csvRows(file: FileBytes, encoding: string): AsyncGenerator<SheetRow> {
  const {delimiter, fromLine} = await shapeOf(file, encoding);
  const parser = parse({
    delimiter,
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    from_line: fromLine,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD,
    info: true,
  });
  // a failure of either side ends the other, and reaches the loop below
  pipeline(Readable.from(textOf(file, encoding)), parser, () => undefined);
  try {
    for await (const {record, info} of parser as AsyncIterable<Parsed>) {
      const number = info.records + info.empty_lines + fromLine - 1;
      yield {number, cells: record.slice(0, MAX_COLUMNS).map(cut)};
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new TableRefused('CSV_BROKEN', {line: Number(error.lines ?? 0)});
  } finally {
    parser.destroy();
  }
}

interface Parsed {
  record: string[];
  info: {records: number; empty_lines: number};
}

async function* textOf(file: FileBytes, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, {fatal: true});
  for await (const bytes of slices(file)) yield decoder.decode(bytes, {stream: true});
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** Spreadsheets may say what separates the cells, in a line of its own (`sep=;`); otherwise what the headings hold most of. */
async function shapeOf(file: FileBytes, encoding: string): Promise<{delimiter: string; fromLine: number}> {
  const head = new TextDecoder(encoding).decode(await file.read(0, 8_192));
  const line = head.split(/\r\n|\n|\r/, 1)[0];
  const said = /^sep=([,;\t])$/i.exec(line)?.[1];
  if (said !== undefined) return {delimiter: said, fromLine: 2};
  const bare = line.replaceAll(/"[^"]*"/g, '');
  const count = (separator: string): number => bare.split(separator).length;
  return {delimiter: [',', ';', '\t'].sort((a, b) => count(b) - count(a))[0], fromLine: 1};
}
