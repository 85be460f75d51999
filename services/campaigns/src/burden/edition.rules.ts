/** What orders the editions of a series: the year, or where none is written the first date. */
interface Edition {
  campaign: {key: string; series?: string; year?: number};
  stages: readonly {from?: string}[];
}

/** The edition before this one, among campaigns of the same series (R27); null for the first, and for what is no series. */
export function editionBefore<T extends Edition>(one: Edition, others: readonly T[]): T | null {
  const {series, key} = one.campaign;
  if (series === undefined) return null;
  const at = yearOf(one);
  const earlier = others.filter(
    (other) => other.campaign.series === series && other.campaign.key !== key && yearOf(other) < at,
  );
  return earlier.sort((a, b) => (yearOf(a) < yearOf(b) ? 1 : -1))[0] ?? null;
}

function yearOf({campaign, stages}: Edition): string {
  const first = stages.flatMap(({from}) => from ?? []).sort()[0];
  return String(campaign.year ?? first?.slice(0, 4) ?? '0000');
}
