import {createHash, randomBytes} from 'node:crypto';
import type {Database} from '@concours/kernel/database';
import type {EntityManager} from 'typeorm';
import type {Entries} from '../entries/entry.service.js';
import type {JudgingService} from '../judging/judging.service.js';
import type {Organisations} from '../organisations/organisation.service.js';
import {ResultRow} from '../results/result-row.js';
import type {RoundView} from '../rounds/round.service.js';
import type {Submissions} from '../submissions/submission.service.js';
import type {ExternalVoteImports} from '../external-votes/external-votes.service.js';
import type {Bundle, BundleRow, EntryInput, ExternalSource} from './bundle.js';
import {rowsOf, type Sealed, seal} from './bundle.rules.js';
import type {RoundVotes} from './round-votes.js';
import {scoreRound} from './scores.rules.js';

export {orderOfBundle, type Sealed} from './bundle.rules.js';

/** Null while the counts are hidden. */
export type Votes = RoundVotes | null;

/** What a standing is made from, beside the rules. */
export type Inputs = Pick<Bundle, 'entries' | 'groups' | 'external'>;

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
      external: ExternalVoteImports;
    },
  ) {}

  /** The order now. Lots are not drawn before the freeze, so places that only a lot would part are shared. */
  async live(round: RoundView, votes: Votes): Promise<{inputs: Inputs; rows: BundleRow[]}> {
    const inputs = await this.inputs(round, votes, this.parts.database.read);
    return {inputs, rows: rowsOf(scoreRound(inputs.entries, round.definition), round.definition.places)};
  }

  /** The order for good, with the proof; a seed for the lots is drawn here. Inside the unit of work that keeps it. */
  async seal(round: RoundView, votes: Votes, manager: EntityManager): Promise<Sealed> {
    const {id, key, definitionVersion} = round.campaign;
    const seed = randomBytes(16).toString('hex');
    const inputs = await this.inputs(round, votes, manager);
    const units = await this.parts.organisations.names(
      manager,
      inputs.entries.map(({organisationId}) => organisationId),
    );
    return seal({campaign: {id, key, definitionVersion}, rules: round.definition, seed, ...inputs, units}, sha256);
  }

  /** The entries that take part, `votes` being null while counts are hidden. */
  private async inputs(round: RoundView, votes: Votes, reader: EntityManager): Promise<Inputs> {
    const [entries, sheets, points, carried, external] = await Promise.all([
      this.parts.entries.ofRound(round.round.id, reader),
      this.parts.judging.countingSheets(round, reader),
      this.parts.judging.recorded(round.round.id, reader),
      carriedInto(round, reader),
      this.external(round, reader),
    ]);
    const taking = entries.filter(({withdrawn, disqualified}) => !withdrawn && !disqualified);
    const works = await this.parts.submissions.find(
      reader,
      taking.map(({submissionId}) => submissionId),
    );
    const handedInAt = new Map(works.map((work) => [work.id, work.handedInAt]));
    const inputs = taking.map((entry) => ({
      id: entry.id,
      number: entry.number,
      submissionId: entry.submissionId,
      organisationId: entry.organisationId,
      submittedAt: handedInAt.get(entry.submissionId)?.toISOString() ?? '',
      votes: votes && (votes.byEntry.get(entry.id) ?? 0),
      ...groupsOf(entry.id, votes),
      ...(external && {external: countsOf(entry.id, external.counts)}),
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
    return {
      entries: inputs,
      ...(votes?.groups && {groups: votes.groups.names}),
      ...(external && {external: external.sources}),
    };
  }

  /** What is in force of votes held elsewhere, by component; null where none are. */
  private async external(
    {round, definition}: RoundView,
    reader: EntityManager,
  ): Promise<{sources: Record<string, ExternalSource>; counts: Map<string, ReadonlyMap<string, number>>} | null> {
    const keys = definition.components.flatMap(({key, from}) => (from === 'EXTERNAL' ? [key] : []));
    if (keys.length === 0) return null;
    const inForce = (await this.parts.external.sources(round.id, reader)).filter(({component}) =>
      keys.includes(component),
    );
    return {
      sources: Object.fromEntries(inForce.map(({component, source}) => [component, source])),
      counts: new Map(inForce.map(({component, counts}) => [component, counts])),
    };
  }
}

function groupsOf(entryId: string, votes: Votes): Pick<EntryInput, 'byGroup' | 'group'> {
  if (!votes?.groups) return {};
  const group = votes.groups.ownOf.get(entryId);
  return {byGroup: votes.groups.byEntry.get(entryId) ?? {}, ...(group === undefined ? {} : {group})};
}

function countsOf(entryId: string, counts: ReadonlyMap<string, ReadonlyMap<string, number>>): Record<string, number> {
  return Object.fromEntries(
    [...counts].flatMap(([component, byEntry]) => {
      const votes = byEntry.get(entryId);
      return votes === undefined ? [] : [[component, votes]];
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
