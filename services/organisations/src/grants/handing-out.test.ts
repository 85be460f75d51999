import type {Caller, CallerGrant} from '@concours/kernel/identity';
import {isRefusal} from '@concours/kernel/refusal';
import {may} from '@concours/kernel/scope';
import {accountWith} from '@concours/kernel/testing/callers';
import {permissions, roles, type Role} from '@concours/schema/access';
import {demandHandOut, mayHandOut} from './grant.service.js';

/** Said anew here, by hand: who may appoint whom. Only within a campaign: what a campaign's owner appoints. */
const everyRole: readonly Role[] = roles;
const appoints: Partial<Record<Role, readonly Role[]>> = {
  PLATFORM_ADMIN: everyRole,
  UNIT_ADMIN: ['UNIT_ADMIN', 'UNIT_REPORTER', 'REVIEWER'],
  CAMPAIGN_OWNER: ['TRACK_HOST', 'SCREENER', 'JUDGE', 'CLERK'],
};

const place = {own: 'r.h.', child: 'r.h.s.', sibling: 'r.w.', parent: 'r.', lookalike: 'r.hh.'} as const;
const scopes = ['', 'C', 'C/t', 'C/u', 'D', 'CC'];
const SOON = Date.parse('2026-12-01T00:00:00Z');
const LATER = Date.parse('2027-12-01T00:00:00Z');
const ends = [SOON, LATER, null];

const contains = (outer: string, inner: string): boolean =>
  outer === '' || inner === outer || inner.startsWith(`${outer}/`);

/** Everything that somebody may do anywhere, now and after each of the ends. */
function powers(grants: readonly CallerGrant[]): Set<string> {
  const found = new Set<string>();
  for (const at of [SOON - 1, LATER - 1, LATER]) {
    const held = accountWith(...grants.filter(({until = Infinity}) => until > at));
    for (const [name, roles] of Object.entries(permissions))
      for (const path of Object.values(place))
        for (const scope of scopes)
          if (may(held, {roles, path, within: scope || undefined})) found.add(`${name} ${path} ${scope} ${at}`);
  }
  return found;
}

/** Who appoints nobody appoints nobody within a campaign either. */
const granters = everyRole.flatMap((role) =>
  (role in appoints ? ['', 'C', 'C/t'] : ['']).flatMap((within) =>
    [SOON, null].map((until) => ({role, within, until})),
  ),
);
const grantOf = (role: Role, path: string, within: string, until: number | null): CallerGrant => ({
  ...{role, organisation: path, path},
  ...(within !== '' && {within}),
  ...(until !== null && {until}),
});

function codeOf(work: () => void): string {
  try {
    work();
    return 'permitted';
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return error.code;
  }
}

describe('handing out roles', () => {
  it.each(granters)('$role within "$within" until $until hands out what it may, and no more', (granter) => {
    const own = grantOf(granter.role, place.own, granter.within, granter.until);
    const caller: Caller = accountWith(own);
    const before = powers([own]);
    const wrong: unknown[] = [];
    for (const role of everyRole)
      for (const [where, path] of Object.entries(place))
        for (const scope of scopes)
          for (const until of ends) {
            const wanted = {role, scope, path};
            const check = (what: string, got: unknown, expected: unknown) => {
              if (got !== expected) wrong.push({...wanted, until, what, got, expected});
            };
            const give = (to: string) =>
              codeOf(() => demandHandOut(caller, wanted, until === null ? null : new Date(until), to));
            const confined = granter.role !== 'CAMPAIGN_OWNER' || scope !== '';
            const reaches = (where === 'own' || where === 'child') && contains(granter.within, scope) && confined;
            const appointed = reaches && (appoints[granter.role] ?? []).includes(role);
            const lasts = granter.until === null || (until !== null && until <= granter.until);
            const expected = !appointed ? 'NOT_PERMITTED' : lasts ? 'permitted' : 'GRANT_OUTLASTS_YOURS';
            check('to another', give('somebody'), expected);
            check('taken away', mayHandOut(caller, wanted), appointed);
            const changesNothing = () => powers([own, grantOf(role, path, scope, until)]).size === before.size;
            const toOneself = expected !== 'permitted' || changesNothing() ? expected : 'GRANT_TO_YOURSELF';
            check('to oneself', give(caller.id!), toOneself);
          }
    expect(wrong).toEqual([]);
  });

  it('is nothing that somebody without a role does, and everything that the platform itself does', () => {
    const wanted = {role: 'JUDGE' as const, scope: '', path: place.own};
    const anonymous: Caller = {kind: 'anonymous', id: null, name: null, grants: [], requestId: 'r'};
    expect(codeOf(() => demandHandOut(anonymous, wanted, null, 'somebody'))).toBe('NOT_SIGNED_IN');
    expect(codeOf(() => demandHandOut(accountWith(), wanted, null, 'somebody'))).toBe('NOT_PERMITTED');
    expect(codeOf(() => demandHandOut({...anonymous, kind: 'system'}, wanted, null, 'somebody'))).toBe('permitted');
  });

  it('goes by the longest of several grants', () => {
    const caller = accountWith(
      grantOf('UNIT_ADMIN', place.own, '', SOON),
      grantOf('UNIT_ADMIN', place.parent, 'C', LATER),
      grantOf('PLATFORM_ADMIN', place.sibling, '', null),
    );
    const give = (scope: string, until: number | null) =>
      codeOf(() =>
        demandHandOut(
          caller,
          {role: 'REVIEWER', scope, path: place.child},
          until === null ? null : new Date(until),
          'x',
        ),
      );
    expect([give('', SOON), give('', LATER), give('C', LATER), give('C', null)]).toEqual([
      'permitted',
      'GRANT_OUTLASTS_YOURS',
      'permitted',
      'GRANT_OUTLASTS_YOURS',
    ]);
  });
});
