import type {EntityManager} from 'typeorm';
import {ImportChunk} from './import-job.js';

/** What a blob column of MySQL holds is less than 64 KB. */
export const CHUNK = 60_000;

/** A file that can be read anywhere in it, a piece at a time. */
export interface FileBytes {
  readonly size: number;
  /** As many as are there, from the offset on. */
  read(offset: number, length: number): Promise<Buffer>;
}

/** An uploaded file in its pieces; no more than one of them is held. */
export function bytesOf(manager: EntityManager, importId: string, size: number): FileBytes {
  let held: {number: number; bytes: Buffer} | undefined;
  const piece = async (number: number): Promise<Buffer> => {
    if (held?.number !== number) {
      const {bytes} = await manager.findOneByOrFail(ImportChunk, {importId, number});
      held = {number, bytes};
    }
    return held.bytes;
  };
  return {
    size,
    read: async (offset, length) => {
      const parts: Buffer[] = [];
      const end = Math.min(size, offset + length);
      for (let at = offset; at < end;) {
        const start = at % CHUNK;
        const bytes = (await piece(Math.floor(at / CHUNK))).subarray(start, start + end - at);
        parts.push(bytes);
        at += bytes.length;
      }
      return parts.length === 1 ? parts[0] : Buffer.concat(parts);
    },
  };
}

/** The bytes from one offset to another, in pieces. */
export async function* slices(file: FileBytes, from = 0, to = file.size): AsyncGenerator<Buffer> {
  for (let at = from; at < to; at += CHUNK) yield await file.read(at, Math.min(CHUNK, to - at));
}
