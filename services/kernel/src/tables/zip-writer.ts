import {pipeline, Readable, Transform} from 'node:stream';
import {crc32, createDeflateRaw} from 'node:zlib';

export interface ZipPart {
  name: string;
  content: AsyncIterable<string> | Iterable<string>;
}

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const DIRECTORY = 0x02014b50;
const END = 0x06054b50;
/** Sizes follow the content (bit 3), names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1 January 1980, the first day there is for a zip: the same rows make the same file. */
const DAY = 0x0021;

/** A zip file as it is read, part after part: it never runs ahead of its reader, and nothing of it is held. */
export async function* zipped(parts: Iterable<ZipPart>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  let [at, count] = [0, 0];
  for (const {name, content} of parts) {
    const label = Buffer.from(name);
    const headerAt = at;
    const header = fields([4, LOCAL], [2, 20], [2, FLAGS], [2, DEFLATED], [2, 0], [2, DAY]);
    const local = Buffer.concat([header, Buffer.alloc(12), fields([2, label.length], [2, 0]), label]);
    yield local;
    at += local.length;
    const sum = new Checksum();
    let packed = 0;
    const deflated = createDeflateRaw();
    pipeline(Readable.from(content, {objectMode: false}), sum.tap(), deflated, () => undefined);
    for await (const bytes of deflated as AsyncIterable<Buffer>) {
      packed += bytes.length;
      yield bytes;
    }
    const sizes = fields([4, sum.value], [4, packed], [4, sum.size]);
    yield Buffer.concat([fields([4, DESCRIPTOR]), sizes]);
    at += packed + 16;
    const entry = fields([4, DIRECTORY], [2, 20], [2, 20], [2, FLAGS], [2, DEFLATED], [2, 0], [2, DAY]);
    const rest = fields([2, label.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, headerAt]);
    directory.push(Buffer.concat([entry, sizes, rest, label]));
    count++;
  }
  const listed = Buffer.concat(directory);
  yield listed;
  yield fields([4, END], [2, 0], [2, 0], [2, count], [2, count], [4, listed.length], [4, at], [2, 0]);
}

function fields(...values: [bytes: 2 | 4, value: number][]): Buffer {
  const buffer = Buffer.alloc(values.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of values) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}

/** What a zip says of a content to prove it whole. */
class Checksum {
  size = 0;
  value = 0;

  tap(): Transform {
    return new Transform({
      transform: (bytes: Buffer, _encoding, done) => {
        this.size += bytes.length;
        this.value = crc32(bytes, this.value);
        done(null, bytes);
      },
    });
  }
}
