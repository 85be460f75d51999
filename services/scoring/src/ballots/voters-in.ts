import type {EntityManager} from 'typeorm';

export type Bytes = Buffer | Uint8Array;

export const textOf = (bytes: Bytes): string => Buffer.from(bytes).toString('utf8');
export const marksOf = (values: readonly unknown[]): string => values.map(() => '?').join(',');

/** With 200 or more MySQL and MariaDB go by statistics, and may read all voters. */
const IN_LIST = 150;

/** Asks for many voters, some at a time; their names come last among the values. */
export async function forVoters<R>(
  reader: EntityManager,
  voters: readonly string[],
  sql: (some: string) => string,
  first: readonly unknown[],
): Promise<R[]> {
  const found: R[] = [];
  for (let from = 0; from < voters.length; from += IN_LIST) {
    // as digits, which both engines read as bytes: parameters by the hundred take longer than the look-up
    const some = voters.slice(from, from + IN_LIST).map((voter) => `X'${Buffer.from(voter).toString('hex')}'`);
    const rows: R[] = await reader.query(sql(some.join(',')), [...first]);
    found.push(...rows);
  }
  return found;
}

/** The numbers of those who have come to vote in a round; the others have none. */
export async function numbersOf(
  reader: EntityManager,
  round: number,
  voters: readonly string[],
): Promise<Map<string, number>> {
  const rows: {id: number | string; name: Bytes}[] = await forVoters(
    reader,
    voters,
    (some) => `SELECT id, name FROM vote_voter WHERE round = ? AND name IN (${some})`,
    [round],
  );
  return new Map(rows.map(({id, name}) => [textOf(name), Number(id)]));
}

/**
 * Asks for many voters by their numbers, and tells the answers by their names. Two simple questions, not one over both tables: what
 * voters there are is asked of their key alone, however the database would rather join.
 */
export async function byNumber<R extends {voter: number | string}>(
  reader: EntityManager,
  {round, voters}: {round: number; voters: readonly string[]},
  sql: (some: string) => string,
  values: readonly unknown[],
): Promise<(Omit<R, 'voter'> & {voter: string})[]> {
  const names = new Map([...(await numbersOf(reader, round, voters))].map(([name, number]) => [number, name]));
  const numbers = [...names.keys()];
  const found: (Omit<R, 'voter'> & {voter: string})[] = [];
  for (let from = 0; from < numbers.length; from += IN_LIST) {
    const rows: R[] = await reader.query(sql(numbers.slice(from, from + IN_LIST).join(',')), [...values]);
    for (const row of rows) found.push({...row, voter: names.get(Number(row.voter))!});
  }
  return found;
}
