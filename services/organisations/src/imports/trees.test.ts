import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {systemCaller} from '@concours/kernel/identity';
import {engines} from '@concours/kernel/testing/scratch-database';
import {importing} from '../../testing/imports.js';
import {scratchOrganisations} from '../../testing/scratch-organisations.js';

const system = systemCaller();
/** The trees that the campaigns of the notices name, as they lie beside their definitions. */
const trees = ['national', 'anhui', 'jiangsu', 'tianjin'] as const;
const fileOf = (tree: string): Buffer =>
  readFileSync(join(__dirname, `../../../campaigns/definitions/organisations/${tree}.csv`));

describe.each(engines)('the trees of the campaigns on %s', (engine) => {
  test('come in one after the other, without a row refused, and again without a change', async () => {
    const scratch = await scratchOrganisations(engine);
    const imports = importing(scratch);
    scratch.service.imports.worker.start();
    for (const tree of trees) {
      const checked = await imports.check(system, fileOf(tree));
      expect([tree, await imports.refusals(checked.id)]).toEqual([tree, []]);
      await imports.apply(system, checked.id);
      const again = await imports.check(system, fileOf(tree));
      expect([again.newCount, again.changedCount, again.unchangedCount]).toEqual([0, 0, checked.rowCount]);
    }
    expect(await scratch.path('tj.binhai.zone')).toMatch(await scratch.path('tj.binhai'));
    await scratch.service.imports.worker.stop();
    await scratch.close();
  });
});
