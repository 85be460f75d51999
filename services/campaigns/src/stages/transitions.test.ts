import {AuditRow} from '@concours/kernel/audit/audit-row';
import {openDatabase} from '@concours/kernel/database';
import {systemCaller} from '@concours/kernel/identity';
import {createLogger} from '@concours/kernel/log';
import {engines} from '@concours/kernel/testing/scratch-database';
import {datedFile, sourceOf, stageOf} from '../../testing/dated-definition.js';
import {type World, world} from '../../testing/world.js';
import {entities, migrations} from '../data-source.js';
import {StageTransition} from './stage-transition.js';
import {type Transition, nextTransition} from './transition.rules.js';
import {Transitions, type TransitionWatcher} from './transitions.service.js';

const day = (text: string) => new Date(`2022-08-${text}T00:00:00Z`);
const opened = (ordinal: number, at: string): Transition => ({ordinal, kind: 'OPENED', at: day(at)});
const closed = (ordinal: number, at: string): Transition => ({ordinal, kind: 'CLOSED', at: day(at)});
const window = {opensAt: day('10'), closesAt: day('20')};

describe('what a stage did', () => {
  it.each<[string, Parameters<typeof nextTransition>[0], Transition | null, string, Transition | null]>([
    ['nothing before it opens', window, null, '09', null],
    ['opens, at its own instant', window, null, '15', opened(1, '10')],
    ['nothing more while it is open', window, opened(1, '10'), '15', null],
    ['closes, at its own instant', window, opened(1, '10'), '25', closed(2, '20')],
    ['nothing after that', window, closed(2, '20'), '25', null],
    ['opened first, if nobody saw it', window, null, '25', opened(1, '10')],
    ['opens again by hand', {opensAt: day('22'), closesAt: null}, closed(2, '20'), '25', opened(3, '22')],
    ['opens again with a later end', {...window, closesAt: day('30')}, closed(2, '20'), '25', opened(3, '25')],
    ['closes when something holds it', {opensAt: null, closesAt: day('20')}, opened(1, '10'), '15', closed(2, '15')],
    ['opens when it is released', window, closed(2, '14'), '15', opened(3, '15')],
    ['stays closed, released too late', window, closed(2, '14'), '25', null],
    ['nothing without a date', {opensAt: null, closesAt: null}, null, '25', null],
  ])('%s', (_, stage, last, now, expected) => {
    expect(nextTransition(stage, last, day(now))).toEqual(expected);
  });
});

describe.each(engines)('stages open and close exactly once, on %s', (engine) => {
  let w: World;
  const log = createLogger('test', {level: 'silent'});
  const told: string[] = [];
  const watcher: TransitionWatcher = {
    passed: async (_, __, {stageKey, kind, ordinal}) => void told.push(`${stageKey} ${kind} ${ordinal}`),
  };
  const instance = (database = w.database) => new Transitions({database, clock: w.clock, log, watchers: [watcher]});
  const rows = () => w.database.read.find(StageTransition, {order: {stageKey: 'ASC', ordinal: 'ASC'}});

  beforeEach(async () => {
    told.length = 0;
    w = await world(engine, '2022-05-01T10:00:00+08:00');
    await w.grow('ah', null, {level: 'PROVINCE'});
    await w.slices.definitions.apply(
      systemCaller(),
      sourceOf(
        datedFile('c', {
          stages: [
            stageOf('intake', {from: '2022-05-09', until: '2022-08-20'}),
            stageOf('review', {kind: 'JUDGING', from: '2022-08-25', until: '2022-09-10'}),
          ],
        }),
      ),
      null,
    );
  });
  afterEach(() => w.close());

  it('with two instances that look at the same time, on connections of their own', async () => {
    const other = await openDatabase({url: w.url, name: 'campaigns', entities, migrations, log});
    try {
      const instances = [instance(), instance(other), instance(other)];
      for (const at of ['2022-05-09T00:00:00+08:00', '2022-08-21T00:00:00+08:00', '2022-08-25T00:00:00+08:00']) {
        w.clock.set(at);
        const made = await Promise.all(instances.map((each) => each.look()));
        expect(made.reduce((sum, count) => sum + count, 0)).toBe(1);
      }
    } finally {
      await other.close();
    }
    expect((await rows()).map(({stageKey, kind, ordinal}) => [stageKey, kind, ordinal])).toEqual([
      ['intake', 'OPENED', 1],
      ['intake', 'CLOSED', 2],
      ['review', 'OPENED', 1],
    ]);
    expect(await w.database.read.countBy(AuditRow, {subjectType: 'Stage'})).toBe(3);
    expect(told).toContain('intake CLOSED 2');
  });

  it('when nobody ran in between: both, in order, at their own instants', async () => {
    w.clock.set('2022-08-30T00:00:00+08:00');
    expect(await instance().look()).toBe(3);
    // started again, it makes nothing of what was made
    expect(await instance().look()).toBe(0);
    expect(told).toEqual(['intake OPENED 1', 'intake CLOSED 2', 'review OPENED 1']);
    const [opening, closing] = await rows();
    expect([opening.at.toISOString(), closing.at.toISOString()]).toEqual([
      '2022-05-08T16:00:00.000Z',
      '2022-08-20T15:59:59.999Z',
    ]);
    expect(closing.seenAt).toEqual(w.clock.now());
  });

  it('if what follows from it fails, not at all: the next look makes it', async () => {
    w.clock.set('2022-05-10T00:00:00+08:00');
    const failing = new Transitions({
      ...{database: w.database, clock: w.clock, log},
      watchers: [{passed: () => Promise.reject(new Error('not now'))}],
    });
    await expect(failing.look()).rejects.toThrow('not now');
    expect(await rows()).toEqual([]);
    expect(await instance().look()).toBe(1);
  });

  it('by hand as well, each time', async () => {
    const {id} = (await w.slices.campaigns.byKey(systemCaller(), 'c')) ?? {id: ''};
    const looking = instance();
    await w.slices.stages.open(systemCaller(), id, 'review', 'the jury is here');
    await looking.look();
    await w.slices.stages.close(systemCaller(), id, 'review', 'the jury has left');
    w.clock.advance(1);
    await looking.look();
    expect(told).toEqual(['review OPENED 1', 'review CLOSED 2']);
    w.clock.advance(1_000);
    await w.slices.stages.open(systemCaller(), id, 'review', 'the jury is back');
    expect(await instance().look()).toBe(1);
    expect(told.at(-1)).toBe('review OPENED 3');
  });
});
