import {createHash} from 'node:crypto';
import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {safeFileName} from '@concours/kernel/files/file-name.rules';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {type EntityManager, In, IsNull, LessThan} from 'typeorm';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import {ExternalFile, ExternalFilePiece} from './external-file.js';
import {externalFileRefused, externalFileUnknown} from './external-votes.refusals.js';
import {typeOf} from './file-type.rules.js';

export const MOST_BYTES = 5_000_000;
/** What fits a plain blob of either engine. */
const PIECE = 60_000;
const UNCLAIMED_MS = 24 * 3_600_000;

/** Tables and evidence of votes held elsewhere (R124): kept with their bytes, since a name and a sum alone can't be looked at. */
export class ExternalFiles {
  constructor(private readonly parts: {database: Database; clock: Clock; rounds: Rounds}) {}

  /** Refuses who may not bring votes in, before anything of the file is read. */
  demand(caller: Caller, view: RoundView): void {
    this.parts.rounds.demand(caller, 'round.importVotes', view);
  }

  async take(caller: Caller, view: RoundView, written: string, content: AsyncIterable<Buffer>): Promise<ExternalFile> {
    const need = this.parts.rounds.demand(caller, 'round.importVotes', view);
    const bytes = await gathered(content);
    const name = safeFileName(written);
    const type = bytes.length > 0 ? typeOf(bytes, name) : null;
    if (!type) throw externalFileRefused({most: MOST_BYTES});
    const now = this.parts.clock.now();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = Object.assign(new ExternalFile(), {
      ...{id: newId(), roundId: view.round.id, importId: null, name, type, size: bytes.length, sha256},
      ...{uploadedBy: caller.id ?? 'system', uploadedAt: now},
    });
    await this.parts.database.write(async (manager) => {
      await this.sweep(manager, now);
      await manager.insert(ExternalFile, file);
      for (let from = 0; from < bytes.length; from += PIECE) {
        const piece = {fileId: file.id, position: from / PIECE, bytes: bytes.subarray(from, from + PIECE)};
        await manager.insert(ExternalFilePiece, piece);
      }
      await record(manager, caller, {
        ...{action: 'attachVoteEvidence', subject: {type: 'Round', id: view.round.id}, need},
        ...{organisationId: view.campaign.ownerOrganisationId, campaignId: view.campaign.id},
        after: {name, size: file.size, sha256},
      });
    });
    return file;
  }

  /** The caller's own files of this round that no import has yet, in the order they are named. */
  async unclaimed(
    caller: Caller,
    roundId: string,
    ids: readonly string[],
    reader: EntityManager = this.parts.database.read,
  ): Promise<ExternalFile[]> {
    const wanted = [...new Set(ids)];
    const uploadedBy = caller.id ?? 'system';
    const found = await reader.findBy(ExternalFile, {id: In(wanted), roundId, importId: IsNull(), uploadedBy});
    if (found.length < wanted.length) throw externalFileUnknown();
    return wanted.map((id) => found.find((file) => file.id === id)!);
  }

  /** Inside the unit of work of the import. What another import took meanwhile is refused. */
  async claim(manager: EntityManager, importId: string, files: readonly ExternalFile[]): Promise<void> {
    if (files.length === 0) return;
    const ids = files.map(({id}) => id);
    const {affected} = await manager.update(ExternalFile, {id: In(ids), importId: IsNull()}, {importId});
    if (affected !== ids.length) throw externalFileUnknown();
  }

  async bytes({id}: ExternalFile): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.content(id)) parts.push(part);
    return Buffer.concat(parts);
  }

  /** For who may bring votes in, confirm them, or read the round; like one that does not exist for everybody else. */
  async find(caller: Caller, view: RoundView, id: string): Promise<ExternalFile | null> {
    const {rounds, database} = this.parts;
    const may = (['round.importVotes', 'round.confirmVotes', 'round.read'] as const).some((each) =>
      rounds.may(caller, each, view),
    );
    return may ? database.read.findOneBy(ExternalFile, {id, roundId: view.round.id}) : null;
  }

  async *content(fileId: string): AsyncGenerator<Buffer> {
    for (let position = 0; ; position++) {
      const piece = await this.parts.database.read.findOneBy(ExternalFilePiece, {fileId, position});
      if (!piece) return;
      yield piece.bytes;
    }
  }

  async ofImports(ids: readonly string[], reader: EntityManager = this.parts.database.read): Promise<ExternalFile[]> {
    return reader.find(ExternalFile, {where: {importId: In([...ids])}, order: {id: 'ASC'}});
  }

  /** What nobody made an import of; whoever sends the next file removes it. */
  private async sweep(manager: EntityManager, now: Date): Promise<void> {
    const before = new Date(now.getTime() - UNCLAIMED_MS);
    const left = await manager.find(ExternalFile, {
      where: {importId: IsNull(), uploadedAt: LessThan(before)},
      take: 100,
    });
    if (left.length === 0) return;
    const ids = left.map(({id}) => id);
    await manager.delete(ExternalFilePiece, {fileId: In(ids)});
    await manager.delete(ExternalFile, {id: In(ids)});
  }
}

async function gathered(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of content) {
    size += part.length;
    if (size > MOST_BYTES) throw externalFileRefused({most: MOST_BYTES});
    parts.push(part);
  }
  return Buffer.concat(parts);
}
