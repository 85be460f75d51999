import http from 'node:http';

export interface SubgraphAnswer {
  status: number;
  /** Parsed, and always an object: anything else is a `SubgraphFailure`. */
  body: Record<string, unknown>;
}

export interface SubgraphPost {
  url: URL;
  body: string;
  headers: Record<string, string>;
  timeoutMs: number;
  maxBytes: number;
}

/** Why a subgraph's answer can't be used. For our log only: the text may name addresses. */
export class SubgraphFailure extends Error {
  override name = 'SubgraphFailure';
}

/**
 * One JSON request over a kept-alive connection, whole within `timeoutMs`: a subgraph that accepts and then says nothing,
 * or sends one byte a second, is as absent as one that is down. Rejects with `SubgraphFailure` only.
 */
export function postJson(
  agent: http.Agent,
  {url, body, headers, timeoutMs, maxBytes}: SubgraphPost,
): Promise<SubgraphAnswer> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
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
      url,
      {
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
    request.on('error', (error) => settle(new SubgraphFailure(error.message)));
    // When this very process was busy, the answer may already lie in the socket: it gets one turn before the verdict.
    timer = setTimeout(
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
