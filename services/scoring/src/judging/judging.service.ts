import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {notSignedIn, versionConflict} from '@concours/kernel/refusal';
import type {Need} from '@concours/kernel/scope';
import type {EntityManager} from 'typeorm';
import {Entry} from '../entries/entry.js';
import type {Entries} from '../entries/entry.service.js';
import type {Organisations} from '../organisations/organisation.service.js';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import type {SheetInput} from '../standings/bundle.js';
import type {PointsInput, ScoreInput} from './judging.inputs.js';
import {
  judgingEntryUnknown,
  judgingHandedIn,
  judgingIncomplete,
  judgingNotOpen,
  judgingNotSeated,
  judgingOwnUnit,
  pointsInvalid,
} from './judging.refusals.js';
import {about, touched} from './judging-audit.js';
import {checkDecimal, checkPoints, type ClerkComponent, counts, isDone, type PanelComponent} from './judging.rules.js';
import {panelIn, panelOf, refuseFrozen} from './panel.service.js';
import {PanelSeat} from './panel-seat.js';
import {Recusals} from './recusals.js';
import {RecordedPoints} from './recorded-points.js';
import {ScoreSheetRow} from './score-sheet.js';

export interface SeatProgress {
  seat: PanelSeat;
  done: number;
  total: number;
  recused: number;
}

export interface JudgingParts {
  database: Database;
  clock: Clock;
  rounds: Rounds;
  entries: Entries;
  organisations: Organisations;
}

/** The sheets of panels, and the points of clerks. A judge sees own sheets only. */
export class JudgingService {
  private readonly recusals: Recusals;

  constructor(private readonly parts: JudgingParts) {
    this.recusals = new Recusals(parts.organisations);
  }

  /** Saves a sheet as far as it is filled in; the version guards against a second tab. */
  async save(caller: Caller, input: ScoreInput): Promise<ScoreSheetRow> {
    const {round, component, seat, need} = await this.seatOf(caller, input.roundId);
    const problem = checkPoints(input.scores, component);
    if (problem) throw pointsInvalid({problem});
    if (seat.handedInAt) throw judgingHandedIn();
    const now = this.openNow(round);
    const entry = await this.entryOf(input.roundId, input.entryId);
    if ((await this.recusedOf(round, seat, [entry])).has(entry.id)) throw judgingOwnUnit();
    const key = {roundId: input.roundId, component: component.key, entryId: input.entryId, judge: seat.judge};
    const content = {
      scores: Object.fromEntries(input.scores.map(({criterion, points}) => [criterion, points])),
      abstained: input.abstain,
      conflict: input.conflict,
      savedAt: now,
    };
    return this.parts.database.write(async (manager) => {
      await refuseFrozen(manager, input.roundId);
      const before = await manager.findOneBy(ScoreSheetRow, key);
      if (before && (input.version ?? before.version) !== before.version) {
        throw versionConflict({current: before.version});
      }
      const sheet = manager.create(ScoreSheetRow, {...key, ...content, version: (before?.version ?? 0) + 1});
      if (!before) {
        await manager.insert(ScoreSheetRow, sheet);
      } else {
        const {affected} = await manager.update(
          ScoreSheetRow,
          {...key, version: before.version},
          {...content, version: sheet.version},
        );
        if (affected !== 1) throw versionConflict({});
      }
      await record(manager, caller, {...about(round, 'saveScore'), need, after: touched(before, sheet)});
      return sheet;
    });
  }

  /** Closes the caller's sheets. Each entry needs a whole sheet, an abstention or a declared conflict. */
  async handIn(caller: Caller, roundId: string): Promise<SeatProgress> {
    const {round, component, seat, need} = await this.seatOf(caller, roundId);
    if (seat.handedInAt) return this.progressOf(round, seat, component);
    const now = this.openNow(round);
    const progress = await this.progressOf(round, seat, component);
    if (progress.done < progress.total) throw judgingIncomplete({done: progress.done, total: progress.total});
    await this.parts.database.write(async (manager) => {
      await refuseFrozen(manager, roundId);
      await manager.update(PanelSeat, {roundId, component: component.key, judge: seat.judge}, {handedInAt: now});
      await record(manager, caller, {...about(round, 'handInScores'), need, after: {component: component.key}});
    });
    return {...progress, seat: {...seat, handedInAt: now}};
  }

  /** Records or corrects the points of a clerk's component (A42), until the result is frozen. */
  async record(caller: Caller, input: PointsInput): Promise<Entry> {
    const round = await this.parts.rounds.viewById(input.roundId);
    const need = this.parts.rounds.demand(caller, 'round.record', round);
    const component = round.definition.components.find(
      (candidate): candidate is ClerkComponent => candidate.from === 'CLERK' && candidate.key === input.component,
    );
    if (!component) throw pointsInvalid({problem: {kind: 'CRITERION_UNKNOWN', criterion: input.component}});
    const problem = checkDecimal(input.points, String(component.most), component.key);
    if (problem) throw pointsInvalid({problem});
    const now = this.openNow(round);
    const entry = await this.entryOf(input.roundId, input.entryId);
    await this.parts.database.write(async (manager) => {
      await refuseFrozen(manager, input.roundId);
      const key = {roundId: input.roundId, component: component.key, entryId: input.entryId};
      const before = await manager.findOneBy(RecordedPoints, key);
      await manager.save(
        manager.create(RecordedPoints, {
          ...key,
          points: input.points,
          recordedBy: caller.id ?? 'system',
          recordedAt: now,
        }),
      );
      await record(manager, caller, {
        ...about(round, 'recordPoints'),
        subject: {type: 'Entry', id: entry.id},
        need,
        before: before && {component: component.key, points: before.points},
        after: {component: component.key, points: input.points},
      });
    });
    return entry;
  }

  /** Everybody's progress for those who may read the round; otherwise only the caller's own. */
  async progress(caller: Caller, round: RoundView): Promise<SeatProgress[]> {
    const component = panelIn(round);
    if (!component) return [];
    const all = this.parts.rounds.may(caller, 'round.read', round);
    const seats = await this.parts.database.read.find(PanelSeat, {
      where: {roundId: round.round.id, component: component.key, ...(all ? {} : {judge: caller.id ?? ''})},
      order: {seat: 'ASC'},
    });
    return Promise.all(seats.map((seat) => this.progressOf(round, seat, component)));
  }

  /** The entries of a round that come from the seat's own unit. */
  async recusedOf(round: RoundView, seat: PanelSeat, entries: readonly Entry[]): Promise<ReadonlySet<string>> {
    return (await this.recusals.of(round, [seat], entries)).get(seat.judge)!;
  }

  async mySheets(caller: Caller, round: RoundView): Promise<Map<string, ScoreSheetRow>> {
    const component = panelIn(round);
    if (!component || !caller.id) return new Map();
    const rows = await this.parts.database.read.findBy(ScoreSheetRow, {
      roundId: round.round.id,
      component: component.key,
      judge: caller.id,
    });
    return new Map(rows.map((row) => [row.entryId, row]));
  }

  async seatCount(round: RoundView): Promise<number> {
    const component = panelIn(round);
    return component
      ? this.parts.database.read.countBy(PanelSeat, {roundId: round.round.id, component: component.key})
      : 0;
  }

  /** By panel component and entry, the sheets that count, judges numbered by their seats. */
  async countingSheets(round: RoundView, reader: EntityManager): Promise<Map<string, Map<string, SheetInput[]>>> {
    const [seats, rows, entries] = await Promise.all([
      reader.find(PanelSeat, {where: {roundId: round.round.id}}),
      reader.findBy(ScoreSheetRow, {roundId: round.round.id}),
      this.parts.entries.ofRound(round.round.id, reader),
    ]);
    const recused = await this.recusals.of(round, seats, entries);
    const seatOf = new Map(seats.map(({component, judge, seat}) => [`${component}/${judge}`, seat]));
    const sheets = new Map<string, Map<string, SheetInput[]>>();
    for (const component of round.definition.components) {
      if (component.from !== 'PANEL') continue;
      const byEntry = new Map<string, SheetInput[]>();
      rows
        .filter((row) => row.component === component.key && counts(withRecusal(row, recused.get(row.judge)), component))
        .map((row) => ({row, seat: seatOf.get(`${row.component}/${row.judge}`) ?? 0}))
        .sort((a, b) => a.seat - b.seat)
        .forEach(({row, seat}) => {
          byEntry.set(row.entryId, [...(byEntry.get(row.entryId) ?? []), {judge: `J${seat}`, scores: row.scores}]);
        });
      sheets.set(component.key, byEntry);
    }
    return sheets;
  }

  recorded(roundId: string, reader: EntityManager): Promise<RecordedPoints[]> {
    return reader.findBy(RecordedPoints, {roundId});
  }

  /** For a clerk, who may read nothing else of the round's scores, and for who may read all of it. */
  async recordedFor(caller: Caller, view: RoundView): Promise<RecordedPoints[]> {
    const {rounds, database} = this.parts;
    const may = rounds.may(caller, 'round.record', view) || rounds.may(caller, 'round.read', view);
    return may ? this.recorded(view.round.id, database.read) : [];
  }

  private async seatOf(
    caller: Caller,
    roundId: string,
  ): Promise<{round: RoundView; component: PanelComponent; seat: PanelSeat; need: Need}> {
    if (!caller.id) throw notSignedIn();
    const round = await this.parts.rounds.viewById(roundId);
    const need = this.parts.rounds.demand(caller, 'round.score', round);
    const component = panelOf(round);
    const seat = await this.parts.database.read.findOneBy(PanelSeat, {
      roundId,
      component: component.key,
      judge: caller.id,
    });
    if (!seat) throw judgingNotSeated();
    return {round, component, seat, need};
  }

  private async progressOf(round: RoundView, seat: PanelSeat, component: PanelComponent): Promise<SeatProgress> {
    const entries = (await this.parts.entries.ofRound(seat.roundId)).filter(({withdrawn}) => !withdrawn);
    const sheets = await this.parts.database.read.findBy(ScoreSheetRow, {
      roundId: seat.roundId,
      component: seat.component,
      judge: seat.judge,
    });
    const recused = await this.recusedOf(round, seat, entries);
    const done = new Set(sheets.filter((sheet) => isDone(sheet, component)).map(({entryId}) => entryId));
    const doneOrRecused = entries.filter(({id}) => done.has(id) || recused.has(id));
    return {seat, done: doneOrRecused.length, total: entries.length, recused: recused.size};
  }

  private async entryOf(roundId: string, entryId: string): Promise<Entry> {
    const entry = await this.parts.database.read.findOneBy(Entry, {id: entryId, roundId});
    if (!entry) throw judgingEntryUnknown();
    return entry;
  }

  /** The instant it is now, while the round's own stage is open. */
  private openNow(round: RoundView): Date {
    const now = this.parts.clock.now();
    const {phase, window} = this.parts.rounds.stage(round, round.definition.stage, now);
    if (phase !== 'DURING') throw judgingNotOpen(window);
    return now;
  }
}

const withRecusal = (row: ScoreSheetRow, recused: ReadonlySet<string> | undefined) => ({
  ...row,
  recused: recused?.has(row.entryId),
});
