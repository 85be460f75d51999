/** Counts are kept this often at most, and at least; between them by the length of the delay. */
const CLOSEST_MS = 10_000;
const WIDEST_MS = 300_000;
/** So that there is one when the vote opens. */
const BEFORE_OPENING_MS = 60_000;

/** How far apart the kept counts of a delayed round are: a wall moves some sixty times within the delay. */
export const spacingOf = (delayMs: number): number => Math.min(WIDEST_MS, Math.max(CLOSEST_MS, delayMs / 60));

/** Whether counts are to be kept now: while votes come in, and more rarely when no more do, for votes may yet be voided. */
export function isDue(i: {
  opensAt: number | null;
  closesAt: number | null;
  delayMs: number;
  now: number;
  last: number | null;
}): boolean {
  if (i.opensAt === null || i.now < i.opensAt - BEFORE_OPENING_MS) return false;
  if (i.last === null) return true;
  const spacing = spacingOf(i.delayMs);
  const over = i.closesAt !== null && i.last > i.closesAt + spacing;
  return i.now - i.last >= (over ? WIDEST_MS : spacing);
}

/** Whether a vote has opened so lately that the counts of its opening, which are none, stand for those not kept yet. */
export const isOpening = (opensAt: number | null, newest: number, delayMs: number): boolean =>
  opensAt !== null && newest < opensAt + 3 * spacingOf(delayMs);

/**
 * Of the instants at which counts were kept (in order), those that nobody will be shown any more: before the newest that may be seen
 * now, but for the one at which a freeze made them stand still.
 */
export function outlived(
  instants: readonly number[],
  i: {now: number; delayMs: number; freezesAt: number | null},
): number[] {
  const upTo = (limit: number): number | undefined => instants.filter((at) => at <= limit).at(-1);
  const seen = upTo(i.now - i.delayMs);
  if (seen === undefined) return [];
  const still = i.freezesAt === null ? undefined : upTo(Math.min(i.now, i.freezesAt) - i.delayMs);
  return instants.filter((at) => at < seen && at !== still);
}
