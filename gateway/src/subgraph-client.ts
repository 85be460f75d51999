import type {Agent} from 'undici';

export interface SubgraphAnswer {
  status: number;
  /** Parsed, and always an object: anything else is a `SubgraphFailure`. */
  body: Record<string, unknown>;
}

/** Where to, taken apart once. */
export interface Address {
  origin: string;
  path: string;
}

export function addressOf(base: string, path: string): Address {
  const {origin, pathname} = new URL(path, base);
  return {origin, path: pathname};
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
    /** The connection broke before a word was said, as kept ones do after a restart: a new one may well do. */
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

const broken = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * One JSON request over a kept-alive connection, whole within `timeoutMs`: a subgraph that accepts and then says nothing,
 * or sends one byte a second, is as absent as one that is down. Rejects with `SubgraphFailure` only. On undici, since Node's
 * own client takes more than twice the processor time a request, and three of them make up much of a join.
 */
export function postJson(
  agent: Agent,
  {to, body, headers, timeoutMs, maxBytes}: SubgraphPost,
): Promise<SubgraphAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let status = 0;
    let failed: SubgraphFailure | undefined;
    let abort: ((reason: Error) => void) | undefined;
    const fail = (failure: SubgraphFailure): void => {
      if (failed) return;
      failed = failure;
      clearTimeout(timer);
      reject(failure);
      abort?.(failure);
    };
    // When this very process was busy, the answer may already lie in the socket: it gets one turn before the verdict.
    const timer = setTimeout(
      () => setImmediate(() => fail(new SubgraphFailure(`no answer in ${timeoutMs} ms`))),
      timeoutMs,
    );
    const request = {
      ...to,
      method: 'POST' as const,
      headers: {...headers, 'content-type': 'application/json'},
      body,
      // Ours above is one for the whole.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    agent.dispatch(request, {
      onRequestStart(controller) {
        abort = (reason) => controller.abort(reason);
        // It waited for a connection longer than anybody waited for it: it must not be sent any more.
        if (failed) abort(failed);
      },
      onResponseStart(_controller, statusCode) {
        status = statusCode;
      },
      onResponseData(_controller, chunk) {
        size += chunk.length;
        if (size > maxBytes) fail(new SubgraphFailure(`more than ${maxBytes} bytes`));
        else chunks.push(chunk);
      },
      onResponseEnd() {
        const answer = parsed(status, Buffer.concat(chunks, size).toString('utf8'));
        if (answer instanceof SubgraphFailure) return fail(answer);
        clearTimeout(timer);
        resolve(answer);
      },
      onResponseError(_controller, error: NodeJS.ErrnoException) {
        fail(new SubgraphFailure(error.message, status === 0 && broken.has(error.code ?? '')));
      },
    });
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
