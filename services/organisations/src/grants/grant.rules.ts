import {permissions, type Permission, type Role} from '@concours/schema/access';

/** How the kernel writes a narrowing: opaque to it, `<campaignId>` or `<campaignId>/<trackKey>` to us. */
export function scopeOf(campaignId?: string | null, trackKey?: string | null): string {
  if (!campaignId) return '';
  return trackKey ? `${campaignId}/${trackKey}` : campaignId;
}

/** Nobody hands out more than they hold: which of one's own roles lets one grant a role. */
export function rolesThatGrant(role: Role, scope: string): Role[] {
  const granting: Role[] = ['PLATFORM_ADMIN'];
  if (['UNIT_ADMIN', 'UNIT_REPORTER', 'REVIEWER'].includes(role)) granting.push('UNIT_ADMIN');
  // a campaign's owner appoints people for that campaign, never for all that the organisation will ever run
  if (scope !== '' && ['SCREENER', 'JUDGE', 'CLERK', 'TRACK_HOST'].includes(role)) granting.push('CAMPAIGN_OWNER');
  return granting;
}

/** The permissions that a role brings along. */
export function permissionsOf(role: Role): Permission[] {
  return (Object.keys(permissions) as Permission[]).filter((name) =>
    (permissions[name] as readonly Role[]).includes(role),
  );
}
