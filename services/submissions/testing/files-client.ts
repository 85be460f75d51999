import {request} from 'node:http';
import {type Caller, ENVELOPE_HEADER, signEnvelope, type SigningKey} from '@concours/kernel/identity';
import {serve} from '@concours/kernel/serve';
import type {Fixture} from './fixture.js';

export const key: SigningKey = {id: 'test', secret: 'k'.repeat(40)};

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  json: {code?: string};
}

export interface Asked {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: Buffer;
}

/** The service on a port of its own, asked as the gateway asks it: each request in a signed envelope. */
export async function filesOver(
  f: Fixture,
): Promise<{ask(caller: Caller, asked: Asked): Promise<Answer>; close(): Promise<void>}> {
  const running = await serve(f.service, {keys: [key]});
  const ask = (caller: Caller, {method, path, headers = {}, ...asked}: Asked): Promise<Answer> => {
    // Node says Content-Length: 0 of its own accord
    const body = asked.body ?? (method === 'POST' ? Buffer.alloc(0) : undefined);
    const offset = headers['Upload-Offset'];
    const frame = {method, path, length: body?.length, offset: /^\d+$/.test(offset ?? '') ? Number(offset) : undefined};
    const envelope = signEnvelope({caller, key, request: frame});
    const length = body ? {'Content-Length': String(body.length)} : {};
    return new Promise((resolve, reject) => {
      const sent = request(
        `${running.url}${path}`,
        {method, headers: {...length, ...headers, [ENVELOPE_HEADER]: envelope}},
        (res) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => chunks.push(chunk));
          res.on('end', () => {
            const all = Buffer.concat(chunks);
            const json = all[0] === 0x7b;
            resolve({
              status: res.statusCode ?? 0,
              headers: res.headers,
              body: all,
              json: json ? (JSON.parse(all.toString()) as {code?: string}) : {},
            });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  };
  return {ask, close: () => running.close()};
}

const tus = {'Tus-Resumable': '1.0.0'};
const encoded = (text: string): string => Buffer.from(text).toString('base64');

export const begin = (length: number | string, filename = 'a.mp4', more: Record<string, string> = {}): Asked => ({
  method: 'POST',
  path: '/files',
  headers: {
    ...tus,
    'Upload-Length': String(length),
    'Upload-Metadata': `filename ${encoded(filename)},account ${encoded('forged')}`,
    ...more,
  },
});

export const goOn = (path: string, offset: number | string, body: Buffer): Asked => ({
  method: 'PATCH',
  path,
  headers: {...tus, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream'},
  body,
});

export const where = (path: string): Asked => ({method: 'HEAD', path, headers: tus});
