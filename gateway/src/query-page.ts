import {createHash} from 'node:crypto';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {promisify} from 'node:util';
import {gzip} from 'node:zlib';
import {methodRefused} from './refusals.js';

const squeeze = promisify(gzip);

interface Page {
  zipped: Buffer;
  policy: string;
}

const firstQuery = `# Ctrl-Enter runs it. Subscriptions run here too.
query Start {
  viewer { kind name }
  campaigns { id title clock stages { key name state opensAt closesAt } }
}
`;

/** `/query`, in development: one page with everything inside it, since it has to work where nothing can be fetched. */
export function queryPageRoute() {
  let page: Promise<Page> | undefined;
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw methodRefused({allowed: 'GET, HEAD'});
    page ??= render();
    const {zipped, policy} = await page;
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-encoding': 'gzip',
      'content-length': zipped.length,
      'content-security-policy': policy,
      'cache-control': 'no-cache',
    });
    response.end(request.method === 'HEAD' ? undefined : zipped);
  };
}

/** Nine megabytes of script: loaded when somebody first asks for it, and kept compressed. */
async function render(): Promise<Page> {
  const {renderGraphiQL} = await import('@graphql-yoga/render-graphiql');
  const html = renderGraphiQL({
    title: 'Concours · 查询',
    endpoint: '/graphql',
    subscriptionsProtocol: 'WS',
    credentials: 'same-origin',
    defaultQuery: firstQuery,
    // Headers hold tokens, and this browser may be everybody's.
    shouldPersistHeaders: false,
  });
  return {zipped: await squeeze(html), policy: policyFor(html)};
}

/** The page's own scripts by their hashes; its editor makes workers out of blobs and writes styles. */
function policyFor(html: string): string {
  const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script]) => script ?? '');
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')} blob:`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    'font-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
