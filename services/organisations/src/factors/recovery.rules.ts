/** Without letters and digits that are taken for one another. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const LENGTH = 12;
export const RECOVERY_CODES = 10;

/** `XXXX-XXXX-XXXX`, about 59 random bits; `pick` gives a whole number below its argument. */
export function recoveryCode(pick: (below: number) => number): string {
  const letters = Array.from({length: LENGTH}, () => ALPHABET[pick(ALPHABET.length)]);
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** However it is typed; null where it is none. */
export function recoveryCodeOf(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '');
  return plain.length === LENGTH && [...plain].every((letter) => ALPHABET.includes(letter)) ? plain : null;
}

/** Six digits, of any width; null where it is none. */
export function totpCodeOf(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  return /^\d{6}$/.test(plain) ? plain : null;
}
