import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Caller} from '../identity.js';
import {newId} from '../ids.js';
import {scopesOf} from '../scope.js';
import type {Logger} from '../log.js';
import {Server} from '@tus/server';
import {uploadNotFound, uploadText, uploadUnfinished} from './file.refusals.js';
import {safeFileName} from './file-name.rules.js';
import {UploadStore} from './upload-store.js';

export interface UploadSettings {
  folder: string;
  /** Bytes; what a file is taken for has rules that are narrower. */
  mostBytes: number;
  /** Where uploads begin, such as `/files`. */
  path: string;
  /** Who may upload anything at all; what for is decided where the upload is used. */
  roles: readonly string[];
}

/** A finished upload, as a service needs it. */
export interface FinishedUpload {
  path: string;
  fileName: string;
}

export interface Uploads {
  /** Refuses what is not there, not finished, or was begun by another account. */
  finished(caller: Caller, uploadId: string): Promise<FinishedUpload>;
  forget(uploadId: string): Promise<void>;
}

const UPLOAD_ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const UNFINISHED_MS = 24 * 3_600_000;
const FINISHED_MS = 3_600_000;

type TusRequest = Parameters<NonNullable<Server['options']['onIncomingRequest']>>[0];

/** What tus answers with when it is thrown. */
class UploadRefused extends Error {
  readonly body: string;

  constructor(
    readonly status_code: number,
    readonly code: string,
  ) {
    super(code);
    this.body = bodyOf(code);
  }
}

/** What the library refuses by itself, and in words of its own, gets a code like everything else. */
class CodedServer extends Server {
  override write(...[context, headers, status, body = '']: Parameters<Server['write']>): ReturnType<Server['write']> {
    if (status < 400) return super.write(context, headers, status, body);
    headers.set('Content-Type', 'application/json; charset=utf-8');
    const coded = body.startsWith('{') ? body : bodyOf(codes.get(status) ?? 'UPLOAD_INVALID');
    return super.write(context, headers, status, coded);
  }
}

/** Resumable uploads (tus 1.0): an upload belongs to the account that began it, and to nobody else. */
export class TusUploads implements Uploads {
  private readonly store: UploadStore;
  private readonly server: Server;
  private readonly callers = new WeakMap<object, Caller>();

  constructor(
    private readonly settings: UploadSettings,
    private readonly log: Logger,
  ) {
    this.store = new UploadStore(settings.folder, UNFINISHED_MS);
    this.server = new CodedServer({
      path: settings.path,
      datastore: this.store,
      relativeLocation: true,
      maxSize: settings.mostBytes,
      // Uploads come from our own origin only: no other is told that it may read the answer.
      allowedOrigins: [],
      disableTerminationForFinishedUploads: false,
      namingFunction: () => newId(),
      getFileIdFromRequest: (_req, last) => (last !== undefined && UPLOAD_ID.test(last) ? last : undefined),
      onIncomingRequest: (req, id) => this.demandOwner(req, id),
      onUploadCreate: async (req, upload) => {
        const caller = this.callerOf(req);
        if (!this.permits(caller)) throw new UploadRefused(403, 'UPLOAD_NOT_PERMITTED');
        // Whatever else a client says of its file is neither kept nor given back.
        const filename = safeFileName(upload.metadata?.filename);
        return {metadata: {filename, account: caller.id ?? ''}};
      },
      onResponseError: (_req, error) => this.answerOf(error),
    });
  }

  async handle(req: IncomingMessage, res: ServerResponse, caller: Caller): Promise<void> {
    this.callers.set(req, caller);
    // Asked before the body is read: who may not upload should not be able to send a gigabyte first.
    const refused = this.refusalBefore(req, caller);
    if (refused) return refuse(res, refused);
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Cache-Control', 'no-store');
    await this.server.handle(req, res);
  }

  async finished(caller: Caller, uploadId: string): Promise<FinishedUpload> {
    if (!UPLOAD_ID.test(uploadId)) throw uploadNotFound();
    const upload = await this.store.getUpload(uploadId).catch(() => null);
    if (!upload || !owns(caller, upload.metadata)) throw uploadNotFound();
    if (upload.size === undefined || upload.offset !== upload.size) {
      throw uploadUnfinished({received: upload.offset, expected: upload.size ?? 0});
    }
    return {path: this.store.pathOf(uploadId), fileName: safeFileName(upload.metadata?.filename)};
  }

  async forget(uploadId: string): Promise<void> {
    await this.store
      .remove(uploadId)
      .catch((error: unknown) => this.log.warn({err: error}, 'an upload could not be removed'));
  }

  /** Unfinished uploads a day after they began, finished ones that nobody attached an hour after their last byte. */
  async sweep(now = Date.now()): Promise<number> {
    let removed = 0;
    for (const id of (await this.store.configstore.list?.()) ?? []) {
      const upload = await this.store.getUpload(id).catch(() => null);
      if (!upload) continue;
      const finished = upload.offset === upload.size;
      const since = finished ? await this.store.changedAt(id) : Date.parse(upload.creation_date ?? '');
      if (now - since < (finished ? FINISHED_MS : UNFINISHED_MS)) continue;
      await this.forget(id);
      removed += 1;
    }
    return removed;
  }

  private refusalBefore(req: IncomingMessage, caller: Caller): UploadRefused | null {
    if (!['POST', 'PATCH', 'HEAD', 'DELETE', 'OPTIONS'].includes(req.method ?? ''))
      return new UploadRefused(405, 'UPLOAD_INVALID');
    if (req.headers['upload-defer-length'] !== undefined || req.headers['x-http-method-override'] !== undefined) {
      return new UploadRefused(400, 'UPLOAD_LENGTH_REQUIRED');
    }
    if (req.method !== 'OPTIONS' && !this.permits(caller)) {
      return new UploadRefused(caller.kind === 'anonymous' ? 401 : 403, 'UPLOAD_NOT_PERMITTED');
    }
    const {'upload-length': length, 'upload-offset': offset} = req.headers;
    if (req.method === 'PATCH' && !isCount(offset)) return new UploadRefused(400, 'UPLOAD_OFFSET_WRONG');
    if (req.method !== 'POST') return null;
    if (!isCount(length)) return new UploadRefused(400, 'UPLOAD_LENGTH_REQUIRED');
    return Number(length) > this.settings.mostBytes ? new UploadRefused(413, 'UPLOAD_TOO_LARGE') : null;
  }

  private permits(caller: Caller): boolean {
    return caller.kind === 'system' || (caller.id !== null && scopesOf(caller, this.settings.roles).length > 0);
  }

  private async demandOwner(req: TusRequest, id: string): Promise<void> {
    if (req.method === 'POST') return;
    const upload = await this.store.getUpload(id).catch(() => null);
    if (!upload || !owns(this.callerOf(req), upload.metadata)) throw new UploadRefused(404, 'UPLOAD_NOT_FOUND');
  }

  private callerOf(req: TusRequest): Caller {
    const caller = req.runtime?.node && this.callers.get(req.runtime.node.req);
    if (!caller) throw new UploadRefused(403, 'UPLOAD_NOT_PERMITTED');
    return caller;
  }

  private answerOf(error: Error | {status_code: number; body: string}): {status_code: number; body: string} {
    if (error instanceof UploadRefused) return {status_code: error.status_code, body: error.body};
    const status_code = 'status_code' in error ? error.status_code : 500;
    if (status_code < 500) return {status_code, body: bodyOf(codes.get(status_code) ?? 'UPLOAD_INVALID')};
    // What was written stays, so the client may go on from there once there is space again.
    this.log.error({err: error}, 'an upload could not be stored');
    return {status_code: 507, body: bodyOf('UPLOAD_STORE_FULL')};
  }
}

const codes = new Map([
  [404, 'UPLOAD_NOT_FOUND'],
  [410, 'UPLOAD_NOT_FOUND'],
  [409, 'UPLOAD_OFFSET_WRONG'],
  [413, 'UPLOAD_TOO_LARGE'],
]);

const isCount = (header: string | string[] | undefined): boolean =>
  typeof header === 'string' && /^\d{1,15}$/.test(header);

function owns(caller: Caller, metadata: Record<string, string | null> | undefined): boolean {
  return caller.kind === 'system' || (caller.id !== null && metadata?.account === caller.id);
}

function bodyOf(code: string): string {
  return JSON.stringify({code, text: uploadText(code)});
}

function refuse(res: ServerResponse, refused: UploadRefused): void {
  // The rest of the body is not wanted, so the connection ends with the answer.
  res.writeHead(refused.status_code, {
    'Content-Type': 'application/json; charset=utf-8',
    'Tus-Resumable': '1.0.0',
    Connection: 'close',
  });
  res.end(refused.body);
}
