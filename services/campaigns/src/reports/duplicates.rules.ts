/** A report as far as it takes to tell whether another one is the same event. */
export interface Told {
  id: string;
  organisationId: string;
  heldOn: string;
  title: string;
}

/** Letters and digits alone: how a title is set off and spaced says nothing. */
const plainOf = (title: string): string =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Above this two titles are taken for one, typed differently. */
const NEAR = 0.75;

/** Whether two titles name one event: equal but for their setting, or most of their neighbouring characters are the same. */
export function sameTitle(one: string, other: string): boolean {
  const [a, b] = [plainOf(one), plainOf(other)];
  if (a === b) return true;
  const [pairs, others] = [pairsOf(a), pairsOf(b)];
  if (pairs.length === 0 || others.length === 0) return false;
  const left = new Map<string, number>();
  for (const pair of pairs) left.set(pair, (left.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of others) {
    const count = left.get(pair) ?? 0;
    if (count === 0) continue;
    left.set(pair, count - 1);
    shared++;
  }
  return 2 * shared >= NEAR * (pairs.length + others.length);
}

function pairsOf(text: string): string[] {
  const characters = Array.from(text);
  return characters.slice(1).map((character, i) => `${characters[i]}${character}`);
}

/** For each the others of its unit and day with a near title: told, never decided, for two events of a day may be alike. */
export function duplicatesAmong(reports: readonly Told[]): Map<string, string[]> {
  const byDay = new Map<string, Told[]>();
  for (const report of reports) {
    const key = `${report.organisationId} ${report.heldOn}`;
    byDay.set(key, [...(byDay.get(key) ?? []), report]);
  }
  const found = new Map<string, string[]>();
  for (const day of byDay.values()) {
    for (const report of day) {
      const others = day.filter(({id, title}) => id !== report.id && sameTitle(title, report.title));
      if (others.length > 0)
        found.set(
          report.id,
          others.map(({id}) => id),
        );
    }
  }
  return found;
}
