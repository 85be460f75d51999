import {PersonalVault} from '@concours/kernel/personal/vault';
import path from 'node:path';
import {StartRefused} from './data-folder.js';
import {keptKeys} from './kept-keys.js';

const FILE = 'personal.keys';

/**
 * The keys that personal data in this folder is sealed with: made once, kept for ever, readable by nobody else. A backup without
 * this file is a backup without telephone numbers and addresses.
 */
export async function vaultOf(dataDir: string): Promise<PersonalVault> {
  return new PersonalVault(await keptKeys(dataDir, FILE));
}

export const keysRefused = (dataDir: string): StartRefused =>
  new StartRefused(
    `${path.join(dataDir, FILE)} is missing or another one: bring back the file that this folder was filled with.`,
  );
