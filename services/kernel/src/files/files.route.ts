import type {IncomingMessage, ServerResponse} from 'node:http';
import {pipeline} from 'node:stream/promises';
import type {Caller} from '../identity.js';
import type {Refusal} from '../refusal.js';
import type {Route} from '../service.js';
import * as refusals from './file.refusals.js';
import {byteRange} from './byte-range.rules.js';
import type {FileLinks} from './file-links.js';
import {contentDisposition} from './file-name.rules.js';
import type {FileStore} from './file-store.js';
import type {TusUploads} from './tus-uploads.js';

const FILE = /^\/a\/([0-9A-Z]{26})$/;

/** A file as it is given out. `type` is the media type that was found in its content. */
export interface ServedFile {
  digest: string;
  type: string;
  fileName: string;
}

/** `<prefix>/a/<id>?t=…` is one file behind its signed link; everything else below the prefix is an upload. */
export class FilesRoute implements Route {
  constructor(
    readonly prefix: string,
    private readonly find: (id: string) => Promise<ServedFile | null>,
    private readonly files: FileStore,
    private readonly links: FileLinks,
    private readonly uploads: TusUploads,
  ) {}

  async handle(req: IncomingMessage, res: ServerResponse, caller: Caller): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://files');
    if (!url.pathname.startsWith(`${this.prefix}/a/`)) return this.uploads.handle(req, res, caller);
    if (req.method !== 'GET' && req.method !== 'HEAD') return answer(res, 405, refusals.fileLinkInvalid());
    const id = FILE.exec(url.pathname.slice(this.prefix.length))?.[1];
    // The link is checked before anything is looked up: without it one learns nothing.
    const link = id === undefined ? 'FORGED' : this.links.check(id, url.searchParams.get('t'));
    if (id === undefined || link !== 'VALID') {
      return answer(res, 403, link === 'EXPIRED' ? refusals.fileLinkExpired() : refusals.fileLinkInvalid());
    }
    const file = await this.find(id);
    const size = file && (await this.files.size(file.digest));
    if (file === null || size === null) return answer(res, 404, refusals.fileMissing());
    await this.send(req, res, file, size);
  }

  private async send(req: IncomingMessage, res: ServerResponse, file: ServedFile, size: number): Promise<void> {
    const range = byteRange(req.headers.range, size);
    for (const [name, value] of Object.entries(headersOf(file))) res.setHeader(name, value);
    if (range === 'UNSATISFIABLE') return void res.writeHead(416, {'Content-Range': `bytes */${size}`}).end();
    if (range === 'WHOLE') res.writeHead(200, {'Content-Length': size});
    else
      res.writeHead(206, {
        'Content-Length': range.end - range.start + 1,
        'Content-Range': `bytes ${range.start}-${range.end}/${size}`,
      });
    if (req.method === 'HEAD') return void res.end();
    const source = this.files.read(file.digest, range === 'WHOLE' ? undefined : range);
    try {
      await pipeline(source, res);
    } catch {
      // A player that jumps ahead closes its request; there is nobody left to tell.
      res.destroy();
    }
  }
}

/** Even a polyglot is nothing but what we say it is, runs nothing, and takes its address nowhere. */
function headersOf(file: ServedFile): Record<string, string> {
  return {
    'Content-Type': file.type,
    'Content-Disposition': contentDisposition(file.fileName),
    'Content-Security-Policy': 'sandbox',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'private, max-age=300',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Accept-Ranges': 'bytes',
    ETag: `"${file.digest}"`,
  };
}

function answer(res: ServerResponse, status: number, refusal: Refusal): void {
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  res.end(JSON.stringify({code: refusal.code, text: refusal.extensions.text}));
}
