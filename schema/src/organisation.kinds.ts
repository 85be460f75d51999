/** What an organisation is (R1, R2). */
export const organisationKinds = [
  'FEDERATION',
  'INDUSTRY_UNION',
  'ORGAN_UNION',
  'DIRECT_UNION',
  'GRASSROOTS_UNION',
  'CYBERSPACE_OFFICE',
  'MEDIA',
  'COMPANY',
  'ASSOCIATION',
  'DEPARTMENT',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** Where in the administrative order it stands (R1). */
export const organisationLevels = [
  'NATIONAL',
  'PROVINCE',
  'CITY',
  'DIRECT_COUNTY',
  'COUNTY',
  'ZONE',
  'TOWN',
  'UNIT',
] as const;
export type OrganisationLevel = (typeof organisationLevels)[number];
