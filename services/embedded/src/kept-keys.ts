import {parseSigningKeys, type SigningKey, SIGNING_KEYS_PATTERN} from '@concours/kernel/identity';
import {randomBytes} from 'node:crypto';
import {open, readFile, rename} from 'node:fs/promises';
import path from 'node:path';
import {StartRefused} from './data-folder.js';

/** Keys that lie in a file of the data folder: made once, kept for ever, readable by nobody else. */
export async function keptKeys(dataDir: string, name: string): Promise<SigningKey[]> {
  const file = path.join(dataDir, name);
  const text = (await existing(file)) ?? (await made(file));
  if (!SIGNING_KEYS_PATTERN.test(text)) {
    throw new StartRefused(`${file} holds no keys: bring back the file that this folder was filled with.`);
  }
  return parseSigningKeys(text);
}

/** What the heads of the ledger are signed with. Should the file be lost, later heads have another key, and those before stay as they are. */
export const ledgerKeysOf = (dataDir: string): Promise<SigningKey[]> => keptKeys(dataDir, 'ledger.keys');

async function existing(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function made(file: string): Promise<string> {
  // random, so that a new key in an old folder is told from the one that is gone
  const text = `${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64url')}`;
  const draft = `${file}.new`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(`${text}\n`);
    // on the disk before the first value is sealed with it
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  return text;
}
