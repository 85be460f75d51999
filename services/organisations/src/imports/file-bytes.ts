import type {FileBytes} from '@concours/kernel/tables/file-bytes';
import type {EntityManager} from 'typeorm';
import {ImportChunk} from './import-job.js';

/** What a blob column of MySQL holds is less than 64 KB. */
export const CHUNK = 60_000;

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
