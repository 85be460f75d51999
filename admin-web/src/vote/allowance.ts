import type {VoteRound} from './useVotePage';

type Ballot = NonNullable<VoteRound['ballot']>;
export type Voting = NonNullable<VoteRound['voting']>;

export type AllowanceKey =
  'today' | 'noneToday' | 'inRound' | 'noneInRound' | 'now' | 'noneNow' | 'noBallotToday' | 'noBallotInRound';

/** How many entries may be on the next ballot; 0 when there may be none. */
export function mostMarks({marksAtMost, marksAtLeast}: Ballot, voting: Voting | null): number {
  if (!voting) return marksAtMost;
  if (voting.ballotsLeftToday === 0 || voting.ballotsLeftInRound === 0) return 0;
  const left = [voting.remainingToday, voting.remainingInRound, voting.remainingNow].filter((each) => each !== null);
  const most = Math.min(marksAtMost, ...left);
  // what is left is too little for any ballot
  return most < marksAtLeast ? 0 : most;
}

/** What a voter has left, the tightest of it alone: one line says what matters. Null where nothing is limited. */
export function allowanceOf(voting: Voting, marksAtMost = Infinity): {key: AllowanceKey; n: number} | null {
  if (voting.ballotsLeftInRound === 0) return {key: 'noBallotInRound', n: 0};
  if (voting.remainingInRound === 0) return {key: 'noneInRound', n: 0};
  if (voting.ballotsLeftToday === 0) return {key: 'noBallotToday', n: 0};
  // ballots that are left hold no more than so many marks
  const within = (marks: number | null, ballots: number | null) =>
    marks === null || ballots === null ? marks : Math.min(marks, ballots * marksAtMost);
  const limits: [AllowanceKey, AllowanceKey, number | null][] = [
    ['now', 'noneNow', voting.remainingNow],
    ['today', 'noneToday', within(voting.remainingToday, voting.ballotsLeftToday)],
    ['inRound', 'noneInRound', within(voting.remainingInRound, voting.ballotsLeftInRound)],
  ];
  let tightest: {key: AllowanceKey; n: number} | null = null;
  for (const [some, none, left] of limits) {
    if (left !== null && (tightest === null || left < tightest.n)) tightest = {key: left === 0 ? none : some, n: left};
  }
  return tightest;
}

export type VoteState = 'none' | 'undated' | 'soon' | 'incomplete' | 'open' | 'closed';

/** By the server's clock, at this moment: the page need not be asked for again when the vote opens. */
export function stateOf({ballot, entriesComplete, state}: VoteRound, now: number): VoteState {
  if (!ballot) return 'none';
  if (ballot.closesAt !== null && now > Date.parse(ballot.closesAt)) return 'closed';
  if (state === 'FROZEN' || state === 'ON_NOTICE' || state === 'PUBLISHED') return 'closed';
  if (ballot.opensAt === null) return 'undated';
  if (now < Date.parse(ballot.opensAt)) return 'soon';
  return entriesComplete ? 'open' : 'incomplete';
}
