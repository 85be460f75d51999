import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor, type PageArgs} from '@concours/kernel/page';
import type {Entries} from '../entries/entry.service.js';
import type {Entry} from '../entries/entry.js';
import {componentOf} from '../rounds/component.js';
import type {Round} from '../rounds/round.js';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import {formatDecimal, sumOf} from '../decimal.js';
import {OrganisationStub} from '../organisations/organisation.js';
import {SubmissionStub} from '../submissions/submission.js';
import {isDone, type PanelComponent} from './judging.rules.js';
import type {JudgingService, SeatProgress} from './judging.service.js';
import {panelIn} from './panel.service.js';
import {JudgeProgress, Judging, PointsRecord, ScoreSheet, type ScoreSheetPage} from './judging.js';
import type {ScoreSheetRow} from './score-sheet.js';

/** What the graph tells of judging. */
export class JudgingReading {
  constructor(
    private readonly judging: JudgingService,
    private readonly rounds: Rounds,
    private readonly entries: Entries,
  ) {}

  async ofRound(round: Round): Promise<Judging> {
    return this.ofView(await this.rounds.view(round));
  }

  async ofView(view: RoundView): Promise<Judging> {
    const panel = panelIn(view);
    return Object.assign(new Judging(), {
      view,
      component: panel && componentOf(panel),
      judges: await this.judging.seatCount(view),
    });
  }

  async progress(caller: Caller, {view}: Judging): Promise<JudgeProgress[]> {
    return (await this.judging.progress(caller, view)).map(progressOf);
  }

  async mine(caller: Caller, {view}: Judging): Promise<JudgeProgress | null> {
    const own = (await this.judging.progress(caller, view)).find(({seat}) => seat.judge === caller.id);
    return own ? progressOf(own) : null;
  }

  /** The caller's sheets by entry number; entries without one yet come with an empty sheet. Nothing without a seat. */
  async sheets(caller: Caller, {view}: Judging, page: PageArgs, pendingOnly: boolean): Promise<ScoreSheetPage> {
    const component = panelIn(view);
    const seat = (await this.judging.progress(caller, view)).find((each) => each.seat.judge === caller.id)?.seat;
    const from = page.after === undefined ? 0 : Number(decodeCursor(page.after, 1)[0]);
    if (!component || !seat) return {nodes: [], totalCount: 0, pageInfo: {endCursor: null, hasNextPage: false}};
    const [entries, saved] = await Promise.all([
      this.entries.ofRound(view.round.id),
      this.judging.mySheets(caller, view),
    ]);
    const recused = await this.judging.recusedOf(view, seat, entries);
    const isPending = ({id}: Entry) => !isDone({...(saved.get(id) ?? EMPTY), recused: recused.has(id)}, component);
    const listed = entries.filter((entry) => !entry.withdrawn && (!pendingOnly || isPending(entry)));
    const rest = listed.filter(({position}) => position > from);
    const shown = rest.slice(0, page.first);
    const last = shown.at(-1);
    return {
      nodes: shown.map((entry) =>
        sheetOf(entry, component, saved.get(entry.id), {
          handedIn: seat.handedInAt !== null,
          recused: recused.has(entry.id),
        }),
      ),
      totalCount: listed.length,
      pageInfo: {endCursor: last ? encodeCursor([last.position]) : null, hasNextPage: rest.length > shown.length},
    };
  }

  async recorded(caller: Caller, {view}: Judging): Promise<PointsRecord[]> {
    const rows = await this.judging.recordedFor(caller, view);
    const entries = new Map((await this.entries.ofRound(view.round.id)).map((entry) => [entry.id, entry]));
    return rows.flatMap(({entryId, component, points}) => {
      const entry = entries.get(entryId);
      return entry ? [Object.assign(new PointsRecord(), {entry, component, points})] : [];
    });
  }

  async saved(row: ScoreSheetRow): Promise<ScoreSheet> {
    const [entry] = await this.entries.findMany([row.entryId]);
    const view = await this.rounds.viewById(row.roundId);
    return sheetOf(entry!, panelIn(view)!, row, {handedIn: false, recused: false});
  }
}

const EMPTY = {scores: {}, abstained: false, conflict: false};

export function progressOf({seat, done, total, recused}: SeatProgress): JudgeProgress {
  const organisation = seat.organisationId && Object.assign(new OrganisationStub(), {id: seat.organisationId});
  const handedIn = seat.handedInAt !== null;
  return Object.assign(new JudgeProgress(), {judge: seat.name, done, total, recused, handedIn, organisation});
}

function sheetOf(
  entry: Entry,
  component: PanelComponent,
  row: ScoreSheetRow | undefined,
  {handedIn, recused}: {handedIn: boolean; recused: boolean},
): ScoreSheet {
  const {scores, abstained, conflict} = row ?? EMPTY;
  const whole = component.criteria.every(({key}) => key in scores);
  return Object.assign(new ScoreSheet(), {
    id: `${entry.id}:${component.key}`,
    entry,
    submission: Object.assign(new SubmissionStub(), {id: entry.submissionId}),
    scores: component.criteria.map(({key}) => ({
      criterion: key,
      points: (scores as Record<string, string>)[key] ?? null,
    })),
    abstained,
    conflict,
    recused,
    total: whole ? formatDecimal(sumOf(Object.values(scores))) : null,
    version: row?.version ?? 0,
    handedIn,
  });
}
