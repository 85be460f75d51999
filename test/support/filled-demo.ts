import {existsSync} from 'node:fs';
import {cp, mkdtemp, rename, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startPlatform} from './platform.js';
import {sharedFolder} from './shared-folder.js';

const kept = () => join(sharedFolder(), 'demo');

/** A data folder with the whole demo in it, the caller's own. Filling takes half a minute: one file of a run does it, the others copy. */
export async function filledDemo(): Promise<string> {
  const own = await mkdtemp(join(tmpdir(), 'concours-demo-'));
  if (existsSync(kept())) {
    await cp(kept(), own, {recursive: true});
    return own;
  }
  const platform = await startPlatform({demo: 'on', dataDir: own, timeoutMs: 300_000});
  await platform.stop();
  await keepDemo(own);
  return own;
}

/** Lets the other files of this run copy it. Its platform must have stopped. */
export async function keepDemo(dataDir: string): Promise<void> {
  if (existsSync(kept())) return;
  const draft = `${kept()}-${process.pid}`;
  await cp(dataDir, draft, {recursive: true});
  // of two files that filled at the same time the second finds the first one's
  await rename(draft, kept()).catch(() => rm(draft, {recursive: true, force: true}));
}
