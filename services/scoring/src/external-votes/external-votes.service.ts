import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {inputInvalid, notFound} from '@concours/kernel/refusal';
import type {Need} from '@concours/kernel/scope';
import {type EntityManager, In} from 'typeorm';
import type {Entries} from '../entries/entry.service.js';
import {ResultRow} from '../results/result-row.js';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import type {ExternalSource} from '../standings/bundle.js';
import type {Submissions} from '../submissions/submission.service.js';
import {rowsOfTable} from './counts-table.js';
import {type CountedEntry, judgeCounts, type JudgedCounts, type WrittenCount} from './counts-table.rules.js';
import type {ExternalFile} from './external-file.js';
import type {ExternalFiles} from './external-files.service.js';
import {ExternalCount, ExternalImport, type ImportDecision} from './external-import.js';
import type {ExternalVotesInput} from './external-votes.inputs.js';
import {
  externalComponentUnknown,
  externalEntriesIncomplete,
  externalEvidenceMissing,
  externalReasonMissing,
  externalSecondPerson,
  externalTakenLater,
  externalTotalDiffers,
  externalVotesDecided,
  externalVotesFaulty,
  externalVotesFrozen,
  externalVotesPending,
} from './external-votes.refusals.js';

interface Parts {
  database: Database;
  clock: Clock;
  rounds: Rounds;
  entries: Entries;
  submissions: Submissions;
  files: ExternalFiles;
}

export interface ImportOutcome {
  round: RoundView;
  judged: JudgedCounts;
  /** The votes that are in force so far, by entry id. */
  before: ReadonlyMap<string, number>;
  /** Null after a dry run. */
  kept: ExternalImport | null;
}

/**
 * Counts of votes that were held elsewhere (R124): brought in by one person with evidence, confirmed by another, and never changed;
 * a correction is a new version with its reason, and the old one stays to be read. They count from the confirmation on.
 */
export class ExternalVoteImports {
  constructor(private readonly parts: Parts) {}

  async bringIn(caller: Caller, input: ExternalVotesInput): Promise<ImportOutcome> {
    const round = await this.parts.rounds.viewById(input.roundId);
    const need = this.parts.rounds.demand(caller, 'round.importVotes', round);
    this.demandComponent(round, input.component);
    if (!round.round.entriesComplete) throw externalEntriesIncomplete();
    const files = await this.parts.files.unclaimed(caller, input.roundId, [
      ...(input.tableId ? [input.tableId] : []),
      ...input.evidence,
    ]);
    const judged = judgeCounts(await this.written(round, input, files), await this.countedEntries(round));
    const outcome = {round, judged, before: await this.countsInForce(round, input.component)};
    if (input.dryRun) return {...outcome, kept: null};
    this.refuseUnsound(judged, input, files);
    const kept = await this.parts.database.write((manager) =>
      this.keep(manager, {caller, round, input, need, judged, files}),
    );
    return {...outcome, kept};
  }

  /** From here on they count. */
  confirm(caller: Caller, importId: string): Promise<ExternalImport> {
    return this.decide(caller, importId, 'CONFIRMED', null);
  }

  /** Sent back by somebody else, or taken back by whoever brought them in. */
  async reject(caller: Caller, importId: string, reason: string): Promise<ExternalImport> {
    const why = reason.trim();
    if (why === '' || why.length > 500) throw inputInvalid({field: 'reason'});
    return this.decide(caller, importId, 'REJECTED', why);
  }

  /** Every version of every component of a round, the newest first. */
  async versions(roundId: string, reader: EntityManager = this.parts.database.read): Promise<ExternalImport[]> {
    return reader.find(ExternalImport, {where: {roundId}, order: {component: 'ASC', version: 'DESC'}});
  }

  /** What is in force, with where it comes from: as a standing takes it and a result keeps it. */
  async sources(
    roundId: string,
    reader: EntityManager,
  ): Promise<{component: string; source: ExternalSource; counts: ReadonlyMap<string, number>}[]> {
    const imports = [...(await this.inForce(roundId, reader)).values()];
    const ids = imports.map(({id}) => id);
    const [counts, files] = await Promise.all([this.counts(ids, reader), this.parts.files.ofImports(ids, reader)]);
    return imports.map(({id, component, version, source, link, takenAt, importedAt}) => ({
      component,
      counts: counts.get(id)!,
      source: {
        ...{version, source, link, takenAt: takenAt.toISOString(), importedAt: importedAt.toISOString()},
        evidence: files
          .filter(({importId}) => importId === id)
          .map(({name, sha256}) => ({name, sha256}))
          .sort((a, b) => (a.sha256 + a.name < b.sha256 + b.name ? -1 : 1)),
      },
    }));
  }

  /** By component, the version that counts. */
  async inForce(roundId: string, reader: EntityManager): Promise<Map<string, ExternalImport>> {
    const confirmed = (await this.versions(roundId, reader)).filter(({decision}) => decision === 'CONFIRMED');
    return new Map([...confirmed].reverse().map((each) => [each.component, each]));
  }

  async counts(importIds: readonly string[], reader: EntityManager): Promise<Map<string, Map<string, number>>> {
    const rows = importIds.length === 0 ? [] : await reader.findBy(ExternalCount, {importId: In([...importIds])});
    const byImport = new Map(importIds.map((id) => [id, new Map<string, number>()]));
    for (const {importId, entryId, votes} of rows) byImport.get(importId)!.set(entryId, votes);
    return byImport;
  }

  private demandComponent({definition}: RoundView, key: string): void {
    const component = definition.components.find((each) => each.key === key);
    if (component?.from !== 'EXTERNAL') throw externalComponentUnknown();
  }

  private async written(
    round: RoundView,
    {tableId, counts}: ExternalVotesInput,
    files: readonly ExternalFile[],
  ): Promise<WrittenCount[]> {
    if (Boolean(tableId) === Boolean(counts)) throw inputInvalid({field: 'input.counts'});
    if (tableId) return rowsOfTable(await this.parts.files.bytes(files.find(({id}) => id === tableId)!));
    const entries = new Map((await this.parts.entries.ofRound(round.round.id)).map((entry) => [entry.id, entry]));
    return (counts ?? []).map(({entryId, votes}, index) => {
      const entry = entries.get(entryId);
      if (!entry) throw inputInvalid({field: 'input.counts.entryId'});
      return {row: index + 1, number: entry.number, title: '', votes: String(votes), odd: false};
    });
  }

  /** Every entry of a round as a row of a table may name it. */
  async countedEntries({round}: RoundView): Promise<CountedEntry[]> {
    const entries = await this.parts.entries.ofRound(round.id);
    const works = await this.parts.submissions.find(
      this.parts.database.read,
      entries.map(({submissionId}) => submissionId),
    );
    const titles = new Map(works.map(({id, title}) => [id, title]));
    return entries.map(({id, number, submissionId, withdrawn}) => ({
      ...{id, number, withdrawn},
      title: titles.get(submissionId) ?? '',
    }));
  }

  private async countsInForce({round}: RoundView, component: string): Promise<ReadonlyMap<string, number>> {
    const {read} = this.parts.database;
    const current = (await this.inForce(round.id, read)).get(component);
    return current ? (await this.counts([current.id], read)).get(current.id)! : new Map();
  }

  private refuseUnsound(judged: JudgedCounts, input: ExternalVotesInput, files: readonly ExternalFile[]): void {
    if (files.length === 0) throw externalEvidenceMissing();
    if (input.takenAt > this.parts.clock.now()) throw externalTakenLater();
    if (!judged.whole) {
      const faults = judged.rows.filter(({fault}) => fault).length;
      throw externalVotesFaulty({faults, missing: judged.missing.length});
    }
    const {total: stated = null} = input;
    if (stated !== null && stated !== judged.total) throw externalTotalDiffers({stated, summed: judged.total});
  }

  private async keep(
    manager: EntityManager,
    i: {
      caller: Caller;
      round: RoundView;
      input: ExternalVotesInput;
      need: Need;
      judged: JudgedCounts;
      files: readonly ExternalFile[];
    },
  ): Promise<ExternalImport> {
    const {caller, round, input, need, judged, files} = i;
    await this.takeTurn(manager, round);
    const before = (await this.versions(round.round.id, manager)).filter((each) => each.component === input.component);
    const waiting = before.find(({pending}) => pending !== null);
    if (waiting) throw externalVotesPending({version: waiting.version});
    const reason = input.reason?.trim() || null;
    if (!reason && before.some(({decision}) => decision === 'CONFIRMED')) throw externalReasonMissing();
    const kept = manager.create(ExternalImport, {
      ...{id: newId(), roundId: round.round.id, component: input.component},
      ...{version: (before[0]?.version ?? 0) + 1, pending: 1 as const, reason, takenAt: input.takenAt},
      ...{source: input.source.trim(), link: input.link ?? null, note: input.note?.trim() || null},
      ...{tableId: input.tableId ?? null, importedBy: caller.id ?? 'system', importedAt: this.parts.clock.now()},
      ...{importedByName: caller.name ?? 'system', decision: null, decidedBy: null, decidedByName: null},
      ...{decidedAt: null, decisionReason: null},
    });
    await manager.insert(ExternalImport, kept);
    const counts = judged.rows.map(({entry, votes}) => ({importId: kept.id, entryId: entry!.id, votes: votes!}));
    for (let from = 0; from < counts.length; from += 200)
      await manager.insert(ExternalCount, counts.slice(from, from + 200));
    await this.parts.files.claim(manager, kept.id, files);
    const {version, component, source, takenAt} = kept;
    const evidence = files.map(({name, sha256}) => ({name, sha256}));
    await record(manager, caller, {
      ...about(round, 'importExternalVotes'),
      need,
      after: {component, version, source, takenAt, reason, total: judged.total, entries: counts.length, evidence},
    });
    return kept;
  }

  private async decide(
    caller: Caller,
    importId: string,
    decision: ImportDecision,
    reason: string | null,
  ): Promise<ExternalImport> {
    const found = await this.parts.database.read.findOneBy(ExternalImport, {id: importId});
    if (!found) throw notFound();
    const round = await this.parts.rounds.viewById(found.roundId);
    const own = found.importedBy === (caller.id ?? 'system');
    if (!this.mayRead(caller, round)) throw notFound();
    const takesBack = decision === 'REJECTED' && own;
    const need = this.parts.rounds.demand(caller, takesBack ? 'round.importVotes' : 'round.confirmVotes', round);
    if (decision === 'CONFIRMED' && own) throw externalSecondPerson();
    return this.parts.database.write(async (manager) => {
      await this.takeTurn(manager, round);
      const now = this.parts.clock.now();
      const patch = {
        ...{pending: null, decision, decidedBy: caller.id ?? 'system', decidedByName: caller.name ?? 'system'},
        ...{decidedAt: now, decisionReason: reason},
      };
      const {affected} = await manager.update(ExternalImport, {id: importId, pending: 1}, patch);
      if (affected !== 1) throw externalVotesDecided();
      const {component, version} = found;
      await record(manager, caller, {
        ...about(round, decision === 'CONFIRMED' ? 'confirmExternalVotes' : 'rejectExternalVotes'),
        need,
        after: {component, version, decision, reason},
      });
      return Object.assign(found, patch);
    });
  }

  /** Who may bring votes in, confirm them, or read the round. */
  mayRead(caller: Caller, round: RoundView): boolean {
    return (['round.read', 'round.importVotes', 'round.confirmVotes'] as const).some((each) =>
      this.parts.rounds.may(caller, each, round),
    );
  }

  /** One at a time on a round, and none beside a freeze: what was sealed is what was in force. */
  private async takeTurn(manager: EntityManager, {round}: RoundView): Promise<void> {
    await this.parts.rounds.touch(manager, [round.id]);
    if (await manager.existsBy(ResultRow, {roundId: round.id})) throw externalVotesFrozen();
  }
}

function about({round, campaign}: RoundView, action: string) {
  return {
    action,
    subject: {type: 'Round', id: round.id},
    organisationId: campaign.ownerOrganisationId,
    campaignId: campaign.id,
  };
}
