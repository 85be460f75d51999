import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {record} from '@concours/kernel/audit/record';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {demand, scopesOf} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {formatOf} from '@concours/kernel/tables/table-file';
import {In} from 'typeorm';
import {Organisation} from '../organisations/organisation.js';
import {CHUNK} from './file-bytes.js';
import {ImportChunk, MAX_FILE, OrganisationImportJob} from './import-job.js';
import type {ImportFormat, ImportMode} from './import.kinds.js';
import {importFileEmpty, importFileTooLarge, importFormatUnknown, importTooMany} from './import.refusals.js';

const CHUNKS_PER_WRITE = 16;
const MOST_UNFINISHED = 10;
const ROLES = permissions['organisation.administer'];
const onItsWay = {unaudited: 'pieces of a file on its way; the import that it becomes is recorded'};

/** Takes files in: into the database, a piece at a time, so that no memory and no disk of one instance is the only copy. */
export class ImportUploadService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    /** Told when there is a file to read. */
    private readonly wake: () => void,
  ) {}

  /** Asked before the first byte is read: who may not import should not be able to send a file first. */
  demand(caller: Caller): void {
    const [place] = placesOf(caller);
    if (caller.kind !== 'system') demand(caller, {roles: ROLES, path: place ?? ''});
  }

  /** Settles when the whole file is kept; its reading begins after that. */
  async take(
    caller: Caller,
    file: {name: string; mode: ImportMode; content: AsyncIterable<Buffer>},
  ): Promise<OrganisationImportJob> {
    this.demand(caller);
    await this.demandRoom(caller);
    const id = newId();
    const {size, head} = await this.keep(id, file.content).catch(async (error: unknown) => {
      await this.forget(id);
      throw error;
    });
    const format = formatOf(head);
    if (size === 0 || format === null) {
      await this.forget(id);
      throw size === 0 ? importFileEmpty() : importFormatUnknown();
    }
    const job = this.jobFrom(caller, {id, size, format, ...file});
    return this.database.write(async (manager, after) => {
      const [path] = placesOf(caller);
      const place = path === undefined ? null : await manager.findOneBy(Organisation, {path});
      job.organisationId = place?.id ?? null;
      await manager.insert(OrganisationImportJob, job);
      await record(manager, caller, {
        action: 'importOrganisationsFromFile',
        subject: {type: 'OrganisationImportJob', id},
        organisationId: job.organisationId,
        need: path === undefined ? undefined : {roles: ROLES, path},
        after: {fileName: job.fileName, format, size, mode: job.mode},
      });
      after(this.wake);
      return job;
    });
  }

  private async demandRoom(caller: Caller): Promise<void> {
    if (caller.id === null) return;
    const unfinished = await this.database.read.countBy(OrganisationImportJob, {
      accountId: caller.id,
      state: In(['UPLOADED', 'READING', 'CHECKED', 'APPLYING']),
    });
    if (unfinished >= MOST_UNFINISHED) throw importTooMany({most: MOST_UNFINISHED});
  }

  private async keep(importId: string, content: AsyncIterable<Buffer>): Promise<{size: number; head: Buffer}> {
    let [size, number] = [0, 0];
    let head: Buffer | undefined;
    let held: Buffer[] = [];
    let chunks: {importId: string; number: number; bytes: Buffer}[] = [];
    const write = async (): Promise<void> => {
      const part = chunks;
      chunks = [];
      if (part.length > 0) await this.database.write((manager) => manager.insert(ImportChunk, part), onItsWay);
    };
    const close = (most: number): void => {
      const all = Buffer.concat(held);
      for (let at = 0; at < most; at += CHUNK)
        chunks.push({importId, number: number++, bytes: all.subarray(at, Math.min(most, at + CHUNK))});
      held = most < all.length ? [all.subarray(most)] : [];
    };
    for await (const bytes of content) {
      size += bytes.length;
      if (size > MAX_FILE) throw importFileTooLarge({most: MAX_FILE});
      held.push(bytes);
      const waiting = held.reduce((sum, each) => sum + each.length, 0);
      if (waiting >= CHUNK) close(waiting - (waiting % CHUNK));
      head ??= chunks[0]?.bytes.subarray(0, 16);
      if (chunks.length >= CHUNKS_PER_WRITE) await write();
    }
    close(held.reduce((sum, each) => sum + each.length, 0));
    head ??= chunks[0]?.bytes.subarray(0, 16) ?? Buffer.alloc(0);
    await write();
    return {size, head};
  }

  private async forget(importId: string): Promise<void> {
    await this.database.write((manager) => manager.delete(ImportChunk, {importId}), onItsWay);
  }

  private jobFrom(
    caller: Caller,
    file: {id: string; size: number; format: ImportFormat; name: string; mode: ImportMode},
  ): OrganisationImportJob {
    const counts = {rowTotal: 0, rowCount: 0, newCount: 0, changedCount: 0, unchangedCount: 0, refusedCount: 0};
    const progress = {toApplyCount: 0, appliedCount: 0, firstPosition: 0, cursorWave: 0, cursorNumber: 0};
    const unknown = {encoding: null, problem: null, columns: [], ignored: [], leaseBy: null, leaseUntil: null};
    return Object.assign(new OrganisationImportJob(), counts, progress, unknown, {
      id: file.id,
      fileName: file.name,
      format: file.format,
      size: file.size,
      mode: file.mode,
      state: 'UPLOADED',
      accountId: caller.id,
      startedBy: (caller.name ?? caller.kind).slice(0, 200),
      organisationId: null,
      reach: reachOf(caller),
      startedAt: this.clock.now(),
      checkedAt: null,
      appliedAt: null,
      finishedAt: null,
    });
  }
}

/** The grants that count for an import: kept with the job, which goes by those of them that still hold when it runs. */
export function reachOf(caller: Caller): {role: string; organisation: string}[] {
  return caller.grants
    .filter(({role, within}) => (ROLES as readonly string[]).includes(role) && within === undefined)
    .map(({role, organisation}) => ({role, organisation}));
}

/** Where the caller administers, the highest place first. */
function placesOf(caller: Caller): string[] {
  return scopesOf(caller, ROLES)
    .filter(({within}) => within === undefined)
    .map(({path}) => path)
    .sort((a, b) => a.length - b.length);
}
