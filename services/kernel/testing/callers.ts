import type {Caller, CallerGrant} from '../src/identity.js';
import {newId} from '../src/ids.js';

/** A role at a path; the organisation is the path's last segment. */
export function grantOf(role: string, path: string, within?: string): CallerGrant {
  const organisation = path.split('.').filter(Boolean).at(-1) ?? '';
  return within === undefined ? {role, organisation, path} : {role, organisation, path, within};
}

export function accountWith(...grants: CallerGrant[]): Caller {
  return {kind: 'account', id: newId(), name: 'Somebody', grants, requestId: newId()};
}
