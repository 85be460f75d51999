import type {Rounds} from '../rounds/round.service.js';
import {Entry} from '../entries/entry.js';
import {SignalState} from '../signals/signal.kinds.js';
import {SignalRow} from '../signals/signal-tables.js';
import type {Change, Withholding} from '../withholding/withholding.service.js';
import type {CaseDecision} from './case-decision.js';
import {Measure} from './case.kinds.js';
import {caseNothingHeld} from './case.refusals.js';
import {isFinal} from './case.rules.js';
import type {IntegrityCase} from './integrity-case.js';

export type Effect = Change;

/** What the measures of the ladder do to votes and entries, and how that is taken back. */
export class CaseEffects {
  constructor(private readonly parts: {rounds: Rounds; withholding: Withholding}) {}

  /** CASE_NOTHING_HELD. */
  async check({manager}: Effect, measure: Measure, {id}: IntegrityCase): Promise<void> {
    if (measure !== Measure.VOID) return;
    const [held] = (await manager.query(
      "SELECT 1 AS found FROM ballot_hold WHERE caseId = ? AND state = 'HELD' LIMIT 1",
      [id],
    )) as unknown[];
    if (!held) throw caseNothingHeld();
  }

  /** Answers the correction by which ballots were voided, if any were. */
  async apply(effect: Effect, measure: Measure, row: IntegrityCase): Promise<string | null> {
    const {withholding} = this.parts;
    const selection = {where: 'caseId = ?', values: [row.id]};
    const entry = await this.entryOf(effect, row);
    if (measure === Measure.SUSPEND) {
      if (entry) await withholding.suspend({...effect, entry: entry.ref});
      return null;
    }
    if (isFinal(measure) && entry) await withholding.resume({...effect, entry: entry.ref});
    if (measure === Measure.DISMISS || measure === Measure.WARN) {
      await withholding.release({...effect, selection, from: 'HELD'});
      // what comes in of the same is flagged and counts: it was looked at
      await effect.manager.update(SignalRow, {caseId: row.id}, {state: SignalState.RELEASED});
      return null;
    }
    const voided = await withholding.void({...effect, selection});
    if (measure === Measure.DISQUALIFY && entry) await this.exclude(effect, entry, true);
    return voided?.id ?? null;
  }

  async reverse(effect: Effect, {measure, correction}: CaseDecision, row: IntegrityCase): Promise<void> {
    const {withholding} = this.parts;
    const entry = await this.entryOf(effect, row);
    if (measure === Measure.SUSPEND && entry) await withholding.resume({...effect, entry: entry.ref});
    if (correction !== null) {
      const selection = {where: 'correction = ?', values: [correction]};
      await withholding.release({...effect, selection, from: 'VOID'});
      await effect.manager.update(SignalRow, {caseId: row.id}, {state: SignalState.RELEASED});
    }
    if (measure === Measure.DISQUALIFY && entry) await this.exclude(effect, entry, false);
  }

  private async entryOf({manager}: Effect, {entryId}: IntegrityCase): Promise<Entry | null> {
    return entryId === null ? null : manager.findOneBy(Entry, {id: entryId});
  }

  /** Votes that were planned before no longer commit. */
  private async exclude({manager, view}: Effect, {id}: Entry, disqualified: boolean): Promise<void> {
    await manager.update(Entry, {id}, {disqualified});
    await this.parts.rounds.touch(manager, [view.round.id]);
  }
}
