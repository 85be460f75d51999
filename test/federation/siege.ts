import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {readFileSync} from 'node:fs';
import {compose as campaigns} from '@concours/campaigns/compose';
import {startGateway, type Gateway, type GatewaySettings, type SubgraphName} from '@concours/gateway/compose';
import {SettableClock} from '@concours/kernel/clock';
import {inProcessBus} from '@concours/kernel/events/in-process-bus';
import {systemCaller, type SigningKey} from '@concours/kernel/identity';
import {createLogger, type Logger} from '@concours/kernel/log';
import {serve} from '@concours/kernel/serve';
import {testVault} from '@concours/kernel/testing/vault';
import {compose as organisations} from '@concours/organisations/compose';
import type {OrganisationsSettings} from '@concours/organisations/settings';
import {compose as scoring} from '@concours/scoring/compose';
import {compose as submissions} from '@concours/submissions/compose';
import {graphClient, type GraphClient} from '../support/graphql.js';
import {until} from '../support/child.js';

export const keys: SigningKey[] = [{id: 'siege', secret: 'known to the tests and to the house'}];
export const PASSWORD = 'a password of the siege';
const root = path.resolve(__dirname, '../..');

type Services = {
  organisations: Awaited<ReturnType<typeof organisations>>;
  campaigns: Awaited<ReturnType<typeof campaigns>>;
  submissions: Awaited<ReturnType<typeof submissions>>;
  scoring: Awaited<ReturnType<typeof scoring>>;
};

export interface Person extends GraphClient {
  id: string;
  name: string;
  token: string;
}

export interface Siege {
  url: string;
  gateway: Gateway;
  settings: GatewaySettings;
  /** Base addresses of the services, which an attacker inside the network would know. */
  subgraphs: Record<SubgraphName, string>;
  services: Services;
  clock: SettableClock;
  dataDir: string;
  log: Logger;
  /** Everything that was logged so far. */
  logged(): string;
  anybody: GraphClient;
  admin: Person;
  idOf(code: string): string;
  organise(rows: [code: string, kind: string, level: string, parent: string][]): Promise<void>;
  /** Somebody with a role, or with none. */
  person(name: string, role?: string, at?: string, within?: {campaignId: string}): Promise<Person>;
  /** A second gateway before the same services, with other settings. */
  anotherGateway(settings: Partial<GatewaySettings>): Promise<Gateway>;
  close(): Promise<void>;
}

/**
 * The four real services and the real gateway as production runs it, introspection off: what `startPlatform` opens, but
 * with a key and addresses that the attacks know.
 */
export async function openSiege(
  at: string,
  more: Partial<GatewaySettings> = {},
  ofOrganisations: Partial<OrganisationsSettings> = {},
): Promise<Siege> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'concours-siege-'));
  const clock = new SettableClock(at);
  const lines: string[] = [];
  const log = createLogger('siege', {level: 'debug', destination: {write: (line) => void lines.push(line)}});
  const bus = inProcessBus(log);
  const undo: (() => Promise<void>)[] = [() => rm(dataDir, {recursive: true, force: true}), () => bus.close()];
  const common = (name: string) => ({databaseUrl: `sqlite:${path.join(dataDir, `${name}.sqlite`)}`, bus, clock, log});
  const vault = testVault();
  const files = {filesDir: path.join(dataDir, 'files'), linkSecret: 'l'.repeat(40)};
  const services: Services = {
    organisations: await organisations({
      ...common('organisations'),
      settings: {passwordCost: 'quick', setUp: false, vault, ...ofOrganisations},
    }),
    campaigns: await campaigns({...common('campaigns'), settings: {...files, vault}}),
    submissions: await submissions({
      ...common('submissions'),
      settings: {
        ...files,
        maxUploadBytes: 10_000_000,
        vault,
      },
    }),
    scoring: await scoring({...common('scoring'), settings: {reconcileEveryMs: 0, ledgerKeys: keys}}),
  };
  const subgraphs = {} as Record<SubgraphName, string>;
  for (const name of Object.keys(services) as SubgraphName[]) {
    const running = await serve(services[name], {keys});
    subgraphs[name] = running.url;
    undo.push(
      () => services[name].database.close(),
      () => running.close(),
    );
  }
  const settings: GatewaySettings = {
    port: 0,
    host: '127.0.0.1',
    subgraphs,
    supergraphSdl: readFileSync(path.join(root, 'schema/supergraph.graphql'), 'utf8'),
    keys,
    development: false,
    cookieSecure: false,
    ...more,
  };
  const anotherGateway = async (other: Partial<GatewaySettings>): Promise<Gateway> => {
    const gateway = await startGateway({...settings, ...other}, log);
    undo.push(() => gateway.close());
    return gateway;
  };
  const gateway = await anotherGateway({});
  const graph = `${gateway.url}/graphql`;

  const {slices} = services.organisations;
  const system = systemCaller();
  const ids = new Map<string, string>();
  const organise: Siege['organise'] = async (rows) => {
    for (const [code, kind, level, parent] of rows) {
      const parentId = parent === '' ? undefined : ids.get(parent);
      const place = {code, kind: kind as never, level: level as never, nameZh: `单位 ${code}`, parentId};
      ids.set(code, (await slices.organisations.create(system, place)).id);
    }
    await until('the units in every service', async () => {
      const {campaigns: first, submissions: second, scoring: third} = services;
      const counted = [first, second, third].map(
        ({database}) =>
          database.read.query('SELECT COUNT(*) AS known FROM organisation_ref') as Promise<{known: number}[]>,
      );
      return (await Promise.all(counted)).every(([row]) => Number(row?.known) === ids.size);
    });
  };
  const idOf = (code: string): string => {
    const id = ids.get(code);
    if (!id) throw new Error(`no organisation ${code}`);
    return id;
  };
  const person: Siege['person'] = async (name, role, where = 'acftu', within) => {
    const account = {name, displayName: name, password: PASSWORD, organisationId: idOf(where)};
    const {id} = await slices.accounts.create(system, account);
    if (role !== undefined) {
      await slices.grants.grant(system, {accountId: id, role: role as never, organisationId: idOf(where), ...within});
    }
    const {token} = await slices.sessions.signIn({name, password: PASSWORD, address: 'siege', device: null});
    return {...graphClient(graph, {token}), id, name, token};
  };
  await organise([['acftu', 'FEDERATION', 'NATIONAL', '']]);
  return {
    ...{
      url: gateway.url,
      gateway,
      settings,
      subgraphs,
      services,
      clock,
      dataDir,
      log,
      idOf,
      organise,
      person,
      anotherGateway,
    },
    logged: () => lines.join(''),
    anybody: graphClient(graph),
    admin: await person('admin', 'PLATFORM_ADMIN'),
    async close() {
      for (let step = undo.pop(); step; step = undo.pop()) await step();
    },
  };
}
