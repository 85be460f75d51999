import type {Database} from '@concours/kernel/database';
import type {EntityManager} from 'typeorm';
import type {Entries} from '../entries/entry.service.js';
import {counts, type PanelComponent} from '../judging/judging.rules.js';
import {PanelSeat} from '../judging/panel-seat.js';
import {RecordedPoints} from '../judging/recorded-points.js';
import {ScoreSheetRow} from '../judging/score-sheet.js';
import {ResultRow} from '../results/result-row.js';
import type {RoundView} from '../rounds/round.service.js';
import type {Submissions} from '../submissions/submission.service.js';
import type {EntryInput, SheetInput} from './scores.rules.js';

/** Gathers what a standing is made from; the arithmetic is in the rules. */
export class StandingInputs {
  constructor(private readonly parts: {database: Database; entries: Entries; submissions: Submissions}) {}

  /** The entries that take part, with `votes` as counted by the caller's door. */
  async of(round: RoundView, votes: ReadonlyMap<string, number>, manager?: EntityManager): Promise<EntryInput[]> {
    const reader = manager ?? this.parts.database.read;
    const [entries, sheets, points, carried] = await Promise.all([
      this.parts.entries.ofRound(round.round.id, reader),
      sheetsOf(round, reader),
      reader.findBy(RecordedPoints, {roundId: round.round.id}),
      carriedInto(round, reader),
    ]);
    const taking = entries.filter(({withdrawn}) => !withdrawn);
    const works = await this.parts.submissions.find(reader, taking.map(({submissionId}) => submissionId));
    const handedInAt = new Map(works.map((work) => [work.id, work.handedInAt]));
    return taking.map((entry) => ({
      id: entry.id,
      number: entry.number,
      submissionId: entry.submissionId,
      organisationId: entry.organisationId,
      submittedAt: handedInAt.get(entry.submissionId)?.toISOString() ?? '',
      votes: votes.get(entry.id) ?? 0,
      sheets: Object.fromEntries([...sheets].map(([component, byEntry]) => [component, byEntry.get(entry.id) ?? []])),
      points: Object.fromEntries(points.filter(({entryId}) => entryId === entry.id).map((row) => [row.component, row.points])),
      carried: Object.fromEntries(
        [...carried].flatMap(([component, bySubmission]) => {
          const score = bySubmission.get(entry.submissionId);
          return score === undefined ? [] : [[component, score]];
        }),
      ),
    }));
  }
}

type ByEntry = Map<string, SheetInput[]>;

async function sheetsOf(round: RoundView, reader: EntityManager): Promise<Map<string, ByEntry>> {
  const panels = round.definition.components.filter((component): component is PanelComponent => component.from === 'PANEL');
  const [seats, rows] = await Promise.all([
    reader.find(PanelSeat, {where: {roundId: round.round.id}, order: {seat: 'ASC'}}),
    reader.findBy(ScoreSheetRow, {roundId: round.round.id}),
  ]);
  const seatOf = new Map(seats.map(({component, judge, seat}) => [`${component}/${judge}`, seat]));
  return new Map(
    panels.map((component) => {
      const byEntry: ByEntry = new Map();
      const whole = rows
        .filter((row) => row.component === component.key && counts(row, component))
        .map((row) => ({row, seat: seatOf.get(`${row.component}/${row.judge}`) ?? 0}))
        .sort((a, b) => a.seat - b.seat);
      for (const {row, seat} of whole) {
        const sheets = byEntry.get(row.entryId) ?? [];
        byEntry.set(row.entryId, [...sheets, {judge: `J${seat}`, scores: row.scores}]);
      }
      return [component.key, byEntry];
    }),
  );
}

/** By component, the scores that earlier rounds hand over, by submission (R96): from their frozen bundles, never from live rows. */
async function carriedInto(round: RoundView, reader: EntityManager): Promise<Map<string, Map<string, string>>> {
  const carried = new Map<string, Map<string, string>>();
  for (const component of round.definition.components) {
    if (component.from !== 'ROUND') continue;
    const result = await reader.findOneBy(ResultRow, {roundId: `${round.campaign.id}:${component.round}`});
    const submissionOf = new Map(result?.bundle.entries.map((entry) => [entry.id, entry.submissionId]));
    const scores = (result?.bundle.rows ?? []).map((row): [string, string] => [
      submissionOf.get(row.entryId)!,
      component.carry === 'COMPOSITE' ? row.total : row.scores[component.carry.component]!,
    ]);
    carried.set(component.key, new Map(scores));
  }
  return carried;
}
