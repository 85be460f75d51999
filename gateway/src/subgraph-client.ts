import http from 'node:http';

export interface SubgraphAnswer {
  status: number;
  /** Parsed, and always an object: anything else is a `SubgraphFailure`. */
  body: Record<string, unknown>;
}

/** Where to, taken apart once: a URL would be taken apart for every request. */
export interface Address {
  protocol: string;
  host: string;
  port: string;
  path: string;
}

export function addressOf(base: string, path: string): Address {
  const {protocol, hostname, port, pathname} = new URL(path, base);
  return {protocol, host: hostname.replace(/^\[|\]$/g, ''), port, path: pathname};
}

export interface SubgraphPost {
  to: Address;
  body: string;
  headers: Record<string, string>;
  timeoutMs: number;
  maxBytes: number;
}

/** Why a subgraph's answer can't be used. For our log only: the text may name addresses. */
export class SubgraphFailure extends Error {
  override name = 'SubgraphFailure';

  constructor(
    message: string,
    /** The kept connection had been closed meanwhile, as after a restart: a new one may well do. */
    readonly wasStale = false,
  ) {
    super(message);
  }
}

/** For what may be asked twice without harm: one more attempt when the connection turns out to be stale. */
export async function repeatable(post: () => Promise<SubgraphAnswer>): Promise<SubgraphAnswer> {
  try {
    return await post();
  } catch (error) {
    if (error instanceof SubgraphFailure && error.wasStale) return post();
    throw error;
  }
}

/**
 * One JSON request over a kept-alive connection, whole within `timeoutMs`: a subgraph that accepts and then says nothing,
 * or sends one byte a second, is as absent as one that is down. Rejects with `SubgraphFailure` only.
 */
export function postJson(
  agent: http.Agent,
  {to, body, headers, timeoutMs, maxBytes}: SubgraphPost,
): Promise<SubgraphAnswer> {
  return new Promise((resolve, reject) => {
    let settled = false;
    const settle = (outcome: SubgraphAnswer | SubgraphFailure): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      if (outcome instanceof SubgraphFailure) {
        request.destroy();
        reject(outcome);
      } else resolve(outcome);
    };
    const request = http.request(
      {
        ...to,
        method: 'POST',
        agent,
        headers: {...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body)},
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxBytes) settle(new SubgraphFailure(`more than ${maxBytes} bytes`));
          else chunks.push(chunk);
        });
        response.on('end', () =>
          settle(parsed(response.statusCode ?? 0, Buffer.concat(chunks, size).toString('utf8'))),
        );
        response.on('error', (error) => settle(new SubgraphFailure(error.message)));
        response.on('aborted', () => settle(new SubgraphFailure('cut off')));
      },
    );
    request.on('error', (error: NodeJS.ErrnoException) => {
      const broken = error.code === 'ECONNRESET' || error.code === 'EPIPE';
      settle(new SubgraphFailure(error.message, broken && request.reusedSocket));
    });
    // When this very process was busy, the answer may already lie in the socket: it gets one turn before the verdict.
    const timer = setTimeout(
      () => setImmediate(() => settle(new SubgraphFailure(`no answer in ${timeoutMs} ms`))),
      timeoutMs,
    );
    request.end(body);
  });
}

function parsed(status: number, text: string): SubgraphAnswer | SubgraphFailure {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
      return {status, body: body as Record<string, unknown>};
    }
  } catch {
    // Falls through: HTML from a proxy, a cut answer, nothing at all.
  }
  return new SubgraphFailure(`status ${status}, not a JSON object`);
}
