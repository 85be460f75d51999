import {SettableClock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {inProcessBus} from '@concours/kernel/events/in-process-bus';
import {systemCaller} from '@concours/kernel/identity';
import {createLogger} from '@concours/kernel/log';
import {testVault} from '@concours/kernel/testing/vault';
import {scratchPlace, type TestEngine} from '@concours/kernel/testing/scratch-database';
import {composeImports} from '../src/compose-imports.js';
import type {ImportWorker} from '../src/imports/import-worker.js';
import {OrganisationPlantingService} from '../src/organisations/organisation-planting.service.js';
import {compose, type OrganisationsService} from '../src/compose.js';
import {entities, migrations} from '../src/data-source.js';
import type {OrganisationsSettings} from '../src/settings.js';
import type {ImportRow} from '../src/organisations/organisation.rules.js';

export interface Scratch {
  service: OrganisationsService;
  /** The calendar. */
  clock: SettableClock;
  /** Moves sessions, tokens and grants, not the calendar. */
  realTime: SettableClock;
  /** Adds organisations by code: `{'ah.hefei': 'ah'}` lies below ah; null is a root. */
  plant(tree: Record<string, string | null>): Promise<void>;
  /** The id of an organisation. */
  id(code: string): Promise<string>;
  path(code: string): Promise<string>;
  /** As another instance of the service has one. */
  anotherWorker(database?: Database): ImportWorker;
  /** Another instance on the same database. */
  another(): Promise<OrganisationsService>;
  close(): Promise<void>;
}

/** The whole service on an empty database, without a server. */
export async function scratchOrganisations(
  engine: TestEngine,
  {url, ...own}: Partial<OrganisationsSettings> & {url?: string} = {},
): Promise<Scratch> {
  const place =
    url === undefined ? await scratchPlace(engine, {entities, migrations}) : {url, remove: async () => undefined};
  const log = createLogger('test', {level: 'silent'});
  const realTime = new SettableClock('2024-05-01T01:00:00Z');
  const bus = inProcessBus(log);
  const settings = {passwordCost: 'quick' as const, realTime, vault: testVault(), ...own};
  const clock = new SettableClock('2024-05-01T01:00:00Z');
  const service = await compose({databaseUrl: place.url, bus, clock, log, settings});
  const others: OrganisationsService[] = [];
  const {importing, reading} = service.slices;
  const find = async (code: string) => {
    const [found] = await reading.byCodes([code]);
    if (!found) throw new Error(`no organisation has the code ${code}`);
    return found;
  };
  return {
    service,
    clock,
    realTime,
    plant: async (tree) => {
      const rows = Object.entries(tree).map(([code, parentCode]) => rowOf(code, parentCode));
      const {refused} = await importing.import(systemCaller(), rows);
      if (refused.length > 0) throw new Error(JSON.stringify(refused));
    },
    id: async (code) => (await find(code)).id,
    path: async (code) => (await find(code)).path,
    anotherWorker: (database = service.database) => {
      const {grants} = service.slices;
      const planting = new OrganisationPlantingService(clock);
      return composeImports({database, clock, realTime, log, planting, grants}).worker;
    },
    another: async () => {
      const other = await compose({databaseUrl: place.url, bus, clock, log, settings});
      others.push(other);
      return other;
    },
    close: async () => {
      await bus.close();
      for (const each of [service, ...others]) await each.database.close();
      await place.remove();
    },
  };
}

export function rowOf(code: string, parentCode: string | null, more: Partial<ImportRow> = {}): ImportRow {
  return {code, parentCode, kind: 'FEDERATION', level: 'CITY', nameZh: `${code}总工会`, ...more};
}
