import {scratchDatabase, engines} from '@concours/kernel/testing/scratch-database';
import {expectNoDrift} from '@concours/kernel/testing/expect-no-drift';
import {buildSubgraph} from '@concours/kernel/subgraph';
import {entities, migrations} from './data-source.js';
import {graph} from './graph.js';

describe("this service's part of the graph", () => {
  it('is built without a database, for composition', () => {
    const {sdl} = buildSubgraph(graph());
    expect(sdl).toContain('type Submission @key(fields: "id")');
    expect(sdl).toMatch(/type Track @key\(fields: "id"\)/);
  });

  it('describes every type, field, argument and value it adds', () => {
    const {schema} = buildSubgraph(graph());
    const bare: string[] = [];
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith('_') || type.name.startsWith('federation__') || type.name.startsWith('link__')) continue;
      if (!('getFields' in type)) continue;
      if (!type.description && !['Query', 'Mutation'].includes(type.name)) bare.push(type.name);
      for (const field of Object.values(type.getFields())) {
        if (!field.description && !field.name.startsWith('_')) bare.push(`${type.name}.${field.name}`);
      }
    }
    expect(bare).toEqual([]);
  });
});

describe.each(engines)('the tables on %s', (engine) => {
  it('are what the entities say after the migrations, and go away again', async () => {
    const database = await scratchDatabase({engine, entities, migrations});
    try {
      await expectNoDrift(database);
      for (let left = migrations.length; left > 0; left--)
        await database.source.undoLastMigration({transaction: 'all'});
      const runner = database.source.createQueryRunner();
      expect(await runner.hasTable('submission')).toBe(false);
      await runner.release();
    } finally {
      await database.close();
    }
  });
});
