import {copyFile, type FileHandle, open, unlink} from 'node:fs/promises';
import {newId} from '../ids.js';
import {jpegPosition, moviePosition, type Patch} from './position.rules.js';

const HEAD = 256 * 1024;
const MOOV_MOST = 16 * 1024 * 1024;

/**
 * Where a picture or video was taken is nobody's business here: it is blanked before the file is kept . Works on a copy
 * beside the file, which is gone again when `work` has settled; without a position there is no copy.
 */
export async function withoutPosition<T>(
  path: string,
  format: string | null,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const patches = await positionIn(path, format);
  if (patches.length === 0) return work(path);
  const copy = `${path}.${newId()}.plain`;
  try {
    await copyFile(path, copy);
    const handle = await open(copy, 'r+');
    try {
      for (const {offset, bytes} of patches) await handle.write(bytes, 0, bytes.length, offset);
    } finally {
      await handle.close();
    }
    return await work(copy);
  } finally {
    await unlink(copy).catch(() => undefined);
  }
}

async function positionIn(path: string, format: string | null): Promise<Patch[]> {
  if (format !== 'jpg' && format !== 'mp4' && format !== 'mov') return [];
  const handle = await open(path, 'r');
  try {
    if (format === 'jpg') return jpegPosition(await bytesAt(handle, 0, HEAD));
    const moov = await findMoov(handle);
    if (!moov) return [];
    const patches = moviePosition(await bytesAt(handle, moov.body, moov.length));
    return patches.map(({offset, bytes}) => ({offset: offset + moov.body, bytes}));
  } finally {
    await handle.close();
  }
}

/** Walks the outermost boxes by their headers alone: the pictures between them are never read. */
async function findMoov(handle: FileHandle): Promise<{body: number; length: number} | null> {
  const {size: end} = await handle.stat();
  for (let at = 0, turn = 0; at + 8 <= end && turn < 1_000; turn++) {
    const head = Buffer.from(await bytesAt(handle, at, 16));
    if (head.length < 8) return null;
    const short = head.readUInt32BE(0);
    const [size, header] =
      short === 1 && head.length === 16 ? [Number(head.readBigUInt64BE(8)), 16] : [short === 0 ? end - at : short, 8];
    if (size < header) return null;
    if (head.toString('latin1', 4, 8) === 'moov')
      return size <= MOOV_MOST ? {body: at + header, length: size - header} : null;
    at += size;
  }
  return null;
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  const {bytesRead} = await handle.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
