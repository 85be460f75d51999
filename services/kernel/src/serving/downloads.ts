import type {IncomingMessage, ServerResponse} from 'node:http';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {refusalOf, type Refusal} from '../refusal.js';
import {sendJson} from './wire.js';

const usual: Readonly<Record<string, number>> = {NOT_SIGNED_IN: 401, NOT_PERMITTED: 403, NOT_FOUND: 404};

/** A refusal is an answer with its code, also while a file is coming in. */
export async function answering(
  req: IncomingMessage,
  res: ServerResponse,
  statusOf: Readonly<Record<string, number>>,
  work: (url: URL) => Promise<void>,
): Promise<void> {
  try {
    await work(new URL(req.url ?? '/', 'http://files'));
  } catch (error) {
    const refusal = refusalOf(error);
    // whoever went away while something was sent is told nothing
    if (res.headersSent) return void res.destroy();
    if (!refusal) throw error;
    answer(req, res, refusal, {...usual, ...statusOf}[refusal.code] ?? 400);
  }
}

function answer(req: IncomingMessage, res: ServerResponse, {code, extensions}: Refusal, status: number): void {
  // what is left of a refused file belongs to nobody
  if (!req.complete) res.setHeader('connection', 'close');
  const {text, facts} = extensions;
  sendJson(res, status, {code, text, facts});
}

/** Starts at once and is read as fast as it is written: a file of 100,000 rows needs no job, and the browser shows its progress. */
export async function sendFile(
  res: ServerResponse,
  {name, type, content}: {name: string; type: string; content: AsyncIterable<string | Buffer>},
): Promise<void> {
  res.writeHead(200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    'Content-Security-Policy': 'sandbox',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  await pipeline(Readable.from(content, {objectMode: false}), res);
}
