import type {Permission} from '@/access/permission-words';

/** What concerns a campaign as a whole is asked at the organisation that owns it; the rest at a unit. */
const ofCampaigns = ['campaign', 'screening', 'round', 'result'];
export const isOfCampaign = (permission: string): boolean => ofCampaigns.includes(permission.split('.')[0] ?? '');

export const areas = ['organisation', 'campaign', 'report', 'work', 'screening', 'round', 'result', 'wall'] as const;
export type Area = (typeof areas)[number];

/** Where a permission stands in a list for reading: by what it is about. */
export function areaOf(permission: string): Area {
  const [about] = permission.split('.');
  return areas.find((area) => area === about) ?? 'organisation';
}

/** Permissions by area, in the order of the areas. */
export function byArea<T>(
  items: readonly T[],
  permissionOf: (item: T) => Permission | string,
): {area: Area; items: T[]}[] {
  return areas
    .map((area) => ({area, items: items.filter((item) => areaOf(permissionOf(item)) === area)}))
    .filter(({items: of}) => of.length > 0);
}
