import {mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';

/** A line for whoever starts the platform; nothing is wrong with the platform itself. */
export class StartRefused extends Error {}

/** The folders of this process. In a container every process may have the same number, one that crashed as well. */
const held = new Set<string>();

/** Two processes over one folder would not hear each other's events. Answers with what gives the folder free again. */
export async function claimDataFolder(folder: string): Promise<() => Promise<void>> {
  const claim = path.join(folder, 'running.pid');
  try {
    await mkdir(folder, {recursive: true});
    const holder = held.has(claim) ? process.pid : await holderOf(claim);
    if (holder !== null) {
      throw new StartRefused(`Concours runs on ${folder} already (process ${holder}). Stop it first, or set DATA_DIR.`);
    }
    await writeFile(claim, `${process.pid}\n`);
    held.add(claim);
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartRefused(`The data folder ${folder} can't be written (${code}): make it writable, or set DATA_DIR.`);
  }
  return async () => {
    await rm(claim, {force: true});
    held.delete(claim);
  };
}

/** The process that holds the folder, if it is still alive; a claim with this one's number is left over. */
async function holderOf(claim: string): Promise<number | null> {
  const text = await readFile(claim, 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return null;
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? pid : null;
  }
}
