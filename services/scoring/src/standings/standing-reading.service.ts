import type {Clock} from '@concours/kernel/clock';
import type {Caller} from '@concours/kernel/identity';
import type {RequestContext} from '@concours/kernel/request-context';
import {notPermitted, notSignedIn} from '@concours/kernel/refusal';
import type {ComponentDefinition} from '@concours/schema/definition/round';
import {TrackStub} from '../campaigns/campaign.js';
import type {Entries} from '../entries/entry.service.js';
import type {Entry} from '../entries/entry.js';
import {OrganisationStub} from '../organisations/organisation.js';
import type {ResultRow} from '../results/result-row.js';
import {stageOf} from '../results/result-row.js';
import type {ResultService} from '../results/result.service.js';
import type {Round} from '../rounds/round.js';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import {SubmissionStub} from '../submissions/submission.js';
import {formulaOf} from './explanation.rules.js';
import {groupSteps} from './group-explanation.rules.js';
import type {Bundle, BundleRow, EntryInput} from './bundle.js';
import type {Inputs, StandingService, Votes} from './standing.service.js';
import {
  ComponentScore,
  ConstituencyStep,
  Explanation,
  ExplanationStep,
  FrozenUnit,
  Standing,
  StandingRow,
} from './standing.js';

/** The counts that everybody may see now, without those held back by a freeze; null while they are hidden (A39). */
export type ShownVotes = (view: RoundView) => Promise<Votes>;

interface Worked {
  view: RoundView;
  takenAt: Date;
  provisional: boolean;
  inputs: Inputs;
  rows: readonly BundleRow[];
  inputOf: ReadonlyMap<string, EntryInput>;
  rowOf: ReadonlyMap<string, BundleRow>;
  /** Absent while it is live. */
  bundle?: Bundle;
}

/** What the graph tells of standings. Live ones are for those who may read the round; a result shows to everybody from its notice on. */
export class StandingReading {
  constructor(
    private readonly parts: {
      rounds: Rounds;
      entries: Entries;
      standings: StandingService;
      results: ResultService;
      shownVotes: ShownVotes;
      clock: Clock;
    },
  ) {}

  async standing(caller: Caller, round: Round): Promise<Standing> {
    const worked = await this.work(caller, await this.parts.rounds.view(round));
    if (!worked) throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
    const {takenAt, provisional} = worked;
    return Object.assign(new Standing(), {round, takenAt, provisional, rows: await this.rows(worked)});
  }

  /** Null for an entry whose round does not show its standing to the caller. */
  async explanation(context: RequestContext, entry: Entry): Promise<Explanation | null> {
    // A page asks for many entries of a round: it is worked out once for all of them.
    const worked = await context.load<string, Worked | null>('worked round', entry.roundId, (roundIds) =>
      Promise.all(roundIds.map(async (id) => this.work(context.caller, await this.parts.rounds.viewById(id)))),
    );
    const input = worked?.inputOf.get(entry.id);
    const row = worked?.rowOf.get(entry.id);
    if (!worked || !input || !row) return null;
    return Object.assign(new Explanation(), {
      entry,
      rank: row.rank,
      total: row.total,
      steps: worked.view.definition.components.map((component, index) =>
        Object.assign(new ExplanationStep(), scoresOf(worked.view, row)[index], {
          formulaText: formulaOf(component, input, {...worked.inputs, rules: worked.view.definition}),
          constituencies: constituenciesOf(component, input, worked),
        }),
      ),
    });
  }

  /** The rows of a frozen result, in the graph's shape. */
  async frozenRows(view: RoundView, result: ResultRow): Promise<StandingRow[]> {
    return this.rows(frozen(view, result));
  }

  private async work(caller: Caller, view: RoundView): Promise<Worked | null> {
    const result = await this.parts.results.visible(caller, view);
    if (result) return frozen(view, result);
    if (!this.parts.rounds.may(caller, 'round.read', view)) return null;
    const live = await this.parts.standings.live(view, await this.parts.shownVotes(view));
    return worked({view, takenAt: this.parts.clock.now(), provisional: true, ...live});
  }

  private async rows({view, rows, bundle}: Worked): Promise<StandingRow[]> {
    const entries = await this.parts.entries.findMany(rows.map(({entryId}) => entryId));
    return rows.map((row, index) => {
      const entry = entries[index]!;
      return Object.assign(new StandingRow(), {
        rank: row.rank,
        entry,
        submission: Object.assign(new SubmissionStub(), {id: entry.submissionId}),
        organisation: Object.assign(new OrganisationStub(), {id: entry.organisationId}),
        unit: bundle ? FrozenUnit.of(bundle, entry.organisationId) : null,
        track: Object.assign(new TrackStub(), {id: `${view.campaign.id}:${view.round.trackKey}`}),
        total: row.total,
        scores: scoresOf(view, row),
        tiedWith: row.tiedWith,
        decidedBy: row.decidedBy,
        advances: row.advances,
        advancesDirectly: row.direct ?? false,
      });
    });
  }
}

function frozen(view: RoundView, result: ResultRow): Worked {
  return worked({
    // As it was then, whatever the definition says today.
    view: {...view, definition: result.bundle.rules},
    takenAt: result.frozenAt,
    provisional: stageOf(result) !== 'PUBLISHED',
    inputs: result.bundle,
    rows: result.bundle.rows,
    bundle: result.bundle,
  });
}

function worked(parts: Omit<Worked, 'inputOf' | 'rowOf'>): Worked {
  return {
    ...parts,
    inputOf: new Map(parts.inputs.entries.map((input) => [input.id, input])),
    rowOf: new Map(parts.rows.map((row) => [row.entryId, row])),
  };
}

function constituenciesOf(component: ComponentDefinition, input: EntryInput, {inputs, view}: Worked) {
  if (component.from !== 'BALLOT') return [];
  return groupSteps(component.convert, input, inputs.entries, view.definition, inputs.groups).map(({name, ...step}) =>
    Object.assign(new ConstituencyStep(), {...step, nameText: name}),
  );
}

function scoresOf(view: RoundView, row: BundleRow): ComponentScore[] {
  return view.definition.components.map(({key, name, weight}) =>
    Object.assign(new ComponentScore(), {
      component: key,
      nameText: name,
      raw: row.raw[key],
      score: row.scores[key],
      weight: String(weight),
      weighted: row.weighted[key],
      missing: row.raw[key] === '',
    }),
  );
}
