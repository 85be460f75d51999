/** A table as a notice prints it. A longer one is kept as rows of its own alone, so that a campaign costs the same to load. */
const MOST_ROWS_KEPT = 200;

interface WithTable {
  plan?: {allocation?: {rows: readonly unknown[]}};
}

export function hasLongTable({plan}: WithTable): boolean {
  return (plan?.allocation?.rows.length ?? 0) > MOST_ROWS_KEPT;
}

/** The document without the rows of a long table; a definition always has some, so none means that they are elsewhere. */
export function withoutLongTable<T extends WithTable>(document: T): T {
  if (!hasLongTable(document)) return document;
  return {...document, plan: {...document.plan, allocation: {...document.plan?.allocation, rows: []}}};
}
