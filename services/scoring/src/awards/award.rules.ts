import type {AwardDefinition} from '@concours/schema/definition/award';

/** A row as an award sees it: in the order of the standing, best first. */
export interface RankedEntry {
  entryId: string;
  submissionId: string;
  organisationId: string;
  rank: number;
}

export interface AwardOutcome {
  recipients: RankedEntry[];
  /** A shared place at the last award that the chain does not part: nobody of that place gets it until somebody decides. */
  tied: boolean;
}

/** Who gets an award that a standing decides (R103, R105): the first `count` whose work did not get the award named in `after`; all of the rest while the count is open. */
export function recipientsOf(
  award: AwardDefinition,
  standing: readonly RankedEntry[],
  already: ReadonlySet<string>,
): AwardOutcome {
  const eligible = standing.filter(({submissionId}) => !already.has(submissionId));
  if (award.count === undefined) return {recipients: eligible, tied: false};
  const last = eligible[award.count - 1];
  const next = eligible[award.count];
  const tied = last !== undefined && next !== undefined && last.rank === next.rank;
  const recipients = eligible.slice(0, award.count);
  return {recipients: tied ? recipients.filter(({rank}) => rank !== last.rank) : recipients, tied};
}
