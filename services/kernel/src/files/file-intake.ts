import {fileRefused} from './file.refusals.js';
import {type FileRule, judgeFile, type MediaFacts} from './file.rules.js';
import type {FileStore} from './file-store.js';
import {withoutPosition} from './forget-position.js';
import {type MediaReader, mediaType} from './media-reader.js';

/** What is known of a file that was kept. `type` is the media type it is served as. */
export interface Measured {
  format: string;
  type: string;
  size: number;
  durationMs: number | null;
  width: number | null;
  height: number | null;
}

/** Looks at a file, judges it, and keeps it: the one way in, for uploads and for the demonstration. */
export class FileIntake {
  constructor(
    private readonly files: FileStore,
    private readonly reader: MediaReader,
  ) {}

  /** Refuses with the code of the first finding that rejects; settles when the file is on stable storage. */
  async take(rule: FileRule, path: string): Promise<{facts: Measured; digest: string}> {
    const facts = await this.reader.facts(path);
    const rejected = judgeFile(rule, facts).filter((finding) => finding.severity === 'REJECT');
    if (rejected.length > 0) throw fileRefused(rejected);
    return withoutPosition(path, facts.format, async (plain) => {
      const digest = await this.reader.digest(plain);
      await this.files.keep(digest, plain);
      return {facts: measured(facts), digest};
    });
  }
}

function measured(facts: MediaFacts): Measured {
  const {format, size, durationMs, width, height} = facts;
  const type = mediaType(format ?? '');
  if (format === null || type === undefined) throw new Error('a file of no known format passed the rules');
  return {format, type, size, durationMs, width, height};
}
