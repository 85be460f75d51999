import {createHash, randomBytes} from 'node:crypto';
import type {Database} from '@concours/kernel/database';
import type {EntityManager} from 'typeorm';
import type {Entries} from '../entries/entry.service.js';
import type {JudgingService} from '../judging/judging.service.js';
import type {Organisations} from '../organisations/organisation.service.js';
import {ResultRow} from '../results/result-row.js';
import type {RoundView} from '../rounds/round.service.js';
import type {Submissions} from '../submissions/submission.service.js';
import type {BundleRow, EntryInput} from './bundle.js';
import {rowsOf, type Sealed, seal} from './bundle.rules.js';
import {scoreRound} from './scores.rules.js';

export type {Sealed} from './bundle.rules.js';

export type Votes = ReadonlyMap<string, number> | null;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Gathers what a standing is made from; the arithmetic is in the rules. */
export class StandingService {
  constructor(
    private readonly parts: {
      database: Database;
      entries: Entries;
      submissions: Submissions;
      judging: JudgingService;
      organisations: Organisations;
    },
  ) {}

  /** The order now. Lots are not drawn before the freeze, so places that only a lot would part are shared. */
  async live(round: RoundView, votes: Votes): Promise<{inputs: EntryInput[]; rows: BundleRow[]}> {
    const inputs = await this.inputs(round, votes, this.parts.database.read);
    return {inputs, rows: rowsOf(scoreRound(inputs, round.definition), round.definition.places)};
  }

  /** The order for good, with the proof; a seed for the lots is drawn here. Inside the unit of work that keeps it. */
  async seal(round: RoundView, votes: Votes, manager: EntityManager): Promise<Sealed> {
    const {id, key, definitionVersion} = round.campaign;
    const seed = randomBytes(16).toString('hex');
    const entries = await this.inputs(round, votes, manager);
    const units = await this.parts.organisations.names(
      manager,
      entries.map(({organisationId}) => organisationId),
    );
    return seal({campaign: {id, key, definitionVersion}, rules: round.definition, seed, entries, units}, sha256);
  }

  /** The entries that take part, `votes` being null while counts are hidden. */
  private async inputs(round: RoundView, votes: Votes, reader: EntityManager): Promise<EntryInput[]> {
    const [entries, sheets, points, carried] = await Promise.all([
      this.parts.entries.ofRound(round.round.id, reader),
      this.parts.judging.countingSheets(round, reader),
      this.parts.judging.recorded(round.round.id, reader),
      carriedInto(round, reader),
    ]);
    const taking = entries.filter(({withdrawn}) => !withdrawn);
    const works = await this.parts.submissions.find(
      reader,
      taking.map(({submissionId}) => submissionId),
    );
    const handedInAt = new Map(works.map((work) => [work.id, work.handedInAt]));
    return taking.map((entry) => ({
      id: entry.id,
      number: entry.number,
      submissionId: entry.submissionId,
      organisationId: entry.organisationId,
      submittedAt: handedInAt.get(entry.submissionId)?.toISOString() ?? '',
      votes: votes && (votes.get(entry.id) ?? 0),
      sheets: Object.fromEntries([...sheets].map(([component, byEntry]) => [component, byEntry.get(entry.id) ?? []])),
      points: Object.fromEntries(
        points.filter(({entryId}) => entryId === entry.id).map((row) => [row.component, row.points]),
      ),
      carried: Object.fromEntries(
        [...carried].flatMap(([component, bySubmission]) => {
          const score = bySubmission.get(entry.submissionId);
          return score === undefined ? [] : [[component, score]];
        }),
      ),
    }));
  }
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
