import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {type FileHandle, open, stat} from 'node:fs/promises';
import {pipeline} from 'node:stream/promises';
import {fileTypeFromFile} from 'file-type';
import type {MediaInfo, MediaInfoResult} from 'mediainfo.js';
import type {MediaFacts} from './file.rules.js';
import {hasEnd} from './picture-end.js';

/** What we take a sniffed extension for, with the type it is served as: the allow-list of everything that leaves here. */
const formats: Record<string, {format: string; type: string}> = {
  mp4: {format: 'mp4', type: 'video/mp4'},
  m4v: {format: 'mp4', type: 'video/mp4'},
  mov: {format: 'mov', type: 'video/quicktime'},
  mp3: {format: 'mp3', type: 'audio/mpeg'},
  m4a: {format: 'm4a', type: 'audio/mp4'},
  jpg: {format: 'jpg', type: 'image/jpeg'},
  png: {format: 'png', type: 'image/png'},
  webp: {format: 'webp', type: 'image/webp'},
  pdf: {format: 'pdf', type: 'application/pdf'},
  xlsx: {format: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'},
  docx: {format: 'docx', type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'},
};
const types = new Map(Object.values(formats).map(({format, type}) => [format, type]));
const timed = new Set(['mp4', 'mov', 'mp3', 'm4a']);
const pictures = new Set(['jpg', 'png', 'webp']);

const CHUNK = 256 * 1024;
/** A header that leads the reader round in circles ends here. */
const READS_MOST = 2_000;
const IDLE_MS = 60_000;

export const mediaType = (format: string): string | undefined => types.get(format);

type Reader = MediaInfo<'object'>;

/** Looks at the content of files. One WebAssembly instance, made when first needed and let go when it has been idle. */
export class MediaReader {
  private reader: Promise<Reader> | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;

  async facts(path: string): Promise<MediaFacts> {
    const {size} = await stat(path);
    const nothing: MediaFacts = {
      format: null,
      size,
      durationMs: null,
      width: null,
      height: null,
      hasVideo: false,
      truncated: false,
    };
    if (size === 0) return nothing;
    const sniffed = await fileTypeFromFile(path).catch(() => undefined);
    const format = formats[sniffed?.ext ?? '']?.format ?? null;
    if (format === null || !(timed.has(format) || pictures.has(format))) return {...nothing, format};
    const result = await this.inTurn(() => this.analyse(path, size));
    if (!result) return {...nothing, format, truncated: true};
    const found = {...nothing, format, ...measures(result, timed.has(format))};
    return pictures.has(format) ? {...found, truncated: !(await hasEnd(path, format))} : found;
  }

  async digest(path: string): Promise<string> {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex');
  }

  async close(): Promise<void> {
    clearTimeout(this.idle);
    await this.queue;
    const reader = await this.reader?.catch(() => undefined);
    this.reader = undefined;
    reader?.close();
  }

  /** The instance reads one file at a time. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    clearTimeout(this.idle);
    const turn = this.queue.then(work);
    this.queue = turn
      .catch(() => undefined)
      .then(() => {
        this.idle = setTimeout(() => void this.close(), IDLE_MS).unref();
      });
    return turn;
  }

  /** Null for what cannot be read; the instance is thrown away then, for its state is unknown. */
  private async analyse(path: string, size: number): Promise<MediaInfoResult | null> {
    const handle = await open(path, 'r');
    try {
      const reader = await (this.reader ??= load());
      return await reader.analyzeData(size, chunks(handle));
    } catch {
      this.reader = undefined;
      return null;
    } finally {
      await handle.close();
    }
  }
}

async function load(): Promise<Reader> {
  const {default: mediaInfoFactory} = await import('mediainfo.js');
  return mediaInfoFactory({format: 'object', chunkSize: CHUNK});
}

function chunks(handle: FileHandle): (size: number, offset: number) => Promise<Uint8Array> {
  let reads = 0;
  return async (size, offset) => {
    if (++reads > READS_MOST) throw new Error('the file leads nowhere');
    const buffer = new Uint8Array(size);
    const {bytesRead} = await handle.read(buffer, 0, size, offset);
    return buffer.subarray(0, bytesRead);
  };
}

function measures({media}: MediaInfoResult, isTimed: boolean): Omit<MediaFacts, 'format' | 'size'> {
  const tracks = media?.track ?? [];
  const general = tracks.find((track) => track['@type'] === 'General');
  const video = tracks.find((track) => track['@type'] === 'Video');
  const image = tracks.find((track) => track['@type'] === 'Image');
  const audio = tracks.find((track) => track['@type'] === 'Audio');
  const picture = isTimed ? video : image;
  // Stored size and rotation are apart: a phone's upright video is a landscape one to be turned.
  const quarter = Math.abs(Math.round(Number(video?.Rotation ?? 0) / 90)) % 2 === 1;
  const [width, height] = [whole(picture?.Width), whole(picture?.Height)];
  const seconds = Math.max(
    -1,
    ...[general?.Duration, video?.Duration, audio?.Duration].map((one) => Number(one ?? -1)),
  );
  return {
    durationMs: isTimed && seconds >= 0 ? Math.round(seconds * 1000) : null,
    width: quarter ? height : width,
    height: quarter ? width : height,
    hasVideo: video !== undefined,
    truncated: isTruncated(general?.extra),
  };
}

const isTruncated = (extra: Record<string, unknown> | undefined): boolean =>
  String(extra?.IsTruncated ?? '').startsWith('Yes');

const whole = (value: unknown): number | null =>
  Number.isInteger(Number(value)) && Number(value) > 0 ? Number(value) : null;
