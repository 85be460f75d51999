import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {startPlatform, type Platform} from '@concours/embedded/platform';
import {SettableClock} from '@concours/kernel/clock';
import {systemCaller} from '@concours/kernel/identity';
import {createLogger, type Logger} from '@concours/kernel/log';
import {redisBus} from '@concours/kernel/events/redis-bus';
import {Redis} from 'ioredis';
import {createConnection} from 'mysql2/promise';
import {until} from '../support/child.js';
import {leftNoTrace} from '../support/audited.js';
import {graphClient, type GraphClient} from '../support/graphql.js';
import {liveClient, type LiveClient} from '../support/ws.js';

export interface House {
  platform: Platform;
  /** The server's clock: the journey walks through the calendar with it. */
  clock: SettableClock;
  /** Somebody with a role, made and signed in through the graph by the administrator. */
  person(name: string, role: string, at: string, within?: {campaignId: string; trackKey?: string}): Promise<Person>;
  admin: Person;
  anybody: GraphClient;
  /** Ids of organisations by code. */
  idOf(code: string): string;
  organise(rows: OrganisationRow[]): Promise<void>;
  live(token?: string): LiveClient;
  eventually(what: string, check: () => Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

export interface Person extends GraphClient {
  id: string;
  token: string;
}

export interface OrganisationRow {
  code: string;
  parentCode?: string;
  kind: string;
  level: string;
  nameZh: string;
  shortNameZh?: string;
}

export type Engine = 'sqlite' | 'mariadb';
/** What a journey runs on: SQLite with the bus in the process; MariaDB with Redis. */
export const engines: Engine[] = process.env.CONCOURS_TEST_DATABASES === 'sqlite' ? ['sqlite'] : ['sqlite', 'mariadb'];

export const PASSWORD = 'a password of the journey';
const MORE = {shortNameEn: null, shortNameZh: null, nameEn: null};

/**
 * The whole platform in this process, with its real gateway and sockets, on a clock of the test's own; with the built
 * dashboard if asked for.
 */
export async function openHouse(
  at: string,
  engine: Engine = 'sqlite',
  {
    log = createLogger('journey', {level: process.env.JOURNEY_LOG ?? 'silent'}),
    site = false,
  }: {log?: Logger; site?: boolean} = {},
): Promise<House> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'concours-journey-'));
  const clock = new SettableClock(at);
  const production = engine === 'mariadb' ? productionParts(log) : undefined;
  const siteFolder = site ? path.resolve(__dirname, '../../admin-web/dist') : undefined;
  const settings = {dataDir, port: 0, host: '127.0.0.1', log, clock, development: true, production, siteFolder};
  const platform = await startPlatform({...settings, organisations: {passwordCost: 'quick', setUp: false}});
  const url = `http://127.0.0.1:${platform.port}/graphql`;
  // what the journey has changed must be in the trail when it ends
  const done = new Set<string>();
  const anybody = graphClient(url, {done});
  const ids = new Map<string, string>();
  const lives: LiveClient[] = [];

  const signIn = async (name: string, id: string): Promise<Person> => {
    const {signIn: session} = await anybody.ask<{signIn: {token: string}}>(
      'mutation ($name: String!, $password: String!) {signIn(name: $name, password: $password) {token}}',
      {name, password: PASSWORD},
    );
    return {...graphClient(url, {token: session.token, done}), id, token: session.token};
  };
  const organise = async (client: GraphClient, rows: OrganisationRow[]): Promise<void> => {
    const {importOrganisations} = await client.ask<{importOrganisations: {refused: unknown[]}}>(
      'mutation ($rows: [OrganisationImportRow!]!) {importOrganisations(rows: $rows) {created refused {row code}}}',
      {rows: rows.map((row) => ({...MORE, ...row}))},
    );
    if (importOrganisations.refused.length > 0) throw new Error(JSON.stringify(importOrganisations.refused));
    for await (const {code, id} of platform.services.organisations.slices.reading.all()) ids.set(code, id);
    await until('the units in every service', async () => {
      const {campaigns, submissions, scoring} = platform.services;
      const counts = await Promise.all(
        [campaigns, submissions, scoring].map(
          ({database}) =>
            database.read.query('SELECT COUNT(*) AS known FROM organisation_ref') as Promise<{known: number}[]>,
        ),
      );
      return counts.every(([row]) => Number(row?.known) === ids.size);
    });
  };

  // The first administrator comes from outside of the graph, as the set-up code does in production.
  const {organisations, accounts, grants} = platform.services.organisations.slices;
  const root = await organisations.create(systemCaller(), {
    code: 'acftu',
    kind: 'FEDERATION',
    level: 'NATIONAL',
    nameZh: '中华全国总工会',
  });
  const first = await accounts.create(systemCaller(), {
    name: 'admin',
    displayName: '管理员',
    password: PASSWORD,
    organisationId: root.id,
  });
  await grants.grant(systemCaller(), {accountId: first.id, role: 'PLATFORM_ADMIN', organisationId: root.id});
  const admin = await signIn('admin', first.id);
  ids.set('acftu', root.id);
  const idOf = (code: string): string => {
    const id = ids.get(code);
    if (!id) throw new Error(`no organisation ${code}`);
    return id;
  };
  return {
    platform,
    clock,
    admin,
    anybody,
    idOf,
    organise: (rows) => organise(admin, rows),
    async person(name, role, organisation, within) {
      const {createAccount} = await admin.ask<{createAccount: {id: string}}>(
        'mutation ($input: AccountInput!) {createAccount(input: $input) {id}}',
        {input: {name, displayName: name, password: PASSWORD, organisationId: idOf(organisation)}},
      );
      await admin.ask('mutation ($input: GrantInput!) {grantRole(input: $input) {id}}', {
        input: {accountId: createAccount.id, role, organisationId: idOf(organisation), ...within},
      });
      return signIn(name, createAccount.id);
    },
    live(token) {
      const client = liveClient(url.replace('http', 'ws'), {token});
      lives.push(client);
      return client;
    },
    eventually: async (what, check) => void (await until(what, check)),
    async close() {
      await Promise.all(lives.map((client) => client.stop()));
      const unaudited = await leftNoTrace(platform, done);
      await platform.close();
      await production?.drop();
      await rm(dataDir, {recursive: true, force: true});
      if (unaudited.length > 0) throw new Error(`mutations without an audit row: ${unaudited.join(', ')}`);
    },
  };
}

/** The Redis database of this process's journeys. */
export const journeyRedis = (): string =>
  `${process.env.CONCOURS_TEST_REDIS_URL}/${10 + (Number(process.env.JEST_WORKER_ID ?? 1) % 5)}`;

let houses = 0;

/** A schema per service on the MariaDB of this run, and the streams of a Redis database of this process's own. */
function productionParts(log: Logger) {
  const server = process.env.CONCOURS_TEST_MARIADB_URL;
  const redis = journeyRedis();
  const name = `journey_${process.pid}_${++houses}`;
  return {
    databaseUrl: (service: string) => `${server}/${name}_${service}`,
    bus: redisBus(redis, log),
    async drop() {
      const connection = await createConnection({uri: server!});
      const [rows] = await connection.query('SHOW DATABASES');
      for (const {Database: schema} of rows as {Database: string}[]) {
        if (schema.startsWith(`${name}_`)) await connection.query(`DROP DATABASE \`${schema}\``);
      }
      await connection.end();
      const client = new Redis(redis);
      await client.flushdb();
      await client.quit();
    },
  };
}
