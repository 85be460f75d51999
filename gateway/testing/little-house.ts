import type {SigningKey} from '@concours/kernel/identity';
import {createLogger, type Logger} from '@concours/kernel/log';
import {startGateway, type Gateway, type GatewaySettings, type SubgraphName} from '../src/compose.js';
import {composed, LittleState, littleServices} from './little-services.js';
import {littleSubgraph, type LittleSubgraph} from './little-subgraph.js';

export interface LittleHouse extends LittleState {
  gateway: Gateway;
  services: Record<SubgraphName, LittleSubgraph>;
  settings: GatewaySettings;
  close(): Promise<void>;
}

export const keys: SigningKey[] = [{id: 'test', secret: 'a secret that is long enough for a test'}];

/** The small services and the gateway before them, all on real sockets. */
export async function littleHouse(
  overrides: Partial<GatewaySettings> = {},
  log: Logger = createLogger('little-house', {level: 'silent'}),
): Promise<LittleHouse> {
  const state = new LittleState();
  const specs = littleServices(state);
  const names = Object.keys(specs) as SubgraphName[];
  const pairs = await Promise.all(
    names.map(async (name) => [name, await littleSubgraph(specs[name], keys, log)] as const),
  );
  const services = Object.fromEntries(pairs) as Record<SubgraphName, LittleSubgraph>;
  const settings: GatewaySettings = {
    port: 0,
    host: '127.0.0.1',
    subgraphs: Object.fromEntries(names.map((name) => [name, services[name].url])) as Record<SubgraphName, string>,
    supergraphSdl: composed(specs),
    keys,
    development: true,
    cookieSecure: false,
    ...overrides,
  };
  const stopServices = () => Promise.all(names.map((name) => services[name].stop()));
  const gateway = await startGateway(settings, log).catch(async (error: unknown) => {
    await stopServices();
    throw error;
  });
  const close = async (): Promise<void> => {
    await gateway.close();
    await stopServices();
  };
  return Object.assign(state, {gateway, services, settings, close});
}
