/** A year, and the day that a leap year adds: who says "in a year" is not refused. */
const LONGEST_MS = 366 * 86_400_000;
/** More than anybody tells apart; a script that makes keys without end is stopped here. */
export const MOST_KEYS = 50;

export function latestEnd(now: Date): Date {
  return new Date(now.getTime() + LONGEST_MS);
}

export function isEnd(expiresAt: Date, now: Date): boolean {
  return expiresAt > now && expiresAt <= latestEnd(now);
}

/** How names of keys are compared: "Stats ", "stats" and "ＳＴＡＴＳ" are one. */
export function keyNameOf(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
