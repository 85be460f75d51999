import {createReadStream} from 'node:fs';
import {copyFile, mkdir, open, readdir, rename, stat, unlink, utimes} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {Readable} from 'node:stream';
import {newId} from '../ids.js';
import type {ByteRange} from './byte-range.rules.js';
import type {FileStore} from './file-store.js';

const DIGEST = /^[0-9a-f]{64}$/;
const KEPT_MS = 3_600_000;

/** Files on a disk of this machine, `<folder>/ab/abcd…`. */
export class LocalFiles implements FileStore {
  constructor(private readonly folder: string) {}

  async keep(digest: string, path: string): Promise<void> {
    const target = this.pathOf(digest);
    if ((await this.size(digest)) !== null) {
      // A sweep that runs now must see that somebody wants it again.
      const now = new Date();
      return utimes(target, now, now);
    }
    await mkdir(dirname(target), {recursive: true});
    // Copied beside and renamed, so that a name never stands for half a file.
    const part = `${target}.${newId()}.part`;
    try {
      await copyFile(path, part);
      await sync(part);
      await rename(part, target);
      await sync(dirname(target));
    } catch (error) {
      await unlink(part).catch(() => undefined);
      throw error;
    }
  }

  async size(digest: string): Promise<number | null> {
    try {
      return (await stat(this.pathOf(digest))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  read(digest: string, range?: ByteRange): Readable {
    return createReadStream(this.pathOf(digest), range);
  }

  async sweep(isReferred: (digest: string) => Promise<boolean>): Promise<number> {
    let removed = 0;
    for (const name of await readdir(this.folder, {recursive: true}).catch(() => [])) {
      const digest = name.split(/[/\\]/).at(-1) ?? '';
      if (!DIGEST.test(digest)) continue;
      const path = this.pathOf(digest);
      if (Date.now() - (await stat(path)).mtimeMs < KEPT_MS || (await isReferred(digest))) continue;
      await unlink(path);
      removed += 1;
    }
    return removed;
  }

  private pathOf(digest: string): string {
    if (!DIGEST.test(digest)) throw new RangeError('not a digest');
    return join(this.folder, digest.slice(0, 2), digest);
  }
}

/** Written is not stored: the data, and for a new name its folder, must reach the disk before anything is acknowledged. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
