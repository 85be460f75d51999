import type {PreviousUpload, UploadOptions} from 'tus-js-client';

/** One file on its way: sent in parts that survive an interruption, then checked by its content. No screen, no graph. */
export type UploadState =
  | {is: 'sending'; sent: number; total: number; resumed: boolean; waiting: boolean}
  | {is: 'checking'}
  | {is: 'refused'; error: unknown}
  | {is: 'failed'; status: number | null; code: string | null}
  | {is: 'done'};

/** What is used of tus-js-client's Upload. */
export interface TusUpload {
  url: string | null;
  start(): void;
  abort(terminate?: boolean): Promise<void>;
  findPreviousUploads(): Promise<PreviousUpload[]>;
  resumeFromPreviousUpload(previous: PreviousUpload): void;
}

export interface UploadParts {
  file: File;
  /** What the file is for; the same file for another work is another upload. */
  purpose: string;
  create(file: File, options: UploadOptions): TusUpload;
  attach(uploadId: string): Promise<unknown>;
  changed(state: UploadState): void;
}

/** Some five minutes of trying between two bytes that arrive; each byte starts the count anew. */
const RETRIES = [500, 1000, 2000, 3000, ...Array<number>(60).fill(5000)];

interface Answered {
  originalResponse?: {getStatus(): number; getBody(): string} | null;
}

export const uploadIdOf = (url: string): string => new URL(url, 'http://here/').pathname.split('/').pop() ?? '';

/** No answer at all, a fault on the other side, or a lock that is about to be freed: worth trying again. */
export function worthRetrying(status: number | null): boolean {
  return status === null || status >= 500 || status === 409 || status === 423;
}

function answerOf(error: unknown): {status: number | null; code: string | null} {
  const response = (error as Answered).originalResponse;
  if (!response) return {status: null, code: null};
  try {
    const body: unknown = JSON.parse(response.getBody());
    const code = typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : null;
    return {status: response.getStatus(), code};
  } catch {
    return {status: response.getStatus(), code: null};
  }
}

export class FileUpload {
  private readonly tus: TusUpload;
  private stopped = false;
  private resumed = false;
  private sent = 0;

  constructor(private readonly parts: UploadParts) {
    const {file, purpose} = parts;
    this.tus = parts.create(file, {
      endpoint: '/files',
      retryDelays: RETRIES,
      removeFingerprintOnSuccess: true,
      metadata: {filename: file.name, filetype: file.type},
      fingerprint: () => Promise.resolve(['concours', purpose, file.name, file.size, file.lastModified].join(' ')),
      onProgress: (sent) => this.progress(sent, false),
      onShouldRetry: (error) => {
        const again = !this.stopped && worthRetrying(answerOf(error).status);
        if (again) this.progress(this.sent, true);
        return again;
      },
      onError: (error) => this.say({is: 'failed', ...answerOf(error)}),
      onSuccess: () => void this.check(),
    });
  }

  async start(): Promise<void> {
    this.progress(0, false);
    const [previous] = await this.tus.findPreviousUploads().catch(() => []);
    if (this.stopped) return;
    if (previous) this.tus.resumeFromPreviousUpload(previous);
    this.resumed = previous !== undefined;
    this.tus.start();
  }

  /** Stops for good and takes back what was sent. */
  cancel(): void {
    this.stopped = true;
    void this.tus.abort(true).catch(() => undefined);
  }

  /** Stops for now: the same file goes on from here. */
  pause(): void {
    this.stopped = true;
    void this.tus.abort().catch(() => undefined);
  }

  private async check(): Promise<void> {
    this.say({is: 'checking'});
    try {
      await this.parts.attach(uploadIdOf(this.tus.url ?? ''));
      this.say({is: 'done'});
    } catch (error) {
      this.say({is: 'refused', error});
    }
  }

  private progress(sent: number, waiting: boolean): void {
    this.sent = sent;
    this.say({is: 'sending', sent, total: this.parts.file.size, resumed: this.resumed, waiting});
  }

  private say(state: UploadState): void {
    if (!this.stopped) this.parts.changed(state);
  }
}
