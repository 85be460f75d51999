import type {DomainEvent} from '@concours/kernel/events/event';
import {newId} from '@concours/kernel/ids';
import {engines} from '@concours/kernel/testing/scratch-database';
import type {OrganisationChanged} from '@concours/schema/events';
import {world, type World} from '../../testing/world.js';
import {OrganisationRef} from './organisation-ref.js';

type Told = DomainEvent<OrganisationChanged>;

describe.each(engines)('the tree, told in batches, on %s', (engine) => {
  let alone: World;
  let together: World;
  beforeEach(async () => {
    [alone, together] = [await world(engine), await world(engine)];
  });
  afterEach(async () => {
    await alone.close();
    await together.close();
  });

  const event = (payload: OrganisationChanged, version: number): Told => ({
    ...{id: newId(), type: 'OrganisationChanged', subject: payload.id, version, at: '', source: 'organisations'},
    payload: {...payload},
  });
  const known = async ({database}: World) =>
    (await database.read.find(OrganisationRef, {order: {code: 'ASC'}})).map(({code, path, parentId, closed}) => [
      ...[code, path, parentId, closed],
    ]);

  /** Forty units, each below one of those before it; then a subtree moves and another is renamed. */
  const story = (): Told[] => {
    const units: OrganisationChanged[] = [];
    for (let n = 0; n < 40; n++) units.push(alone.grown(`u${n}`, n === 0 ? null : `u${Math.floor((n * 7) % n)}`));
    const told = units.map((unit) => event(unit, 1));
    const [moved, parent] = [units[3]!, units[1]!];
    const before = moved.path;
    const after = `${parent.path}${before.split('.').at(-2)}.`;
    for (const unit of units) {
      if (!unit.path.startsWith(before)) continue;
      unit.path = after + unit.path.slice(before.length);
      if (unit === moved) unit.parentId = parent.id;
      told.push(event(unit, 2));
    }
    told.push(event({...units[20]!, closed: true}, 3));
    return told;
  };

  test.each([
    ['in the order in which it happened', (told: Told[]) => told],
    ['the other way round', (told: Told[]) => [...told].reverse()],
    [
      'every other one first',
      (told: Told[]) => [...told.filter((_, n) => n % 2), ...told.filter((_, n) => n % 2 === 0)],
    ],
  ])('is what it is when it is told one by one, %s', async (_, shuffle) => {
    const told = shuffle(story());
    for (const one of told) await alone.slices.organisations.apply(one);
    for (let from = 0; from < told.length; from += 16)
      await together.slices.organisations.applyTogether(told.slice(from, from + 16));
    expect(await known(together)).toEqual(await known(alone));
    expect(await known(together)).toHaveLength(40);
  });
});
