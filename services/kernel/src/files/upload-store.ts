import {open, stat} from 'node:fs/promises';
import {join} from 'node:path';
import type {Readable} from 'node:stream';
import {FileStore as TusFiles} from '@tus/file-store';

/** Unfinished uploads on disk; what is acknowledged is on stable storage first, so that a client never skips what was lost. */
export class UploadStore extends TusFiles {
  constructor(
    private readonly folder: string,
    expiresMs: number,
  ) {
    super({directory: folder, expirationPeriodInMilliseconds: expiresMs});
    // What we do not offer, the protocol does not announce.
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];
  }

  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const reached = await super.write(readable, id, offset);
    const handle = await open(this.pathOf(id), 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    return reached;
  }

  async changedAt(id: string): Promise<number> {
    return (await stat(this.pathOf(id))).mtimeMs;
  }

  pathOf(id: string): string {
    return join(this.folder, id);
  }
}
