import type {Caller} from '@concours/kernel/identity';
import type {Round} from '../rounds/round.js';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import type {StandingRow} from '../standings/standing.js';
import type {StandingReading} from '../standings/standing-reading.service.js';
import {type ResultRow, stageOf} from './result-row.js';
import type {ResultService} from './result.service.js';
import {Result, ResultState} from './result.js';

/** What the graph tells of results. */
export class ResultReading {
  constructor(
    private readonly results: ResultService,
    private readonly rounds: Rounds,
    private readonly standings: StandingReading,
  ) {}

  async ofRound(caller: Caller, round: Round): Promise<Result | null> {
    const view = await this.rounds.view(round);
    const row = await this.results.visible(caller, view);
    return row && this.show(caller, row, view);
  }

  async changed(caller: Caller, row: ResultRow): Promise<Result> {
    return this.show(caller, row, await this.rounds.viewById(row.roundId));
  }

  rows({view, row}: Result): Promise<StandingRow[]> {
    return this.standings.frozenRows(view, row);
  }

  private show(caller: Caller, row: ResultRow, view: RoundView): Result {
    const state = stageOf(row);
    const whole = state === 'PUBLISHED' || this.rounds.may(caller, 'round.read', view);
    return Object.assign(new Result(), {
      row,
      view,
      id: row.id,
      round: view.round,
      state: ResultState[state],
      digest: row.digest,
      frozenAt: row.frozenAt,
      frozenBy: row.frozenByName,
      noticeFrom: row.noticeFrom,
      noticeUntil: row.noticeUntil,
      publishedAt: row.publishedAt,
      publishedBy: row.publishedByName,
      bundle: whole ? row.bundle : null,
    });
  }
}
