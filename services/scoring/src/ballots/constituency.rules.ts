/** A unit of the tree that makes up a constituency, or is part of one. */
export interface Member {
  key: string;
  path: string;
}

/** The unit directly below the owner at or above a path; null where the path does not lead below the owner. */
export function branchBelow(ownerPath: string, path: string): string | null {
  if (!path.startsWith(ownerPath) || path.length === ownerPath.length) return null;
  const end = path.indexOf('.', ownerPath.length);
  return end < 0 ? null : path.slice(0, end + 1);
}

/** The constituency that a unit belongs to: the one that names it, or else the nearest unit above it. */
export function memberOver(members: readonly Member[], path: string): string | null {
  let nearest: Member | null = null;
  for (const member of members) {
    if (path.startsWith(member.path) && member.path.length > (nearest?.path.length ?? 0)) nearest = member;
  }
  return nearest?.key ?? null;
}
