const codes = ['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_CONSTRAINT_UNIQUE'];

/** A unique key was there already: another instance was a moment faster than our look before the insert. */
export function isDuplicate(error: unknown): boolean {
  const {driverError} = error as {driverError?: {code?: string}};
  return codes.includes(driverError?.code ?? '');
}
