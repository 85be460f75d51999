/** What people read off a screen and type: none of these is taken for another, in whatever face (no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V). */
const LETTERS = 'ACDEFGHJKMNPQRTWXY34679';
const LENGTH = 8;

/** How long a code stands on a screen. */
export const PAIRING_MS = 10 * 60_000;

/** `draw(n)` is a random number below n. */
export function newCode(draw: (below: number) => number): string {
  return Array.from({length: LENGTH}, () => LETTERS[draw(LETTERS.length)]).join('');
}

/** As it was typed: any case and width, with or without the gap. Null for what can't be a code. */
export function codeOf(typed: string): string | null {
  const code = typed.slice(0, 100).normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  return code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter)) ? code : null;
}

/** Three minutes without a word: what a screen asks for every few seconds is noted once a minute. */
const LATE_MS = 3 * 60_000;

export type DisplayState = 'NEVER' | 'LIVE' | 'LATE';

export function displayStateOf(lastSeenAt: Date | null, now: Date): DisplayState {
  if (!lastSeenAt) return 'NEVER';
  return now.getTime() - lastSeenAt.getTime() <= LATE_MS ? 'LIVE' : 'LATE';
}
