/** What may be written to a log about an error: no SQL, no values out of rows, no hosts, no telephone numbers. */
export interface ErrorDescription {
  type: string;
  code?: string;
  message: string;
  /** Where it came from, as `function file:line`, nearest first. */
  where: string[];
  cause?: ErrorDescription;
}

export function describeError(thrown: unknown, depth = 0): ErrorDescription {
  if (!(thrown instanceof Error))
    return {type: typeof thrown, message: 'something that is no Error was thrown', where: []};
  const error = thrown as Error & {code?: unknown; driverError?: unknown; originalError?: unknown; syscall?: unknown};
  const inner = innerOf(error);
  const code = codeOf(error) ?? (error.driverError ? codeOf(error.driverError) : undefined);
  return {
    type: error.name,
    ...(code ? {code} : {}),
    message: isTold(error) ? scrub(error.message) : 'left out: it may quote data or addresses',
    where: frames(error.stack),
    ...(inner instanceof Error && inner !== error && depth < 3 ? {cause: describeError(inner, depth + 1)} : {}),
  };
}

function codeOf(error: unknown): string | undefined {
  const code: unknown = (error as {code?: unknown}).code;
  return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
}

function innerOf(error: Error & {driverError?: unknown; originalError?: unknown}): unknown {
  return error.driverError ?? error.originalError ?? error.cause;
}

/**
 * Drivers quote the statement and the values ("Duplicate entry '…'"), system errors the address: their code has to do. What is
 * wrapped around such an error repeats what it says.
 */
function isTold(error: Error & {driverError?: unknown; syscall?: unknown}, depth = 0): boolean {
  if (error.driverError !== undefined || error.syscall !== undefined || 'sql' in error || 'query' in error)
    return false;
  const code = codeOf(error);
  if (code !== undefined && /^(ER_|SQLITE_|E[A-Z]{4,}|PROTOCOL_)/.test(code)) return false;
  const inner = innerOf(error);
  return !(inner instanceof Error) || inner === error || depth > 5 || isTold(inner, depth + 1);
}

export function scrub(text: string): string {
  return text
    .slice(0, 500)
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '[address]')
    .replace(/\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?\b/g, '[address]')
    .replace(/\blocalhost(?::\d+)?\b/gi, '[address]')
    .replace(/\+?\d(?:[\s-]?\d){6,}/g, '[digits]');
}

function frames(stack: string | undefined): string[] {
  if (!stack) return [];
  const found: string[] = [];
  for (const line of stack.split('\n')) {
    const frame = /^\s+at (?:(?:async )?(\S+(?: \[as \S+\])?) \()?(.*?):(\d+):\d+\)?$/.exec(line);
    if (!frame || frame[2].startsWith('node:')) continue;
    found.push(`${frame[1] ?? '-'} ${frame[2].split(/[\\/]/).slice(-2).join('/')}:${frame[3]}`);
    if (found.length === 6) break;
  }
  return found;
}
