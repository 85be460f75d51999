/** The paths of a unit and of everything above it, the root first. */
export function chainOf(path: string): string[] {
  const segments = path.split('.').slice(0, -1);
  return segments.map((_, i) => `${segments.slice(0, i + 1).join('.')}.`);
}

export function parentPath(path: string): string {
  return chainOf(path).at(-2) ?? '';
}

/** A unit's path under its parent's present one: an announcement may be older than a move further up. */
export function pathUnder(parent: string | undefined, announced: string): string {
  return parent === undefined ? announced : `${parent}${announced.split('.').at(-2) ?? ''}.`;
}
