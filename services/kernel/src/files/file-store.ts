import type {Readable} from 'node:stream';
import type {ByteRange} from './byte-range.rules.js';

/** Where finished files lie, by their digest: equal files are kept once. Local disk now, an object store in its place later. */
export interface FileStore {
  /** Keeps a copy of a local file; settles once it is on stable storage. */
  keep(digest: string, path: string): Promise<void>;
  /** Null where there is no such file. */
  size(digest: string): Promise<number | null>;
  read(digest: string, range?: ByteRange): Readable;
  /** Removes files that nobody refers to and that have been there for an hour at least. */
  sweep(isReferred: (digest: string) => Promise<boolean>): Promise<number>;
}
