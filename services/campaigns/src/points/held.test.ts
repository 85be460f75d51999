import {systemCaller} from '@concours/kernel/identity';
import {engines} from '@concours/kernel/testing/scratch-database';
import type {DefinitionApplied} from '@concours/schema/events';
import {OutboxRow} from '@concours/kernel/events/outbox';
import {singerSource, type World, world} from '../../testing/world.js';
import {holdsNothing, type OpenPoint, type PointSource} from './open-point.js';
import {OpenPoints} from './open-points.service.js';

describe.each(engines)('what open points hold, on %s', (engine) => {
  let w: World;
  beforeEach(async () => {
    w = await world(engine, '2024-08-10T10:00:00+08:00');
    await w.growFor(singerSource);
  });
  afterEach(() => w.close());

  const fuzzy = singerSource.replace('until: 2024-08-16T23:59:59', 'until: 2024-08-mid');
  const apply = (source: string) => w.slices.definitions.apply(systemCaller(), source, 'a reason');
  const told = async (): Promise<DefinitionApplied[]> => {
    const rows = await w.database.read.find(OutboxRow, {where: {type: 'DefinitionApplied'}, order: {version: 'ASC'}});
    return rows.map(({payload}) => payload as DefinitionApplied);
  };

  it('a stage whose end is a third of a month stays closed for everybody, and says why', async () => {
    const campaign = await apply(fuzzy);
    expect(campaign.held.stages['semi-final-vote']).toEqual(['DATE_UNRESOLVED:stages[semi-final-vote].until']);
    const [event] = await told();
    expect(event.stages.find(({key}) => key === 'semi-final-vote')).toMatchObject({opensAt: null});
    expect(event.definition.stages.find(({key}) => key === 'semi-final-vote')?.until).toBeUndefined();
    const [point] = await w.slices.points.all(w.database.read, campaign);
    expect(point).toMatchObject({code: 'DATE_UNRESOLVED', place: 'stages[semi-final-vote].until'});
  });

  it('a point that goes opens what it held, by its own dates, in the unit of work that settled it', async () => {
    const campaign = await apply(singerSource);
    const open = new Set(['SIGNATURE_MISSING:ah']);
    const signatures: PointSource = {
      points: async () => [...open].map((id) => point(id, {stages: 'ALL', tracks: ['singing'], plan: true})),
    };
    const points = new OpenPoints(w.clock, [signatures]);
    const refresh = () =>
      w.database.write(async (manager) => {
        const now = await w.slices.campaigns.one(systemCaller(), campaign.id, manager);
        await points.refresh(manager, now);
        return now;
      });

    const held = await refresh();
    expect(Object.keys(held.held.stages)).toHaveLength(campaign.document.stages.length);
    expect(held.held).toMatchObject({tracks: {singing: ['SIGNATURE_MISSING:ah']}, plan: ['SIGNATURE_MISSING:ah']});
    expect(held.version).toBe(campaign.version + 1);
    expect((await told()).at(-1)).toMatchObject({heldTracks: ['singing']});
    expect((await told()).at(-1)?.stages.every(({opensAt}) => opensAt === null)).toBe(true);
    await expect(w.slices.stages.open(systemCaller(), campaign.id, 'screening', 'I want to')).rejects.toMatchObject({
      code: 'STAGE_HELD',
    });

    open.clear();
    await refresh();
    expect((await told()).at(-1)).toMatchObject({heldTracks: []});
    const vote = (await told()).at(-1)?.stages.find(({key}) => key === 'semi-final-vote');
    expect(vote?.opensAt).toBe('2024-08-06T16:00:00.000Z');
    // nothing changed: nobody is told again
    const before = (await told()).length;
    await refresh();
    expect(await told()).toHaveLength(before);
  });

  it('a stage without a date can be opened by hand', async () => {
    const {id} = await apply(fuzzy);
    await w.slices.stages.open(systemCaller(), id, 'semi-final-vote', 'the board has decided');
    const campaign = await w.slices.campaigns.one(systemCaller(), id);
    expect(campaign.held.stages['semi-final-vote']).toBeUndefined();
    expect(campaign.calendar().find(({definition}) => definition.key === 'semi-final-vote')).toMatchObject({
      opensAt: w.clock.now(),
      overridden: true,
    });
  });
});

const point = (id: string, holds: OpenPoint['holds'] = holdsNothing()): OpenPoint => ({
  ...{id, code: id.split(':')[0], place: id.split(':')[1], text: {zh: id, en: id}, holds},
});
