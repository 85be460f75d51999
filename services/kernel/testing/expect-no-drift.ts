import type {Database} from '../src/database.js';

/** Fails with the statements that would bring the migrated tables to what the entities say, if there are any. */
export async function expectNoDrift(db: Database): Promise<void> {
  const log = await db.source.driver.createSchemaBuilder().log();
  const statements = log.upQueries.map(({query}) => query);
  if (statements.length > 0) throw new Error(`Entities and migrations differ:\n${statements.join('\n')}`);
}
