import type {Caller} from '@concours/kernel/identity';
import {notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {may, type Need} from '@concours/kernel/scope';

/** For what a body does in its own name: a role held above it does not count. */
export function mayItself(caller: Caller, need: Need): boolean {
  if (caller.kind === 'system') return true;
  return may({...caller, grants: caller.grants.filter(({path}) => path === need.path)}, need);
}

export function demandItself(caller: Caller, need: Need): void {
  if (mayItself(caller, need)) return;
  throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
}
