import {readFileSync} from 'node:fs';
import {parseSigningKeys, type SigningKey, SIGNING_KEYS_PATTERN} from './identity.js';
import type {Logger} from './log.js';

/** Undefined where there is no such file, or none of keys. */
export function signingKeysIn(file: string): SigningKey[] | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
  return SIGNING_KEYS_PATTERN.test(text) ? parseSigningKeys(text) : undefined;
}

/**
 * Puts the keys of the file in place of those in the list, which whoever signs and verifies goes on looking into. So keys
 * rotate without a stop, three files one after the other, each told to every process: old and new; new and old; new. A file
 * that is no good changes nothing.
 */
export function followKeyFile(keys: SigningKey[], file: string | undefined, log: Logger): void {
  if (file === undefined) return;
  process.on('SIGHUP', () => {
    const next = signingKeysIn(file);
    if (!next) return log.error('the file of signing keys is no good: the keys stay as they are');
    keys.splice(0, keys.length, ...next);
    log.info({keys: next.map(({id}) => id)}, 'signing keys were read anew');
  });
}
