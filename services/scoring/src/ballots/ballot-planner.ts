import type {Refusal} from '@concours/kernel/refusal';
import {notFound} from '@concours/kernel/refusal';
import {instantOf, localDay} from '@concours/kernel/zone';
import type {BallotLimits} from '../rounds/ballot-limits.js';
import {allot, type BallotProblem, checkMarks, checkWindow, dayAfter, dayNumber} from './ballot.rules.js';
import * as refusals from './ballot.refusals.js';
import {type Origin, unknownOrigin} from './origin.rules.js';
import type {RoundBook, RoundBooks} from './round-book.service.js';
import type {StoredMark} from './vote-reading.js';
import type {PlannedBallot} from './vote-store.js';
import type {VoterHistories} from './voter-histories.js';

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
  remainingToday: number | null;
}

/** KNOWN: the request id was seen before. */
type Plan = Planned | 'KNOWN' | Refusal;

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
    const known = orders.flatMap((order) => {
      const book = books.get(order.roundId);
      return book?.limits
        ? [{round: book.round.ref, voter: order.voter, day: dayOf(book, order.at), limits: book.limits}]
        : [];
    });
    await this.histories.load(known);
    return orders.map((order) => {
      const book = books.get(order.roundId);
      return book ? this.planOne(order, book) : notFound();
    });
  }

  forget({round, voter, day}: PlannedBallot): void {
    this.histories.forget(round, voter, day);
  }

  remainingToday(book: RoundBook, {voter, at}: BallotOrder): number | null {
    const perDay = book.limits?.perDay ?? null;
    if (perDay === null) return null;
    return Math.max(0, perDay - this.histories.useOf(book.round.ref, voter, dayOf(book, at)).today);
  }

  private planOne(order: BallotOrder, book: RoundBook): Plan {
    const {round, limits} = book;
    const day = dayOf(book, order.at);
    if (this.histories.hasRequest(round.ref, order.voter, day, order.requestId)) return 'KNOWN';
    const refusal = refuse(order, book);
    if (refusal) return refusal;
    const entries = order.entryIds.map((id) => book.byId.get(id)!.ref);
    const slots = allot(entries, limits!, this.histories.useOf(round.ref, order.voter, day));
    if (!Array.isArray(slots)) return refusalFor(slots, book, day);
    this.histories.add(round.ref, order.voter, day, order.requestId, slots);
    const ballot: PlannedBallot = {
      round: round.ref,
      voter: order.voter,
      request: order.requestId,
      day,
      at: order.at,
      shown: limits!.freezesAt === null || order.at < limits!.freezesAt,
      origin: order.origin ?? unknownOrigin,
      marks: slots,
    };
    return {ballot, book, remainingToday: this.remainingToday(book, order)};
  }
}

/** Whether the stored marks are those of the ballot that was sent: the same entries in the same order. */
export function sameBallot(book: RoundBook, marks: readonly StoredMark[], entryIds: readonly string[]): boolean {
  return (
    marks.length === entryIds.length && marks.every(({entry}, index) => book.byRef.get(entry)?.id === entryIds[index])
  );
}

function refuse(order: BallotOrder, book: RoundBook): Refusal | null {
  const {round, limits, campaign, result} = book;
  if (!limits || campaign.definition.policies.votes === 'OFF') return refusals.ballotNotHeld({roundId: round.id});
  const problem =
    checkWindow(limits, order.at) ?? (result ? ({kind: 'CLOSED', closesAt: limits.closesAt} as const) : null);
  if (problem) return refusalFor(problem, book, 0);
  if (!round.entriesComplete) return refusals.roundEntriesIncomplete({roundId: round.id});
  const marks = checkMarks(order.entryIds, limits);
  if (marks) return refusalFor(marks, book, 0);
  const unknown = order.entryIds.find((id) => !book.byId.has(id));
  if (unknown !== undefined) return refusals.ballotEntryUnknown({entryId: unknown});
  const withdrawn = order.entryIds.find((id) => book.byId.get(id)!.withdrawn);
  return withdrawn === undefined ? null : refusals.ballotEntryWithdrawn({entryId: withdrawn});
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
