import type {Clock} from '@concours/kernel/clock';
import {type Database, isDuplicate} from '@concours/kernel/database';
import type {FileIntake} from '@concours/kernel/files/file-intake';
import type {FileRule} from '@concours/kernel/files/file.rules';
import type {FileStore} from '@concours/kernel/files/file-store';
import type {Uploads} from '@concours/kernel/files/tus-uploads';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {type EntityManager, In} from 'typeorm';
import {Attachment} from './attachment.js';
import {attachmentsFull} from './attachment.refusals.js';

/** An upload that was looked at and is on stable storage, not yet anybody's. */
export type Taken = Pick<Attachment, 'fileName' | 'format' | 'type' | 'size' | 'width' | 'height' | 'digest'>;

/** Files of whatever a campaign has. Who may see or change one is decided by the owner of what it belongs to. */
export class Attachments {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly files: FileStore,
    private readonly intake: FileIntake,
    private readonly uploads: Uploads,
  ) {}

  /** Before the unit of work, since it takes a while. Refused with the code of the first finding; the upload stays for an hour then. */
  async take(caller: Caller, uploadId: string, rule: FileRule): Promise<Taken> {
    const upload = await this.uploads.finished(caller, uploadId);
    const {facts, digest} = await this.intake.take(rule, upload.path);
    const {format, type, size, width, height} = facts;
    return {fileName: upload.fileName, format, type, size, width, height, digest};
  }

  async keep(
    manager: EntityManager,
    {campaignId, subjectId, most}: {campaignId: string; subjectId: string; most: number},
    taken: Taken,
  ): Promise<Attachment> {
    const slots = new Set((await manager.findBy(Attachment, {subjectId})).map(({slot}) => slot));
    for (let slot = 1; slot <= most; slot++) {
      if (slots.has(slot)) continue;
      const row = {...taken, id: newId(), campaignId, subjectId, slot, createdAt: this.clock.now()};
      try {
        await manager.insert(Attachment, row);
        return Object.assign(new Attachment(), row);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    }
    throw attachmentsFull({most});
  }

  /** To be called after the commit. */
  forget(uploadId: string): void {
    void this.uploads.forget(uploadId);
  }

  /** The file itself goes with the next sweep: something else may hold the same one. */
  async remove(manager: EntityManager, id: string): Promise<void> {
    await manager.delete(Attachment, {id});
  }

  find(id: string): Promise<Attachment | null> {
    return this.database.read.findOneBy(Attachment, {id});
  }

  async of(subjectIds: readonly string[], manager: EntityManager = this.database.read): Promise<Attachment[][]> {
    const where = {subjectId: In([...new Set(subjectIds)])};
    const found = await manager.find(Attachment, {where, order: {slot: 'ASC'}});
    return subjectIds.map((id) => found.filter(({subjectId}) => subjectId === id));
  }

  sweep(): Promise<number> {
    return this.files.sweep((digest) => this.database.read.existsBy(Attachment, {digest}));
  }
}
