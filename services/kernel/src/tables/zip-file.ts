import {pipeline, Readable, Transform} from 'node:stream';
import {createInflateRaw} from 'node:zlib';
import {slices, type FileBytes} from './file-bytes.js';
import {TableRefused} from './table-refused.js';

interface Entry {
  name: string;
  method: number;
  packed: number;
  unpacked: number;
  headerAt: number;
}

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const MAX_COMMENT = 65_535;
const MAX_ENTRIES = 1_000;
const MAX_DIRECTORY = 1_048_576;

/**
 * A zip file by its directory, which names every entry and where it lies: nothing is unpacked but what is asked for, and
 * never more than was promised.
 */
export class ZipFile {
  private constructor(
    private readonly file: FileBytes,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  static async open(file: FileBytes): Promise<ZipFile> {
    const tailAt = Math.max(0, file.size - END_SIZE - MAX_COMMENT);
    const tail = await file.read(tailAt, END_SIZE + MAX_COMMENT);
    let end = tail.length - END_SIZE;
    while (end >= 0 && tail.readUInt32LE(end) !== END) end--;
    if (end < 0) throw broken();
    const [count, size, at] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
    if (count > MAX_ENTRIES || size > MAX_DIRECTORY || at + size > file.size) throw broken();
    return new ZipFile(file, entriesOf(await file.read(at, size), count));
  }

  get names(): string[] {
    return [...this.entries.keys()];
  }

  /** The content of an entry; refused as soon as it is longer than `most`. Null if there is none of this name. */
  async open(name: string, most: number): Promise<Readable | null> {
    const entry = this.entries.get(name);
    if (!entry) return null;
    if (entry.unpacked > most) throw new TableRefused('FILE_INFLATED');
    const header = await this.file.read(entry.headerAt, 30);
    if (header.length < 30 || header.readUInt32LE(0) !== LOCAL) throw broken();
    const from = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    if (from + entry.packed > this.file.size) throw broken();
    const packed = Readable.from(slices(this.file, from, from + entry.packed), {objectMode: false});
    const counted = atMost(most);
    // the reader of the last one hears of whatever goes wrong before it
    if (entry.method === 8) pipeline(packed, createInflateRaw(), counted, () => undefined);
    else if (entry.method === 0) pipeline(packed, counted, () => undefined);
    else throw broken();
    return counted;
  }
}

function entriesOf(directory: Buffer, count: number): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (let at = 0, n = 0; n < count; n++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== DIRECTORY) throw broken();
    const [nameSize, extra, comment] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset));
    const name = directory.toString('utf8', at + 46, at + 46 + nameSize);
    // an encrypted entry, and two of one name, of which programs take different ones
    if ((directory.readUInt16LE(at + 8) & 1) === 1 || entries.has(name)) throw broken();
    entries.set(name, {
      name,
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      headerAt: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameSize + extra + comment;
  }
  return entries;
}

/** What an entry says of its own size need not be true. */
function atMost(most: number): Transform {
  let size = 0;
  return new Transform({
    transform(bytes: Buffer, _encoding, done) {
      size += bytes.length;
      if (size > most) done(new TableRefused('FILE_INFLATED'));
      else done(null, bytes);
    },
  });
}

function broken(): TableRefused {
  return new TableRefused('FILE_BROKEN');
}
