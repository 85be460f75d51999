export type CampaignState = 'running' | 'planned' | 'over';

interface Stage {
  name: string;
  state: string;
  opensAt: string | null;
  closesAt: string | null;
}

/** Where a campaign stands: by what is open, else by what comes, and until or from when. */
export function outlookOf<S extends Stage>(
  stages: readonly S[],
): {state: CampaignState; stage: S | null; at: string | null} {
  const open = stages.filter(({state}) => state === 'OPEN').sort((a, b) => order(a.closesAt, b.closesAt));
  if (open[0]) return {state: 'running', stage: open[0], at: open[0].closesAt};
  const planned = stages
    .filter(({state}) => state === 'PLANNED' || state === 'UNRESOLVED')
    .sort((a, b) => order(a.opensAt, b.opensAt));
  // between two stages a campaign runs as well
  const hasBegun = stages.some(({state}) => state === 'CLOSED');
  if (planned[0])
    return {state: hasBegun ? 'running' : 'planned', stage: planned[0], at: hasBegun ? null : planned[0].opensAt};
  return {state: 'over', stage: null, at: null};
}

/** What has no date comes last. */
const order = (a: string | null, b: string | null): number => (a ?? '9999').localeCompare(b ?? '9999');
