const contention = new Set(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD']);
const duplicates = new Set(['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_CONSTRAINT_UNIQUE']);

/** The database undid or refused a transaction because of another one: running it again is safe and likely to work. */
export function isContention(error: unknown): boolean {
  const code = codeOf(error);
  return contention.has(code) || /^SQLITE_(BUSY|LOCKED)/.test(code);
}

/** A row with this key was there already. */
export function isDuplicate(error: unknown): boolean {
  return duplicates.has(codeOf(error));
}

function codeOf(error: unknown): string {
  if (error === null || typeof error !== 'object') return '';
  const cause: unknown = 'driverError' in error ? error.driverError : error;
  const code = (cause as {code?: unknown} | null)?.code;
  return typeof code === 'string' ? code : '';
}
