/** What a page of a standing shows. Pure; the order itself is the platform's, down to the last tie. */
interface StandingLine {
  advances: boolean;
  entry: {id: string; number: string};
  submission: {title: string; author: string};
  organisation: {name: string; shortName: string};
  scores: readonly {missing: boolean}[];
}

/** Rows in which every word of the search is found, in whatever field. */
export function matching<T extends StandingLine>(rows: readonly T[], search: string): readonly T[] {
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({entry, submission, organisation}) => {
    const text = [entry.number, submission.title, submission.author, organisation.name, organisation.shortName];
    const line = text.join(' ').toLowerCase();
    return words.every((word) => line.includes(word));
  });
}

interface RowsPage<T> {
  rows: readonly T[];
  /** What the address carries to get the next page. */
  next: string | null;
}

/** A page of rows that are all here already; `after` counts the rows passed over, and what is no such count is 0. */
export function pageAfter<T>(rows: readonly T[], after: string, size: number): RowsPage<T> {
  const from = /^\d{1,6}$/.test(after) && Number(after) < rows.length ? Number(after) : 0;
  const end = from + size;
  return {rows: rows.slice(from, end), next: end < rows.length ? String(end) : null};
}

/** Where the cut runs: under which entry, and how many stand above it. Null where all advance, or none, or not those above alone. */
export function cutLine(rows: readonly StandingLine[]): {under: string; n: number} | null {
  const last = rows.findLast(({advances}) => advances);
  if (!last || last === rows.at(-1)) return null;
  if (rows.slice(0, rows.indexOf(last)).some(({advances}) => !advances)) return null;
  return {under: last.entry.id, n: rows.filter(({advances}) => advances).length};
}

/** How many entries still lack a component: a result can't be frozen before there are none. */
export function incomplete(rows: readonly StandingLine[]): number {
  return rows.filter(({scores}) => scores.some(({missing}) => missing)).length;
}
