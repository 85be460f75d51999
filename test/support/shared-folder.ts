import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const variable = 'CONCOURS_TEST_FOLDER';
let made: string | undefined;

/** A folder of this run, for what is costly to make and needed by several files; it goes away with the run. */
export function makeSharedFolder(): void {
  if (process.env[variable]) return;
  made = mkdtempSync(join(tmpdir(), 'concours-run-'));
  process.env[variable] = made;
}

export function removeSharedFolder(): void {
  if (made) rmSync(made, {recursive: true, force: true});
}

export function sharedFolder(): string {
  const folder = process.env[variable];
  if (!folder) throw new Error('no folder of this run: its global set-up has not run');
  return folder;
}
