import type {Refusal} from '@concours/kernel/refusal';
import {notFound} from '@concours/kernel/refusal';
import {instantOf, localDay} from '@concours/kernel/zone';
import type {BallotLimits} from '../rounds/ballot-limits.js';
import {
  allot,
  type BallotProblem,
  checkMarks,
  checkWindow,
  dayAfter,
  dayNumber,
  type Left,
  leftOf,
  spentOf,
} from './ballot.rules.js';
import * as refusals from './ballot.refusals.js';
import {type Origin, unknownOrigin} from './origin.js';
import type {RoundBook, RoundBooks} from './round-book.service.js';
import type {StoredMark} from './vote-reading.js';
import type {PlannedBallot} from './vote-store.js';
import {type VoterHistories, Voting} from './voter-histories.js';

export interface BallotOrder {
  roundId: string;
  voter: string;
  requestId: string;
  entryIds: readonly string[];
  /** When it was handed in, by the server's clock. */
  at: number;
  /** Absent: nothing is known of it. */
  origin?: Origin;
}

export interface Planned {
  ballot: PlannedBallot;
  book: RoundBook;
  left: Left;
}

/** KNOWN: the request id was seen before. */
export type Plan = Planned | 'KNOWN' | Refusal;

/** Checks ballots and gives them slots, by what is in memory: the batch that stores them is the guard. */
export class BallotPlanner {
  constructor(
    private readonly books: RoundBooks,
    private readonly histories: VoterHistories,
  ) {}

  async plan(orders: readonly BallotOrder[]): Promise<Plan[]> {
    const books = new Map<string, RoundBook | null>();
    for (const {roundId} of orders) if (!books.has(roundId)) books.set(roundId, await this.books.find(roundId));
    this.histories.trim();
    const votings = orders.map((order) => {
      const book = books.get(order.roundId);
      return book?.limits ? votingOf(order, book, book.limits) : null;
    });
    await this.histories.load(votings.filter((voting) => voting !== null));
    return orders.map((order, index) => {
      const book = books.get(order.roundId);
      if (!book) return notFound();
      const voting = votings[index];
      return voting ? this.planOne(order, book, voting) : refusals.ballotNotHeld({roundId: book.round.id});
    });
  }

  forget({round, voter, day}: PlannedBallot): void {
    this.histories.forget(round, voter, day);
  }

  /** What these voters have left, by what is stored. */
  async left(book: RoundBook, orders: readonly BallotOrder[]): Promise<Left[]> {
    const {limits} = book;
    if (!limits) return orders.map(() => nothingLimited);
    const votings = orders.map((order) => votingOf(order, book, limits));
    await this.histories.load(votings);
    return votings.map((voting, index) => leftOf(limits, this.histories.useOf(voting), orders[index].at));
  }

  /** The same for one voter, with the entries that have had all that the voter may give them. */
  async leftAndSpent(book: RoundBook, order: BallotOrder): Promise<{left: Left; spent: number[]}> {
    const [left] = await this.left(book, [order]);
    const {limits} = book;
    return {left, spent: limits ? spentOf(limits, this.histories.useOf(votingOf(order, book, limits))) : []};
  }

  private planOne(order: BallotOrder, book: RoundBook, voting: Voting): Plan {
    if (this.histories.hasRequest(voting, order.requestId)) return 'KNOWN';
    const {limits, day} = voting;
    const refusal = refuse(order, book, limits);
    if (refusal) return refusal;
    const entries = order.entryIds.map((id) => book.byId.get(id)!.ref);
    const {at, requestId: request} = order;
    const given = allot(entries, limits, this.histories.useOf(voting), {day, at});
    if ('kind' in given) return refusalFor(given, book, day);
    this.histories.add(voting, {request, at}, given);
    const {marks, claims, turns} = given;
    const ballot: PlannedBallot = {
      round: voting.round,
      voter: voting.voter,
      request,
      day,
      at,
      shown: limits.freezesAt === null || at < limits.freezesAt,
      origin: order.origin ?? unknownOrigin,
      marks,
      claims: claims.length > 0 ? claims : undefined,
      turns: turns.length > 0 ? turns : undefined,
    };
    return {ballot, book, left: leftOf(limits, this.histories.useOf(voting), at)};
  }
}

const nothingLimited: Left = {
  ...{today: null, inRound: null, ballotsToday: null, ballotsInRound: null, now: null, nextAt: null},
};

const votingOf = ({voter, at}: BallotOrder, book: RoundBook, limits: BallotLimits): Voting =>
  new Voting(book.round.ref, voter, dayOf(book, at), limits);

/** Whether the stored marks are those of the ballot that was sent: the same entries in the same order. */
export function sameBallot(book: RoundBook, marks: readonly StoredMark[], entryIds: readonly string[]): boolean {
  return (
    marks.length === entryIds.length && marks.every(({entry}, index) => book.byRef.get(entry)?.id === entryIds[index])
  );
}

function refuse(order: BallotOrder, book: RoundBook, limits: BallotLimits): Refusal | null {
  const {round, campaign, result} = book;
  if (campaign.definition.policies.votes === 'OFF') return refusals.ballotNotHeld({roundId: round.id});
  const problem =
    checkWindow(limits, order.at) ?? (result ? ({kind: 'CLOSED', closesAt: limits.closesAt} as const) : null);
  if (problem) return refusalFor(problem, book, 0);
  if (limits.groups && (order.origin?.constituency ?? null) === null) {
    return refusals.ballotGroupRequired({roundId: round.id});
  }
  if (!round.entriesComplete) return refusals.roundEntriesIncomplete({roundId: round.id});
  const marks = checkMarks(order.entryIds, limits);
  if (marks) return refusalFor(marks, book, 0);
  const unknown = order.entryIds.find((id) => !book.byId.has(id));
  if (unknown !== undefined) return refusals.ballotEntryUnknown({entryId: unknown});
  const withdrawn = order.entryIds.find((id) => book.byId.get(id)!.withdrawn);
  if (withdrawn !== undefined) return refusals.ballotEntryWithdrawn({entryId: withdrawn});
  const excluded = order.entryIds.find((id) => book.byId.get(id)!.disqualified);
  return excluded === undefined ? null : refusals.ballotEntryDisqualified({entryId: excluded});
}

function refusalFor(problem: BallotProblem, book: RoundBook, day: number): Refusal {
  const resetsAt = (): string => instantOf(`${dayAfter(day)}T00:00:00.000`, book.campaign.zone).toISOString();
  switch (problem.kind) {
    case 'NOT_OPEN':
      return refusals.ballotRoundNotOpen({opensAt: textOf(problem.opensAt)});
    case 'CLOSED':
      return refusals.ballotRoundClosed({closesAt: textOf(problem.closesAt)});
    case 'MARKS_COUNT':
      return refusals.ballotMarksCount(problem);
    case 'ENTRY_TWICE':
      return refusals.ballotEntryTwice({entryId: problem.entry});
    case 'DAY_USED':
      return refusals.ballotDailyAllowanceUsed({remaining: problem.remaining, resetsAt: resetsAt()});
    case 'ROUND_USED':
      return refusals.ballotRoundAllowanceUsed({remaining: problem.remaining});
    case 'ENTRY_USED': {
      const entryId = book.byRef.get(problem.entry)!.id;
      return refusals.ballotEntryAllowanceUsed({entryId, perDay: problem.perDay, resetsAt: resetsAt()});
    }
    case 'ENTRY_ROUND_USED': {
      const entryId = book.byRef.get(problem.entry)!.id;
      return refusals.ballotEntryRoundAllowanceUsed({entryId, perRound: problem.perRound});
    }
    case 'BALLOTS_DAY_USED':
      return refusals.ballotDailyBallotsUsed({perDay: problem.perDay, resetsAt: resetsAt()});
    case 'BALLOTS_ROUND_USED':
      return refusals.ballotRoundBallotsUsed({perRound: problem.perRound});
    case 'ROLLING_USED': {
      const {marks, hours, remaining} = problem;
      return refusals.ballotRollingAllowanceUsed({marks, hours, remaining, resetsAt: textOf(problem.resetsAt)});
    }
  }
}

const textOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
const HOUR = 3_600_000;
/** Days by hour: no zone changes its date within one but at its ends, and asking the runtime is slow. */
const days = new Map<string, number>();

function dayOf({campaign}: {campaign: {zone: string}; limits?: BallotLimits | null}, at: number): number {
  const hour = Math.floor(at / HOUR);
  const name = `${campaign.zone} ${hour}`;
  let day = days.get(name);
  if (day === undefined) {
    if (days.size > 10_000) days.clear();
    const [first, last] = [hour * HOUR, (hour + 1) * HOUR - 1].map((each) =>
      dayNumber(localDay(new Date(each), campaign.zone)),
    );
    // Half-hour zones have midnight in mid-hour.
    day = first === last ? first : NaN;
    days.set(name, day);
  }
  return Number.isNaN(day) ? dayNumber(localDay(new Date(at), campaign.zone)) : day;
}
