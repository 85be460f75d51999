/** What is read of a file at once. */
const PIECE = 60_000;

/** A file that can be read anywhere in it, a piece at a time. */
export interface FileBytes {
  readonly size: number;
  /** As many as are there, from the offset on. */
  read(offset: number, length: number): Promise<Buffer>;
}

/** A file that is small enough to be held. */
export function heldBytes(file: Buffer): FileBytes {
  return {size: file.length, read: async (offset, length) => file.subarray(offset, offset + length)};
}

/** The bytes from one offset to another, in pieces. */
export async function* slices(file: FileBytes, from = 0, to = file.size): AsyncGenerator<Buffer> {
  for (let at = from; at < to; at += PIECE) yield await file.read(at, Math.min(PIECE, to - at));
}
