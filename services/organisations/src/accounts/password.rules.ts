import {isCommon} from './common-passwords.rules.js';

export const MAX_PASSWORD_BYTES = 200;
export const MIN_PASSWORD_CHARACTERS = 8;

export type PasswordFault = 'short' | 'long' | 'common' | 'name';

/** What is wrong with a password for an account of these names; null where nothing is. */
export function passwordFault(password: string, names: readonly string[]): PasswordFault | null {
  if (isTooLong(password)) return 'long';
  if ([...password].length < MIN_PASSWORD_CHARACTERS) return 'short';
  if (isCommon(password)) return 'common';
  const plain = letters(password);
  // the name with a digit or two behind it is still the name
  return names.some((name) => letters(name) !== '' && plain.replace(/\d{0,4}$/, '') === letters(name)) ? 'name' : null;
}

/** Nothing longer than a password may be is looked at any further. */
export function isTooLong(password: string): boolean {
  return password.length > MAX_PASSWORD_BYTES || new TextEncoder().encode(password).length > MAX_PASSWORD_BYTES;
}

function letters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
