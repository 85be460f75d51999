/** The form of a new grant, and what it means. Pure. */
export interface GrantForm {
  role: string;
  /** Which of one's own places it is given by. */
  place: number;
  organisationId: string;
  campaignId: string;
  trackKey: string;
  /** A day, `2024-07-31`: to its end. Empty: no end. */
  until: string;
}

export interface Place {
  campaignId: string | null;
  trackKey: string | null;
  campaignRequired: boolean;
  until: string | null;
  organisation: {id: string; name: string};
}

export const emptyGrant = (): GrantForm => ({
  role: '',
  place: 0,
  organisationId: '',
  campaignId: '',
  trackKey: '',
  until: '',
});

/** Those one may give, and those one may not. */
export function sorted<T extends {places: readonly Place[]}>(offered: readonly T[]): {yours: T[]; others: T[]} {
  return {
    yours: offered.filter(({places}) => places.length > 0),
    others: offered.filter(({places}) => places.length === 0),
  };
}

interface Home {
  id: string;
  ancestors: readonly {id: string}[];
}

/** What the chosen place settles: it begins at the person's own organisation if it reaches that, in the place's campaign. */
export function atPlace(form: GrantForm, place: Place, home: Home | null): GrantForm {
  const reaches = home?.ancestors.some(({id}) => id === place.organisation.id);
  return {
    ...form,
    organisationId: home && reaches ? home.id : place.organisation.id,
    campaignId: place.campaignId ?? '',
    trackKey: place.trackKey ?? '',
  };
}

export function complete(form: GrantForm, place: Place | undefined): boolean {
  if (!form.role || !form.organisationId || !place) return false;
  return !place.campaignRequired || form.campaignId !== '';
}
