import {permissions, type Permission, type Role} from '@concours/schema/access';

/** Where a row may lie, as seen from the unit at which every caller holds their role. */
export const places = ['own', 'child', 'sibling', 'parent'] as const;
export type Place = (typeof places)[number];

export const codeOf: Record<Place, string> = {own: 'p.own', child: 'p.own.child', sibling: 'p.sib', parent: 'p'};

/** Campaigns, by the place of the unit that owns them; F is another one of the same unit: foreign to who is confined to A. */
export const campaigns = {A: 'own', B: 'child', C: 'sibling', D: 'parent', F: 'own'} as const;
export type CampaignKey = keyof typeof campaigns;
export const tracksOf = (campaign: CampaignKey): string[] => (campaign === 'A' ? ['song', 'dance'] : ['song']);

/** What a row belongs to. A permission is held at the unit or at the owner of the campaign, by its name. */
export interface Spot {
  unit?: Place;
  campaign?: CampaignKey;
  track?: string;
}

export const everyTrack: {campaign: CampaignKey; track: string}[] = (Object.keys(campaigns) as CampaignKey[]).flatMap(
  (campaign) => tracksOf(campaign).map((track) => ({campaign, track})),
);

/** Every text of a row carries it, so that a leak is found by looking for marks in what came back. */
export const markOf = ({unit, campaign, track}: Spot, what = ''): string =>
  `⟦${campaign ?? ''}${track ? `/${track}` : ''}@${unit ?? ''}${what && ` ${what}`}⟧`;
export const marks = /⟦[^⟧]*⟧/g;

/** A role at the own unit, for everything or within A, or within one track of it. */
export interface Held {
  role: Role;
  within: '' | 'A' | 'A/song';
}

const campaignLevel = /^(campaign|screening|round|integrity|result|track|workPlan|contact)\./;

/** Said anew here, and simply: what the whole matrix is held against. */
export function holds(held: readonly Held[], permission: Permission, spot: Spot): boolean {
  const roles: readonly Role[] = permissions[permission];
  const at = campaignLevel.test(permission) ? spot.campaign && campaigns[spot.campaign] : spot.unit;
  const below = at === 'own' || at === 'child';
  return held.some(({role, within}) => roles.includes(role) && below && lies(spot, within));
}

function lies({campaign, track}: Spot, within: Held['within']): boolean {
  if (within === '') return true;
  return within === 'A' ? campaign === 'A' : campaign === 'A' && track === 'song';
}

/** Whether any of the roles is held at all, wherever. */
export function holdsSomewhere(held: readonly Held[], permission: Permission): boolean {
  return held.some(({role}) => (permissions[permission] as readonly Role[]).includes(role));
}
