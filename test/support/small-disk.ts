import {spawnSync} from 'node:child_process';
import {closeSync, fsyncSync, mkdtempSync, openSync, rmdirSync, rmSync, statfsSync, writeSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** A disk of its own that can be filled up. */
export interface SmallDisk {
  folder: string;
  /** Leaves so much of it. */
  fill(leaving: number): void;
  /** What filled it is gone. */
  clear(): void;
  remove(): void;
}

const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
const asRoot = (...command: string[]): boolean => {
  const [program, ...args] = [...sudo, ...command];
  return spawnSync(program, args, {stdio: 'ignore'}).status === 0;
};

/** As root, or where sudo asks for nothing. */
export function mayMount(): boolean {
  try {
    smallDisk(1).remove();
    return true;
  } catch {
    return false;
  }
}

export function smallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'concours-disk-'));
  if (!asRoot('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0777`, 'tmpfs', folder)) {
    rmdirSync(folder);
    throw new Error('this user may not mount a disk');
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill(leaving) {
      const file = openSync(filler, 'a');
      const {bavail, bsize} = statfsSync(folder);
      const block = Buffer.alloc(bsize);
      for (let left = bavail - Math.ceil(leaving / bsize); left > 0; left--) writeSync(file, block);
      fsyncSync(file);
      closeSync(file);
    },
    clear: () => rmSync(filler, {force: true}),
    remove() {
      asRoot('umount', '--lazy', folder);
      rmdirSync(folder);
    },
  };
}
