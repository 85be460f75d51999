import type {Clock} from '@concours/kernel/clock';
import type {Caller} from '@concours/kernel/identity';
import type {Logger} from '@concours/kernel/log';
import {isRefusal, notFound} from '@concours/kernel/refusal';
import {covers} from '@concours/kernel/scope';
import type {VoterKind} from '@concours/schema/definition/round';
import type {Organisations} from '../organisations/organisation.service.js';
import {
  ballotBusy,
  ballotGroupRequired,
  ballotOutcomeUnknown,
  ballotOwnGroup,
  ballotOwnUnit,
  ballotVoterNotAdmitted,
  ballotVoterRequired,
} from './ballot.refusals.js';
import {dayText} from './ballot.rules.js';
import type {CastingPace} from './casting-pace.js';
import type {Constituencies} from './constituencies.service.js';
import type {DeviceMarks} from './device-marks.js';
import {BallotReceipt, Mark} from './ballot.js';
import type {BallotOrder} from './ballot-planner.js';
import {dayOfIdentity, type Origin} from './origin.js';
import type {RoundBook, RoundBooks} from './round-book.service.js';
import type {CastOutcome, VoteEngine} from './vote-engine.js';

interface Order {
  roundId: string;
  requestId: string;
  entryIds: readonly string[];
}

interface Voter {
  /** Unique over all apps; compared as bytes. */
  key: string;
  kind: VoterKind;
}

const LONGEST_VOTER = 191;

export class Ballots {
  constructor(
    private readonly parts: {
      engine: VoteEngine;
      books: RoundBooks;
      organisations: Organisations;
      devices: DeviceMarks;
      pace: CastingPace;
      constituencies: Constituencies;
      clock: Clock;
      log: Logger;
    },
  ) {}

  async cast(caller: Caller, {roundId, requestId, entryIds}: Order): Promise<BallotReceipt> {
    // Before anything that takes time: the instant at which the ballot came in decides.
    const at = this.parts.clock.now().getTime();
    const voter = voterOf(caller);
    if (!voter) throw ballotVoterRequired();
    let book: RoundBook | null;
    let order: BallotOrder;
    try {
      book = this.parts.books.fresh(roundId) ?? (await this.parts.books.find(roundId));
      if (!book) throw notFound();
      const admitting = this.admit(caller, voter, book, entryIds);
      if (admitting) await admitting;
      const found = this.originOf(caller, book, entryIds);
      const origin = found instanceof Promise ? await found : found;
      order = {roundId, voter: voter.key, requestId, entryIds, at, origin};
    } catch (error) {
      throw this.said(error, () => ballotBusy({retryAfterMs: 1_000}));
    }
    const outcome = await this.parts.engine.cast(order);
    try {
      return receiptOf(order, outcome, this.parts.books.known(roundId) ?? book);
    } catch (error) {
      throw this.said(error, () => ballotOutcomeUnknown({requestId}));
    }
  }

  /** A database that is away for a moment is no defect to a voter: the answer says whether anything may have been counted. */
  private said(error: unknown, refusal: () => Error): unknown {
    if (isRefusal(error)) return error;
    this.parts.log.error({err: error}, 'a ballot could not be handled');
    return refusal();
  }

  /** Throws, at once or in time. */
  private admit(
    caller: Caller,
    voter: Voter,
    {limits, definition, round, byId}: RoundBook,
    entryIds: readonly string[],
  ): Promise<void> | undefined {
    if (!limits) return undefined;
    if (!limits.voters.includes(voter.kind)) throw ballotVoterNotAdmitted({voters: limits.voters});
    const perMinute = definition.ballot?.integrity?.perMinute;
    if (perMinute) {
      const casters = {identity: voter.key, device: caller.device ?? null, app: caller.voter?.app ?? null};
      this.parts.pace.take(round.ref, perMinute, casters);
    }
    return limits.ownUnitExcluded ? this.refuseOwnUnit(caller, byId, entryIds) : undefined;
  }

  /** At once, or in time where something has to be looked up. */
  private originOf(caller: Caller, book: RoundBook, entryIds: readonly string[]): Origin | Promise<Origin> {
    const {device, voter} = caller;
    const since = dayOfIdentity(voter?.since);
    if (device === undefined && !book.limits?.groups) return {device: null, since, constituency: null};
    return this.lookedUp(since, caller, book, entryIds);
  }

  private async lookedUp(
    since: number | null,
    caller: Caller,
    book: RoundBook,
    entryIds: readonly string[],
  ): Promise<Origin> {
    return {
      device: await this.parts.devices.of(book.round.ref, caller.device),
      since,
      constituency: book.limits?.groups ? await this.constituencyOf(caller, book, entryIds) : null,
    };
  }

  /** Where votes are counted by constituency, one that belongs to none would count for nothing: it is refused instead. */
  private async constituencyOf(caller: Caller, book: RoundBook, entryIds: readonly string[]): Promise<number> {
    const {constituencies} = this.parts;
    const number = await constituencies.ofCaller(caller, book);
    if (number === null) throw ballotGroupRequired({roundId: book.round.id});
    if (!book.limits!.ownGroupExcluded) return number;
    for (const entryId of entryIds) {
      const entry = book.byId.get(entryId);
      if (entry && (await constituencies.ofEntry(entry, book)) === number) throw ballotOwnGroup({entryId});
    }
    return number;
  }

  /** The voter's unit is the one the app vouches for, or any at which the account has a role; what hangs below a unit belongs to it. */
  private async refuseOwnUnit(caller: Caller, byId: RoundBook['byId'], entryIds: readonly string[]): Promise<void> {
    for (const entryId of entryIds) {
      const unit = byId.get(entryId)?.organisationId;
      if (unit !== undefined && (await this.belongs(caller, unit))) throw ballotOwnUnit({entryId});
    }
  }

  /** Entries that this voter may not choose: those of the own unit, each unit looked at once, and of the own constituency. */
  async barred(caller: Caller, book: RoundBook): Promise<string[]> {
    const {ownUnitExcluded, groups, ownGroupExcluded} = book.limits ?? {};
    const {constituencies} = this.parts;
    const group = groups && ownGroupExcluded ? await constituencies.ofCaller(caller, book) : null;
    const own = new Map<string, boolean>();
    const barred: string[] = [];
    for (const entry of book.entries) {
      const {id, organisationId} = entry;
      if (ownUnitExcluded && !own.has(organisationId))
        own.set(organisationId, await this.belongs(caller, organisationId));
      const isOwnGroup = group !== null && (await constituencies.ofEntry(entry, book)) === group;
      if (own.get(organisationId) || isOwnGroup) barred.push(id);
    }
    return barred;
  }

  private async belongs({voter, grants}: Caller, unitId: string): Promise<boolean> {
    const {organisations} = this.parts;
    if (voter?.organisation !== undefined && (await organisations.belongsTo(voter.organisation, unitId))) return true;
    if (grants.some(({organisation}) => organisation === unitId)) return true;
    const [unit] = grants.length > 0 ? await organisations.find([unitId]) : [];
    return unit !== undefined && grants.some(({path}) => covers(unit.path, path));
  }
}

function receiptOf({requestId, roundId, voter}: BallotOrder, outcome: CastOutcome, book: RoundBook): BallotReceipt {
  const {left, replayed, marks, at} = outcome;
  const receipt = new BallotReceipt();
  receipt.requestId = requestId;
  receipt.accepted = marks.map(({entry, day, slot, position}) => {
    const mark = new Mark();
    mark.entry = book.byRef.get(entry)!;
    mark.day = dayText(day);
    mark.slot = slot ?? position + 1;
    return mark;
  });
  receipt.remainingToday = left.today;
  receipt.remainingInRound = left.inRound;
  receipt.remainingNow = left.now;
  receipt.nextAt = left.nextAt === null ? null : new Date(left.nextAt);
  receipt.ballotsLeftToday = left.ballotsToday;
  receipt.ballotsLeftInRound = left.ballotsInRound;
  receipt.replayed = replayed;
  receipt.at = new Date(at);
  receipt.counted = {round: book.round.ref, roundId, voter, marks};
  return receipt;
}

/** An app of this name is an identity provider of the platform. */
const OPENID = 'openid:';

/** Accounts and the voters of apps never meet: no app is called "account", and none but a provider begins with "openid:". */
export function voterOf({kind, id, voter}: Caller): Voter | null {
  const found: Voter | null =
    kind === 'account' && id
      ? {key: `account:${id}`, kind: 'ACCOUNT'}
      : kind === 'voter' && voter && voter.id !== '' && voter.app !== 'account'
        ? {key: `${voter.app}:${voter.id}`, kind: voter.app.startsWith(OPENID) ? 'OPENID' : 'PARTNER_APP'}
        : null;
  // Half a surrogate pair has no bytes of its own: two such ids would be one.
  return found && Buffer.byteLength(found.key) <= LONGEST_VOTER && !/\p{Surrogate}/u.test(found.key) ? found : null;
}
