import type {Role} from '@/session/session';

/** What a person can be, from the widest to the narrowest; a screen and an app are none. */
export const personRoles = [
  'PLATFORM_ADMIN',
  'CAMPAIGN_OWNER',
  'TRACK_HOST',
  'UNIT_ADMIN',
  'UNIT_REPORTER',
  'REVIEWER',
  'SCREENER',
  'JUDGE',
  'CLERK',
  'AUDITOR',
  'VOTER',
] as const satisfies readonly Role[];
export type PersonRole = (typeof personRoles)[number];
