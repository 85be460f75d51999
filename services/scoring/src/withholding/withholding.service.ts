import type {Clock} from '@concours/kernel/clock';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {type EntityManager, In} from 'typeorm';
import {orderVoids} from '../ledger/order-voids.js';
import {ResultRow} from '../results/result-row.js';
import type {RoundView} from '../rounds/round.service.js';
import {type HoldState, WithholdingLock} from './ballot-hold.js';
import {CorrectionKind} from './correction.kinds.js';
import {type CorrectedEntry, TallyCorrectionRow} from './tally-correction-row.js';
import {addWithheld, byEntry, countMarks} from './withheld-counts.js';
import {integrityResultFrozen, resultBallotsHeld} from './withholding.refusals.js';

/** Who or what corrects, and why; null for a rule. */
export interface Why {
  caller: Caller | null;
  /** The signal whose rule it is. */
  rule?: string;
  reason: string;
  caseId?: string | null;
}

/** Which rows of `ballot_hold`. */
export interface Selection {
  where: string;
  values: unknown[];
}

/**
 * The one place that changes what counts. Each change is a correction that says who, why and how much; it keeps the withheld counts
 * in step in the same unit of work. All of it happens under the round's lock, and nothing once the result is frozen.
 */
export class Withholding {
  constructor(
    private readonly parts: {
      clock: Clock;
      /** Called after a commit that changed what counts. */
      onCorrected: (roundId: string) => void;
    },
  ) {}

  /** Waits for everybody who changes what counts in this round. INTEGRITY_RESULT_FROZEN. */
  async begin(manager: EntityManager, {round}: RoundView): Promise<void> {
    await lock(manager, round.ref);
    if (await manager.existsBy(ResultRow, {roundId: round.id})) throw integrityResultFrozen();
  }

  /** For the freeze of a result, in its unit of work: what is undecided decides nothing. RESULT_BALLOTS_HELD. */
  async refuseUndecided(manager: EntityManager, round: number): Promise<void> {
    await lock(manager, round);
    const [{ballots}] = (await manager.query(
      "SELECT COUNT(*) AS ballots FROM ballot_hold WHERE round = ? AND state = 'HELD'",
      [round],
    )) as {ballots: number | string}[];
    const [{entries}] = (await manager.query(
      'SELECT COUNT(*) AS entries FROM vote_cap WHERE round = ? AND constituency = -1',
      [round],
    )) as {entries: number | string}[];
    if (Number(ballots) + Number(entries) > 0) {
      throw resultBallotsHeld({ballots: Number(ballots), entries: Number(entries)});
    }
  }

  /** Puts the ballots of signals aside. By a rule only those that nobody has decided on; by hand also those that were released. */
  async hold(i: Change & {signals: readonly string[]}): Promise<TallyCorrectionRow | null> {
    const {manager, view, why, signals} = i;
    if (signals.length === 0) return null;
    const [id, {ref}] = [newId(), view.round];
    const list = signals.map(() => '?').join(', ');
    const own = 'h.round = s.round AND h.writer = s.writer AND h.batch = s.batch AND h.seq = s.seq';
    if (why.caller) {
      const {where, values} = ofSignals(signals);
      await manager.query(
        `UPDATE ballot_hold SET state = 'HELD', correction = ?, caseId = ? WHERE round = ? AND state = 'RELEASED' AND ${where}`,
        [id, why.caseId ?? null, ref, ...values],
      );
    }
    await manager.query(
      `INSERT INTO ballot_hold (round, writer, batch, seq, marks, state, caseId, correction)
       SELECT DISTINCT s.round, s.writer, s.batch, s.seq, s.marks, 'HELD', ?, ? FROM vote_signal_ballot s
       WHERE s.signalId IN (${list}) AND s.round = ? AND NOT EXISTS (SELECT 1 FROM ballot_hold h WHERE ${own})`,
      [why.caseId ?? null, id, ...signals, ref],
    );
    return this.settle(i, id, CorrectionKind.HELD);
  }

  /** Puts the ballots of signals aside for a case; those that are put aside already are decided with it, too. Answers how many are its. */
  async claim(i: Change & {signals: readonly string[]}): Promise<number> {
    const {manager, view, why, signals} = i;
    await this.hold(i);
    const {where, values} = ofSignals(signals);
    await manager.query(
      `UPDATE ballot_hold SET caseId = ? WHERE round = ? AND state = 'HELD' AND caseId IS NULL AND ${where}`,
      [why.caseId, view.round.ref, ...values],
    );
    const [{ballots}] = (await manager.query(
      "SELECT COUNT(*) AS ballots FROM ballot_hold WHERE caseId = ? AND state = 'HELD'",
      [why.caseId],
    )) as {ballots: number | string}[];
    return Number(ballots);
  }

  /** Counts the ballots of signals again, except those that another signal or a case holds, too. */
  releaseSignals(i: Change & {signals: readonly string[]}): Promise<TallyCorrectionRow | null> {
    const {where, values} = ofSignals(i.signals);
    const others = `caseId IS NULL AND NOT EXISTS (SELECT 1 FROM vote_signal_ballot o JOIN vote_signal g ON g.id = o.signalId
      WHERE g.state IN ('HELD', 'IN_CASE') AND o.round = ballot_hold.round AND o.writer = ballot_hold.writer
        AND o.batch = ballot_hold.batch AND o.seq = ballot_hold.seq)`;
    return this.release({...i, selection: {where: `${where} AND ${others}`, values}, from: 'HELD'});
  }

  /** Counts held ballots again, or voided ones after an appeal. */
  async release(i: Change & {selection: Selection; from: 'HELD' | 'VOID'}): Promise<TallyCorrectionRow | null> {
    const id = await this.move(i, i.selection, i.from, 'RELEASED');
    if (i.from === 'VOID') await this.order(i, id, 'RESTORE');
    return this.settle(i, id, i.from === 'VOID' ? CorrectionKind.RESTORED : CorrectionKind.RELEASED);
  }

  /** Held ballots never count: the ledger says so of each. */
  async void(i: Change & {selection: Selection}): Promise<TallyCorrectionRow | null> {
    const id = await this.move(i, i.selection, 'HELD', 'VOID');
    await this.order(i, id, 'VOID');
    return this.settle(i, id, CorrectionKind.VOIDED);
  }

  /** From now on the count of an entry stands still; what comes in is kept. */
  async suspend(i: Change & {entry: number}): Promise<TallyCorrectionRow | null> {
    const {manager, view, entry} = i;
    const {ref} = view.round;
    const [known] = (await manager.query('SELECT 1 AS found FROM vote_cap WHERE round = ? AND entry = ?', [
      ref,
      entry,
    ])) as unknown[];
    if (known) return null;
    for (const cap of await countsNow(manager, ref, entry)) {
      await manager.query('INSERT INTO vote_cap (round, constituency, entry, votes, shown) VALUES (?, ?, ?, ?, ?)', [
        ref,
        cap.constituency,
        entry,
        cap.votes,
        cap.shown,
      ]);
    }
    return this.write(i, newId(), CorrectionKind.SUSPENDED, 0, [{entry, votes: 0, shown: 0}]);
  }

  /** What came in meanwhile counts, unless it was put aside. */
  async resume(i: Change & {entry: number}): Promise<TallyCorrectionRow | null> {
    const {manager, view, entry} = i;
    const {ref} = view.round;
    const [cap] = (await manager.query(
      'SELECT votes, shown FROM vote_cap WHERE round = ? AND constituency = -1 AND entry = ?',
      [ref, entry],
    )) as {votes: number; shown: number}[];
    if (!cap) return null;
    const now = (await countsNow(manager, ref, entry)).find(({constituency}) => constituency === -1)!;
    await manager.query('DELETE FROM vote_cap WHERE round = ? AND entry = ?', [ref, entry]);
    const gained = (all: number, capped: number): number => Math.max(0, all - Number(capped));
    const entries = [{entry, votes: gained(now.votes, cap.votes), shown: gained(now.shown, cap.shown)}];
    return this.write(i, newId(), CorrectionKind.RESUMED, 0, entries);
  }

  private async move({manager, view}: Change, {where, values}: Selection, from: HoldState, to: HoldState) {
    const id = newId();
    await manager.query(`UPDATE ballot_hold SET state = ?, correction = ? WHERE round = ? AND state = ? AND ${where}`, [
      to,
      id,
      view.round.ref,
      from,
      ...values,
    ]);
    return id;
  }

  private async order({manager, view, why}: Change, correction: string, kind: 'VOID' | 'RESTORE'): Promise<void> {
    const rows = (await manager.query(
      'SELECT writer, batch, seq FROM ballot_hold WHERE correction = ? ORDER BY writer, batch, seq',
      [correction],
    )) as {writer: number; batch: number | string; seq: number}[];
    const ballots = rows.map(({writer, batch, seq}) => ({writer, batch: Number(batch), seq}));
    const about = {round: view.round.ref, caseId: why.caseId ?? null, reason: why.reason, at: this.parts.clock.now()};
    await orderVoids(manager, {kind, ballots, ...about});
  }

  /** The counts follow what was moved under this id. Null where nothing was. */
  private async settle(i: Change, id: string, kind: CorrectionKind): Promise<TallyCorrectionRow | null> {
    const {manager, view} = i;
    const [{ballots}] = (await manager.query('SELECT COUNT(*) AS ballots FROM ballot_hold WHERE correction = ?', [
      id,
    ])) as {ballots: number | string}[];
    if (Number(ballots) === 0) return null;
    const selection = {where: 'h.correction = ?', values: [id]};
    const marks = await countMarks(manager, view.limits?.freezesAt ?? null, selection);
    const sign = kind === CorrectionKind.RELEASED || kind === CorrectionKind.RESTORED ? -1 : 1;
    // what is voided was withheld before
    if (kind !== CorrectionKind.VOIDED) await addWithheld(manager, view.round.ref, marks, sign);
    return this.write(i, id, kind, Number(ballots), byEntry(marks, sign === 1 ? -1 : 1));
  }

  private async write(
    {manager, after, view, why}: Change,
    id: string,
    kind: CorrectionKind,
    ballots: number,
    entries: CorrectedEntry[],
  ): Promise<TallyCorrectionRow> {
    const {caller, rule = null, reason, caseId = null} = why;
    const row = manager.create(TallyCorrectionRow, {
      ...{id, round: view.round.ref, at: this.parts.clock.now(), kind, rule},
      ...{byId: caller?.id ?? null, byName: caller?.name ?? null},
      ...{reason, caseId, ballots, entries},
    });
    await manager.insert(TallyCorrectionRow, row);
    after(() => this.parts.onCorrected(view.round.id));
    return row;
  }
}

/** Held ballots that belong to one of these signals. */
function ofSignals(signals: readonly string[]): Selection {
  const list = signals.map(() => '?').join(', ');
  const where = `EXISTS (SELECT 1 FROM vote_signal_ballot s WHERE s.signalId IN (${list}) AND s.round = ballot_hold.round
    AND s.writer = ballot_hold.writer AND s.batch = ballot_hold.batch AND s.seq = ballot_hold.seq)`;
  return {where, values: [...signals]};
}

/** Within a unit of work that has called `begin`. */
export interface Change {
  manager: EntityManager;
  after: (hook: () => void) => void;
  view: RoundView;
  why: Why;
}

/** In the transaction that takes in a definition: every round has its row before anybody votes in it. */
export async function readyLocks(manager: EntityManager, rounds: readonly number[]): Promise<void> {
  const known = await manager.findBy(WithholdingLock, {round: In([...rounds])});
  const missing = rounds.filter((round) => !known.some((row) => row.round === round));
  if (missing.length > 0)
    await manager.insert(
      WithholdingLock,
      missing.map((round) => ({round, version: 0})),
    );
}

async function lock(manager: EntityManager, round: number): Promise<void> {
  const {affected} = await manager.increment(WithholdingLock, {round}, 'version', 1);
  if (!affected) throw new Error(`round ${round} has votes and no lock: its definition was never taken in`);
}

/** What counts of an entry at this instant, whatever is suspended: in the round, and in each of its constituencies. */
async function countsNow(manager: EntityManager, round: number, entry: number) {
  const rows = (await manager.query(
    `SELECT constituency, SUM(votes) AS votes, SUM(shown) AS shown FROM (
       SELECT -1 AS constituency, votes, shown FROM vote_tally WHERE round = ? AND entry = ?
       UNION ALL SELECT -1, -votes, -shown FROM vote_withheld WHERE round = ? AND entry = ?
       UNION ALL SELECT constituency, votes, shown FROM vote_group WHERE round = ? AND entry = ?
       UNION ALL SELECT constituency, -votes, -shown FROM vote_withheld WHERE round = ? AND entry = ? AND constituency >= 0
     ) c GROUP BY constituency`,
    Array.from({length: 4}, () => [round, entry]).flat(),
  )) as Record<'constituency' | 'votes' | 'shown', number | string>[];
  const counts = rows.map(({constituency, votes, shown}) => ({
    constituency: Number(constituency),
    votes: Number(votes),
    shown: Number(shown),
  }));
  return counts.some(({constituency}) => constituency === -1)
    ? counts
    : [...counts, {constituency: -1, votes: 0, shown: 0}];
}
