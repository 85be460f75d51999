import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {Entries} from '../entries/entry.service.js';
import type {Entry} from '../entries/entry.js';
import type {ResultService} from '../results/result.service.js';
import type {Round} from '../rounds/round.js';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import type {ExternalFile} from './external-file.js';
import type {ExternalFiles} from './external-files.service.js';
import type {ExternalImport} from './external-import.js';
import {ExternalVotesState} from './external-votes.kinds.js';
import type {ExternalVoteImports, ImportOutcome} from './external-votes.service.js';
import {
  ExternalComponent,
  ExternalCountOfEntry,
  ExternalEvidence,
  ExternalVotes,
  ExternalVotesReport,
  ExternalVotesRow,
} from './external-votes.js';

interface Parts {
  database: Database;
  rounds: Rounds;
  entries: Entries;
  imports: ExternalVoteImports;
  files: ExternalFiles;
  results: ResultService;
}

/** What all versions of a round are shown by. */
interface Sight {
  view: RoundView;
  callerId: string | null;
  /** Reads the round, brings votes in or confirms them. */
  inside: boolean;
  importing: boolean;
  confirming: boolean;
  counts: ReadonlyMap<string, ReadonlyMap<string, number>>;
  files: readonly ExternalFile[];
  entries: readonly Entry[];
  versions: readonly ExternalImport[];
}

/** What the graph tells of votes held elsewhere: to everybody that and where they were, the counts with the result. */
export class ExternalVotesReading {
  constructor(private readonly parts: Parts) {}

  async ofRound(caller: Caller, round: Round): Promise<ExternalComponent[]> {
    const view = await this.parts.rounds.view(round);
    const components = view.definition.components.filter(({from}) => from === 'EXTERNAL');
    if (components.length === 0) return [];
    const sight = await this.sightOf(caller, view);
    return components.map(({key, name}) => {
      const versions = sight.versions.filter(({component}) => component === key);
      const current = versions.find(({decision}) => decision === 'CONFIRMED');
      const pending = sight.inside ? versions.find((each) => each.pending !== null) : undefined;
      return Object.assign(new ExternalComponent(), {
        component: key,
        nameText: name,
        inForce: current ? show(current, sight) : null,
        proposed: pending ? show(pending, sight) : null,
        versions: sight.inside ? versions.map((each) => show(each, sight)) : [],
        mayImport: sight.importing && view.round.entriesComplete && pending === undefined,
      });
    });
  }

  async one(caller: Caller, row: ExternalImport): Promise<ExternalVotes> {
    return show(row, await this.sightOf(caller, await this.parts.rounds.viewById(row.roundId)));
  }

  async report(caller: Caller, {round, judged, before, kept}: ImportOutcome) {
    const entries = new Map((await this.parts.entries.ofRound(round.round.id)).map((entry) => [entry.id, entry]));
    return Object.assign(new ExternalVotesReport(), {
      dryRun: kept === null,
      whole: judged.whole,
      total: judged.total,
      rows: judged.rows.map(({row, number, title, entry, votes, fault}) =>
        Object.assign(new ExternalVotesRow(), {
          ...{row, number, title, votes, fault},
          entry: entry && (entries.get(entry.id) ?? null),
          before: (entry && before.get(entry.id)) ?? null,
        }),
      ),
      missing: judged.missing.flatMap(({id}) => entries.get(id) ?? []),
      kept: kept && (await this.one(caller, kept)),
    });
  }

  private async sightOf(caller: Caller, view: RoundView): Promise<Sight> {
    const {read} = this.parts.database;
    const inside = this.parts.imports.mayRead(caller, view);
    const versions = await this.parts.imports.versions(view.round.id);
    const shown = inside ? versions : versions.filter(({decision}) => decision === 'CONFIRMED');
    const ids = shown.map(({id}) => id);
    const open = inside || (await this.parts.results.visible(caller, view)) !== null;
    const [counts, files, entries] = await Promise.all([
      open ? this.parts.imports.counts(ids, read) : new Map<string, Map<string, number>>(),
      this.parts.files.ofImports(ids),
      this.parts.entries.ofRound(view.round.id),
    ]);
    const may = (permission: 'round.importVotes' | 'round.confirmVotes') =>
      view.result === null && this.parts.rounds.may(caller, permission, view);
    return {
      ...{view, callerId: caller.id, inside, counts, files, entries, versions},
      ...{importing: may('round.importVotes'), confirming: may('round.confirmVotes')},
    };
  }
}

function show(row: ExternalImport, sight: Sight): ExternalVotes {
  const {inside, callerId, versions} = sight;
  const counts = sight.counts.get(row.id);
  const earlier = versions.find(
    ({component, decision, version}) =>
      component === row.component && decision === 'CONFIRMED' && version < row.version,
  );
  const before = earlier && sight.counts.get(earlier.id);
  const waits = row.pending !== null;
  const own = row.importedBy === callerId;
  return Object.assign(new ExternalVotes(), {
    ...{id: row.id, version: row.version, state: stateOf(row, versions), source: row.source, link: row.link},
    ...{takenAt: row.takenAt, importedAt: row.importedAt, reason: row.reason, decidedAt: row.decidedAt},
    importedBy: inside ? row.importedByName : null,
    decidedBy: inside ? row.decidedByName : null,
    note: inside ? row.note : null,
    decisionReason: row.decisionReason,
    evidence: sight.files.filter(({importId}) => importId === row.id).map((file) => evidenceOf(file, row, sight)),
    total: counts ? [...counts.values()].reduce((sum, votes) => sum + votes, 0) : null,
    counts: sight.entries.flatMap((entry) => {
      const votes = counts?.get(entry.id);
      if (votes === undefined) return [];
      return [Object.assign(new ExternalCountOfEntry(), {entry, votes, before: before?.get(entry.id) ?? null})];
    }),
    mayConfirm: waits && sight.confirming && !own,
    mayReject: waits && (own ? sight.importing : sight.confirming),
  });
}

function evidenceOf({id, name, size, sha256}: ExternalFile, row: ExternalImport, {inside, view}: Sight) {
  const path = inside ? `/imports/rounds/${view.campaign.id}/${view.round.key}/files/${id}` : null;
  return Object.assign(new ExternalEvidence(), {id, name, size, sha256, table: id === row.tableId, path});
}

function stateOf(row: ExternalImport, versions: readonly ExternalImport[]): ExternalVotesState {
  if (row.decision === 'REJECTED') return ExternalVotesState.REJECTED;
  if (row.decision === null) return ExternalVotesState.PROPOSED;
  const later = versions.some(
    ({component, decision, version}) =>
      component === row.component && decision === 'CONFIRMED' && version > row.version,
  );
  return later ? ExternalVotesState.REPLACED : ExternalVotesState.IN_FORCE;
}
