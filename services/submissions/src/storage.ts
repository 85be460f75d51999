/** Whether a statement failed because a unique key already holds the value: the way the database says "taken". */
export function isTaken(error: unknown): boolean {
  const code = (error as {driverError?: {code?: unknown}}).driverError?.code;
  return code === 'ER_DUP_ENTRY' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}
