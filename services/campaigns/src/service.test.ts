import {inProcessBus} from '@concours/kernel/events/in-process-bus';
import {requestReplay} from '@concours/kernel/events/replay';
import type {DomainEvent} from '@concours/kernel/events/event';
import {ENVELOPE_HEADER, signEnvelope, systemCaller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {createLogger} from '@concours/kernel/log';
import {serve} from '@concours/kernel/serve';
import {eventually} from '@concours/kernel/testing/eventually';
import {engines} from '@concours/kernel/testing/scratch-database';
import {subscribe} from '@concours/kernel/testing/subscribe';
import {planSource, singerSource, type World, world} from '../testing/world.js';
import {compose} from './compose.js';

const key = {id: 'k', secret: 's'.repeat(32)};

describe.each(engines)('the service on %s', (engine) => {
  let w: World;
  beforeEach(async () => {
    w = await world(engine);
  });
  afterEach(() => w.close());

  it('takes in the tree from the bus, answers behind an envelope alone, and announces its campaigns again when asked', async () => {
    const heard: DomainEvent[] = [];
    await w.bus.consume({
      service: 'somebody',
      types: ['DefinitionApplied'],
      handle: async (event) => void heard.push(event),
    });
    const running = await serve(w.service, {keys: [key]});
    try {
      const grown = w.grown('ah', null, {level: 'PROVINCE'});
      await w.bus.publish([
        {
          id: newId(),
          type: 'OrganisationChanged',
          subject: grown.id,
          version: 1,
          at: '',
          source: 'organisations',
          payload: grown,
        },
      ]);
      await eventually(async () => ((await w.slices.organisations.byCodes(['ah'])).size === 1 ? true : undefined));

      const body = JSON.stringify({query: '{ campaigns { key } }'});
      const ask = (headers: Record<string, string>) =>
        fetch(`${running.url}/graphql`, {
          method: 'POST',
          body,
          headers: {'content-type': 'application/json', ...headers},
        });
      expect((await ask({})).status).toBe(401);
      const envelope = signEnvelope({caller: systemCaller(), key, body});
      expect(await (await ask({[ENVELOPE_HEADER]: envelope})).json()).toEqual({data: {campaigns: []}});

      await w.growFor(singerSource);
      const {id} = await w.slices.definitions.apply(systemCaller(), singerSource, null);
      await eventually(async () => (heard.length === 1 ? true : undefined));
      await w.database.write((manager) => requestReplay(manager, {types: ['DefinitionApplied'], by: 'somebody'}));
      await eventually(async () => (heard.length === 2 ? true : undefined));
      expect(heard[1]).toMatchObject({subject: id, version: heard[0].version, payload: heard[0].payload});
    } finally {
      await running.close();
    }
  });

  it('tells walls at one instance of what is approved at another', async () => {
    const system = systemCaller();
    await w.growFor(planSource);
    const {id} = await w.slices.definitions.apply(system, planSource, null);
    await w.live();
    const log = createLogger('test', {level: 'silent'});
    const other = await compose({
      databaseUrl: w.url,
      bus: w.bus,
      clock: w.clock,
      log,
      settings: {...w.settings, heartbeatMs: 60_000, coalesceMs: 0},
    });
    await other.start?.();
    const wall = await subscribe(other, {
      query: 'subscription ($id: ID!) { planProgress(planId: $id) { kind totals { done } } }',
      variables: {id},
    });
    try {
      expect((await wall.next()).planProgress.kind).toBe('SNAPSHOT');
      const event = {
        organisationId: w.of('ah.hefei').id,
        title: 'T',
        heldOn: '2022-06-10',
        form: 'quiz',
        place: 'P',
        content: 'C',
        enterprise: null,
        links: [],
      };
      const report = await w.slices.reports.draft(system, id, {
        ...event,
        participants: 1,
        workersReached: 2,
        publicists: 3,
        audience: 4,
      });
      await w.slices.reports.submit(system, report.id);
      await w.slices.reports.approve(system, report.id);
      const {kind, totals} = (await wall.next(5_000)).planProgress;
      expect([kind, totals.map(({done}: {done: number}) => done)]).toEqual(['DELTA', [1, 3, 1, 2, 4]]);
    } finally {
      await wall.stop();
      await other.stop?.();
      await other.database.close();
    }
  });

  it('starts beside other instances on one database', async () => {
    const log = createLogger('test', {level: 'silent'});
    const bus = inProcessBus(log);
    const parts = {databaseUrl: w.url, bus, clock: w.clock, log, settings: w.settings};
    const started = await Promise.all([compose(parts), compose(parts)]);
    expect(await started[1].slices.campaigns.all(systemCaller())).toEqual([]);
    await Promise.all(started.map(({database}) => database.close()));
    await bus.close();
  });
});
