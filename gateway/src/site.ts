import {createReadStream} from 'node:fs';
import {readFile, stat} from 'node:fs/promises';
import type {IncomingMessage, ServerResponse} from 'node:http';
import path from 'node:path';
import {pipeline} from 'node:stream/promises';
import {promisify} from 'node:util';
import {gzip} from 'node:zlib';
import {notFound} from '@concours/kernel/refusal';
import {methodRefused} from './refusals.js';
import {pathOf} from './request.js';
import {pagePolicy} from './security-headers.js';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const compressible = /^text\/|json|javascript|svg/;
const worthCompressing = 1_024;
const compressedAtMost = 8_000_000;
const squeeze = promisify(gzip);

/**
 * The dashboard's files. Hashed assets hold for ever; every other path without an extension is the dashboard itself,
 * whose router knows what to show there.
 */
export function siteRoute(folder: string) {
  const root = path.resolve(folder);
  // The build is small and doesn't change under us: each file is compressed once.
  const compressed = new Map<string, Promise<Buffer>>();

  const find = async (requested: string): Promise<{file: string; size: number; stamp: string} | undefined> => {
    const file = path.join(root, requested);
    if (file !== root && !file.startsWith(root + path.sep)) return undefined;
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    return {file, size: found.size, stamp: `${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}`};
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw methodRefused({allowed: 'GET, HEAD'});
    const requested = decoded(pathOf(request));
    const isFile = path.extname(requested) !== '';
    const found = await find(isFile ? requested : '/index.html');
    if (!found) throw notFound();

    const type = types[path.extname(found.file)] ?? 'application/octet-stream';
    const immutable = requested.startsWith('/assets/');
    response.setHeader('content-type', type);
    response.setHeader('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
    if (type.startsWith('text/html')) response.setHeader('content-security-policy', pagePolicy);
    response.setHeader('vary', 'accept-encoding');
    const etag = `"${found.stamp}"`;
    response.setHeader('etag', etag);
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();

    const zip = compressible.test(type) && found.size >= worthCompressing && found.size <= compressedAtMost;
    if (zip && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) {
      const key = `${found.file} ${found.stamp}`;
      const body = compressed.get(key) ?? readFile(found.file).then((bytes) => squeeze(bytes));
      compressed.set(key, body);
      const bytes = await body;
      response.writeHead(200, {'content-encoding': 'gzip', 'content-length': bytes.length});
      return void response.end(request.method === 'HEAD' ? undefined : bytes);
    }
    response.writeHead(200, {'content-length': found.size});
    if (request.method === 'HEAD') return void response.end();
    await pipeline(createReadStream(found.file), response).catch(() => response.destroy());
  };
}

/** What is no path becomes one that finds nothing. */
function decoded(pathname: string): string {
  try {
    const text = decodeURIComponent(pathname);
    return text.includes('\0') ? '/none.none' : text;
  } catch {
    return '/none.none';
  }
}
