/** A list that grows at both ends. Pure. */
interface Row {
  id: string;
}

/**
 * Of the newest page, what the list does not have yet. `gap`: none of it is known, so there may be more in between, and the
 * list has to begin anew.
 */
export function fresh<T extends Row>(rows: readonly T[], page: readonly T[]): {rows: T[]; gap: boolean} {
  const known = new Set(rows.slice(0, page.length).map(({id}) => id));
  const found = page.filter(({id}) => !known.has(id));
  return {rows: found, gap: rows.length > 0 && found.length > 0 && found.length === page.length};
}
