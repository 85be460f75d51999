import {createServer, type RequestListener} from 'node:http';
import {createRequire} from 'node:module';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import {compose as campaigns} from '@concours/campaigns/compose';
import {startGateway, type SubgraphName} from '@concours/gateway/compose';
import {systemClock} from '@concours/kernel/clock';
import {inProcessBus} from '@concours/kernel/events/in-process-bus';
import {anonymous, ENVELOPE_HEADER, signEnvelope, type SigningKey} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {createLogger} from '@concours/kernel/log';
import {ledgerKeysOf} from '@concours/embedded/kept-keys';
import {vaultOf} from '@concours/embedded/personal-keys';
import {serve, type Service} from '@concours/kernel/serve';
import {compose as organisations} from '@concours/organisations/compose';
import {compose as scoring} from '@concours/scoring/compose';
import {compose as submissions} from '@concours/submissions/compose';
import {servePart} from './part.js';

/** The real services on their own files, and the gateways before them, as production runs them: the build, a process each. */
export type Role =
  | {role: 'service'; name: SubgraphName; dataDir: string; key: SigningKey}
  | {role: 'gateway'; subgraphs: Record<SubgraphName, string>; supergraphSdl: string; key: SigningKey}
  | {role: 'hive'; supergraphSdl: string; folder: string; key: SigningKey};

const log = createLogger('bench', {level: 'silent'});

async function become(role: Role): Promise<{url: string}> {
  if (role.role === 'service') return serve(await open(role), {keys: [role.key]});
  if (role.role === 'hive') return hive(role);
  const {subgraphs, supergraphSdl, key} = role;
  // On a machine that does much else a turn is slow, not wrong.
  const patient = {subgraphTimeoutMs: 20_000};
  const settings = {port: 0, host: '127.0.0.1', development: false, cookieSecure: false, ...patient};
  return startGateway({...settings, subgraphs, supergraphSdl, keys: [key]}, log);
}

async function open({name, dataDir}: Extract<Role, {role: 'service'}>): Promise<Service> {
  const databaseUrl = `sqlite:${path.join(dataDir, `${name}.sqlite`)}`;
  // Nothing changes while we measure: what one service would tell the others is not missed.
  const parts = {databaseUrl, bus: inProcessBus(log), clock: systemClock, log};
  const filesDir = path.join(dataDir, 'files');
  const vault = await vaultOf(dataDir);
  const ledgerKeys = await ledgerKeysOf(dataDir);
  const all: Record<SubgraphName, () => Promise<Service>> = {
    organisations: () => organisations({...parts, settings: {setUp: false, vault}}),
    campaigns: () => campaigns({...parts, settings: {filesDir, linkSecret: newId(), vault}}),
    submissions: () => submissions({...parts, settings: {filesDir, maxUploadBytes: 1, linkSecret: newId(), vault}}),
    scoring: () => scoring({...parts, settings: {reconcileEveryMs: 0, ledgerKeys}}),
  };
  return all[name]();
}

/** The part of the runtime's interface that is used here; it lies in a folder of its own. */
interface Runtime {
  createGatewayRuntime(options: {supergraph: string; logging: boolean; plugins: () => object[]}): RequestListener;
}

interface Fetch {
  options: {body?: unknown; headers?: object};
  setOptions(options: object): void;
}

/** Hive Gateway's runtime before the same services, for comparison. */
async function hive({supergraphSdl, folder, key}: Extract<Role, {role: 'hive'}>): Promise<{url: string}> {
  const load = createRequire(path.join(folder, 'package.json'));
  const {createGatewayRuntime} = load('@graphql-hive/gateway-runtime') as Runtime;
  // Our services answer to signed requests only: the same work that our own gateway does.
  const signing = {
    onFetch({options, setOptions}: Fetch) {
      const envelope = signEnvelope({caller: anonymous(newId()), key, body: String(options.body)});
      setOptions({...options, headers: {...options.headers, [ENVELOPE_HEADER]: envelope}});
    },
  };
  const server = createServer(
    createGatewayRuntime({supergraph: supergraphSdl, logging: false, plugins: () => [signing]}),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`};
}

// Only the address goes back to the parent: the rest of what runs here can't be sent.
servePart((role: Role) => become(role).then(({url}) => ({url})));
