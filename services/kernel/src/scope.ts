import type {Caller, CallerGrant} from './identity.js';
import {notPermitted, notSignedIn, personNeeded} from './refusal.js';

/** What an act requires: one of these roles, at this place of the tree, in this scope ("c" or "c/t"). */
export interface Need {
  roles: readonly string[];
  path: string;
  within?: string;
}

/** The paths below and including `path`, as a range an index can seek: `path >= from AND path < to`. */
export function subtree(path: string): {from: string; to: string} {
  if (!path.endsWith('.')) throw new RangeError('a path ends with a dot');
  // '/' is the character after '.', so nothing that starts with the path sorts at or beyond it
  return {from: path, to: `${path.slice(0, -1)}/`};
}

export function covers(ancestorPath: string, path: string): boolean {
  return ancestorPath.length > 1 && ancestorPath.endsWith('.') && path.startsWith(ancestorPath);
}

export function may(caller: Caller, need: Need): boolean {
  if (caller.kind === 'system') return true;
  return grantFor(caller, need) !== undefined;
}

/** The grant by which a caller may do it: of several the one nearest to the place. The system needs none. */
export function grantFor(caller: Caller, need: Need): CallerGrant | undefined {
  let nearest: CallerGrant | undefined;
  for (const grant of caller.grants) {
    if (nearest && grant.path.length <= nearest.path.length) continue;
    if (fits(grant, need)) nearest = grant;
  }
  return nearest;
}

/** Until when a caller may do it, in ms since 1970; Infinity without an end, 0 for who may not. */
export function mayUntil(caller: Caller, need: Need): number {
  if (caller.kind === 'system') return Infinity;
  return Math.max(0, ...caller.grants.filter((grant) => fits(grant, need)).map(({until = Infinity}) => until));
}

export function demand(caller: Caller, need: Need): void {
  if (may(caller, need)) return;
  throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
}

/** For what is shown to everybody who has signed in, as oneself or with a key: not to screens, nor to voters whom an app vouches for. */
export function isSignedIn({kind}: Caller): boolean {
  return kind === 'account' || kind === 'key' || kind === 'system';
}

/** For what hands out access: keys, passwords, grants. */
export function demandPerson({kind}: Caller): void {
  if (kind === 'account' || kind === 'system') return;
  throw kind === 'anonymous' ? notSignedIn() : kind === 'key' ? personNeeded() : notPermitted();
}

/** Where a caller holds one of the roles: what row scoping in queries is built from. Empty means: no rows. */
export function scopesOf(caller: Caller, roles: readonly string[]): {path: string; within?: string}[] {
  return caller.grants
    .filter((grant) => roles.includes(grant.role) && covers(grant.path, grant.path))
    .map(({path, within}) => (within === undefined ? {path} : {path, within}));
}

function fits(grant: CallerGrant, need: Need): boolean {
  return need.roles.includes(grant.role) && covers(grant.path, need.path) && reaches(grant.within, need.within);
}

/** The roots of the tree at which a caller holds one of the roles without narrower scope: for what has no place in the tree. */
export function rootsOf(caller: Caller, roles: readonly string[]): string[] {
  if (caller.kind === 'system') return [''];
  return scopesOf(caller, roles)
    .filter(({path, within}) => within === undefined && path.indexOf('.') === path.length - 1)
    .map(({path}) => path);
}

/** A grant without scope reaches everything; one with a scope never reaches what has none. */
function reaches(granted: string | undefined, needed: string | undefined): boolean {
  if (granted === undefined) return true;
  return needed !== undefined && (needed === granted || needed.startsWith(`${granted}/`));
}
