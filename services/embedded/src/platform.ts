import {compose as campaigns} from '@concours/campaigns/compose';
import {startGateway, type Gateway} from '@concours/gateway/compose';
import {systemClock, type Clock} from '@concours/kernel/clock';
import type {Bus} from '@concours/kernel/events/bus';
import {inProcessBus} from '@concours/kernel/events/in-process-bus';
import type {SigningKey} from '@concours/kernel/identity';
import type {Logger} from '@concours/kernel/log';
import {PersonalKeysWrong} from '@concours/kernel/personal/personal-key';
import {serve, type Running} from '@concours/kernel/serve';
import {compose as organisations} from '@concours/organisations/compose';
import type {OrganisationsSettings} from '@concours/organisations/settings';
import {compose as scoring} from '@concours/scoring/compose';
import {defaultReconcileEveryMs} from '@concours/scoring/environment';
import {compose as submissions} from '@concours/submissions/compose';
import {randomBytes} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {claimDataFolder} from './data-folder.js';
import {ledgerKeysOf} from './kept-keys.js';
import {keysRefused, vaultOf} from './personal-keys.js';
import {repository} from './repository.js';

export type Services = {
  organisations: Awaited<ReturnType<typeof organisations>>;
  campaigns: Awaited<ReturnType<typeof campaigns>>;
  submissions: Awaited<ReturnType<typeof submissions>>;
  scoring: Awaited<ReturnType<typeof scoring>>;
};

export interface PlatformSettings {
  /** Made if it is missing. One platform at a time. */
  dataDir: string;
  /** 0 for any free one. */
  port: number;
  host?: string;
  log: Logger;
  clock?: Clock;
  /** In place of SQLite files and the bus of this process: what production has, for tests that run on both. */
  production?: {databaseUrl(service: string): string; bus: Bus};
  organisations?: Omit<OrganisationsSettings, 'vault'>;
  /** Introspection and the query page. */
  development?: boolean;
  publicUrl?: string;
  /** The built dashboard; without it there is only the interface. */
  siteFolder?: string;
  /** Called when the data folder is this platform's alone, before anything in it is opened. */
  onClaimed?: (dataDir: string) => void;
  /** Told before each step that takes a moment. */
  onStep?: (what: string) => void;
}

/** All of it in one process: what `npm start` runs, and what tests and the demo fill. */
export interface Platform {
  url: string;
  port: number;
  clock: Clock;
  dataDir: string;
  log: Logger;
  /** With what is behind them, to fill them without the graph. */
  services: Services;
  gateway: Gateway;
  close(): Promise<void>;
}

const LARGEST_UPLOAD = 1_000_000_000;

/** The same HTTP, sockets and signatures between the parts as in production, over the loopback and with a key of this start. */
export async function startPlatform(settings: PlatformSettings): Promise<Platform> {
  const {dataDir, log, clock = systemClock, onStep = () => undefined} = settings;
  const undo: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  try {
    undo.push(await claimDataFolder(dataDir));
    settings.onClaimed?.(dataDir);
    // nothing is delivered before everybody listens: what the last run left undelivered would pass by the late ones
    let allServed = () => {};
    const until = new Promise<void>((resolve) => (allServed = resolve));
    const bus = settings.production?.bus ?? inProcessBus(log, {until});
    undo.push(() => bus.close());
    const keys = [{id: 'start', secret: randomBytes(32).toString('base64url')}];
    onStep('opening the databases');
    const services = await openServices(settings, clock, bus, undo);
    onStep('starting the services');
    const running = await serveAll(services, keys, undo);
    allServed();
    onStep('starting the gateway');
    const supergraphSdl = await readFile(path.join(repository(), 'schema/supergraph.graphql'), 'utf8');
    const {port, host, publicUrl, siteFolder, development = false} = settings;
    const cookieSecure = publicUrl?.startsWith('https:') ?? false;
    const subgraphs = addressesOf(running);
    const gateway = await startGateway(
      {port, host, subgraphs, supergraphSdl, keys, siteFolder, publicUrl, development, cookieSecure},
      log,
    );
    undo.push(() => gateway.close());
    let closing: Promise<void> | undefined;
    return {
      ...{url: gateway.url, port: gateway.port, clock, dataDir, log, services, gateway},
      close: () => (closing ??= close()),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openServices(
  settings: PlatformSettings,
  clock: Clock,
  bus: Bus,
  undo: (() => Promise<void> | void)[],
): Promise<Services> {
  const {dataDir, log} = settings;
  const vault = await vaultOf(dataDir);
  const open = async <S extends {database: {close(): Promise<void>}}, T>(
    name: string,
    compose: (i: {databaseUrl: string; bus: Bus; clock: Clock; log: Logger; settings: T}) => Promise<S>,
    own: T,
  ): Promise<S> => {
    const databaseUrl = settings.production?.databaseUrl(name) ?? `sqlite:${path.join(dataDir, `${name}.sqlite`)}`;
    const service = await compose({databaseUrl, bus, clock, log: log.child({service: name}), settings: own}).catch(
      (error: unknown) => {
        throw error instanceof PersonalKeysWrong ? keysRefused(dataDir) : error;
      },
    );
    undo.push(() => service.database.close());
    return service;
  };
  // links live for five minutes, so what signs them may end with the process
  const files = {filesDir: path.join(dataDir, 'files'), linkSecret: randomBytes(32).toString('base64url')};
  // one after the other: side by side they would need all their start-up memory at once, and save no second
  return {
    organisations: await open('organisations', organisations, {...settings.organisations, vault}),
    campaigns: await open('campaigns', campaigns, {...files, vault}),
    submissions: await open('submissions', submissions, {
      ...files,
      maxUploadBytes: LARGEST_UPLOAD,
      vault,
    }),
    scoring: await open('scoring', scoring, {
      reconcileEveryMs: defaultReconcileEveryMs,
      ledgerKeys: await ledgerKeysOf(dataDir),
    }),
  };
}

async function serveAll(
  services: Services,
  keys: SigningKey[],
  undo: (() => Promise<void> | void)[],
): Promise<Record<keyof Services, Running>> {
  const up = async (service: Services[keyof Services]): Promise<Running> => {
    const running = await serve(service, {keys});
    undo.push(() => running.close());
    return running;
  };
  return {
    organisations: await up(services.organisations),
    campaigns: await up(services.campaigns),
    submissions: await up(services.submissions),
    scoring: await up(services.scoring),
  };
}

function addressesOf({organisations, campaigns, submissions, scoring}: Record<keyof Services, Running>) {
  return {
    organisations: organisations.url,
    campaigns: campaigns.url,
    submissions: submissions.url,
    scoring: scoring.url,
  };
}
