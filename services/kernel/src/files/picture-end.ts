import {createReadStream} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';

const SEGMENTS_MOST = 100_000;

/** Whether a picture has its end: the reader of headers does not look so far. What follows the end is of no interest. */
export async function hasEnd(path: string, format: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const {size} = await handle.stat();
    if (format === 'png') return await pngEnds(handle, size);
    if (format === 'webp') return (await at(handle, 4, 4)).readUInt32LE(0) + 8 <= size;
    const scan = await jpegScan(handle, size);
    return scan !== null && (await jpegEnds(path, scan));
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}

async function pngEnds(handle: FileHandle, size: number): Promise<boolean> {
  let position = 8;
  for (let n = 0; n < SEGMENTS_MOST && position + 12 <= size; n++) {
    const chunk = await at(handle, position, 8);
    position += chunk.readUInt32BE(0) + 12;
    if (chunk.toString('latin1', 4, 8) === 'IEND') return position <= size;
  }
  return false;
}

/** Where the picture itself begins: a preview in the header has an end of its own, which is not the one looked for. */
async function jpegScan(handle: FileHandle, size: number): Promise<number | null> {
  let position = 2;
  for (let n = 0; n < SEGMENTS_MOST && position + 4 <= size; n++) {
    const segment = await at(handle, position, 4);
    if (segment[0] !== 0xff) return null;
    if (segment[1] === 0xda) return position;
    position += segment[1] === 0xff ? 1 : 2 + segment.readUInt16BE(2);
  }
  return null;
}

/** In the compressed data FF D9 stands for nothing but the end. */
async function jpegEnds(path: string, start: number): Promise<boolean> {
  let last = 0;
  for await (const part of createReadStream(path, {start})) {
    const bytes = part as Buffer;
    if ((last === 0xff && bytes[0] === 0xd9) || bytes.includes('\u00ff\u00d9', 0, 'latin1')) return true;
    last = bytes[bytes.length - 1];
  }
  return false;
}

async function at(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const {buffer, bytesRead} = await handle.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw new RangeError('the file ends here');
  return buffer;
}
