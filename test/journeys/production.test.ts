import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Redis} from 'ioredis';
import {createConnection} from 'mysql2/promise';
import {startChild, until, type Child} from '../support/child.js';
import {freePort} from '../support/free-port.js';
import {graphClient} from '../support/graphql.js';

const mariadb = process.env.CONCOURS_TEST_MARIADB_URL;
// a database of its own: the streams of other tests are no concern of these processes, nor theirs of ours
const redis = process.env.CONCOURS_TEST_REDIS_URL && `${process.env.CONCOURS_TEST_REDIS_URL}/9`;
const services = ['organisations', 'campaigns', 'submissions', 'scoring'] as const;
type Service = (typeof services)[number];

const built = (where: string): string => path.resolve(__dirname, '../..', where, 'dist/src/main.js');

/** As in production: a process each, a schema each, events over Redis. */
(mariadb && redis ? describe : describe.skip)('five processes', () => {
  let folder: string;
  let common: Record<string, string>;
  const ports = {} as Record<Service | 'gateway', number>;
  const children = new Map<string, Child>();
  const schemaOf = (service: Service) => `production_${process.pid}_${service}`;

  const environmentOf = (service: Service): Record<string, string> => ({
    ...{PORT: String(ports[service]), HOST: '127.0.0.1', REDIS_URL: redis!},
    DATABASE_URL: `${mariadb}/${schemaOf(service)}`,
    ...(service === 'organisations' || service === 'submissions' ? {PERSONAL_KEYS: `test:${'p'.repeat(40)}`} : {}),
    ...(service === 'submissions' ? {FILES_DIR: folder, FILE_LINK_SECRET: 'l'.repeat(32)} : {}),
  });
  const start = (name: string, where: string, own: Record<string, string>): Child => {
    const child = startChild(process.execPath, [built(where)], {env: {...process.env, ...common, ...own}});
    children.set(name, child);
    return child;
  };
  const answers = (name: Service | 'gateway', place: string) =>
    until(name, async () => (await fetch(`http://127.0.0.1:${ports[name]}${place}`)).ok, {child: children.get(name)});
  const graph = (token?: string) => graphClient(`http://127.0.0.1:${ports.gateway}/graphql`, {token});

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'concours-production-'));
    common = {CONCOURS_KEYS: `test:${'k'.repeat(40)}`, NODE_ENV: 'production'};
    for (const name of [...services, 'gateway'] as const) ports[name] = await freePort();
    const client = new Redis(redis!);
    await client.flushdb();
    await client.quit();
    for (const service of services) start(service, `services/${service}`, environmentOf(service));
    const addresses = services.map((service) => [`${service.toUpperCase()}_URL`, `http://127.0.0.1:${ports[service]}`]);
    start('gateway', 'gateway', {PORT: String(ports.gateway), HOST: '127.0.0.1', ...Object.fromEntries(addresses)});
    for (const service of services) await answers(service, '/readyz');
    await answers('gateway', '/readyz');
  }, 120_000);

  afterAll(async () => {
    await Promise.all([...children.values()].map((child) => child.stop()));
    const connection = await createConnection({uri: mariadb!});
    for (const service of services) await connection.query(`DROP DATABASE IF EXISTS \`${schemaOf(service)}\``);
    await connection.end();
    await rm(folder, {recursive: true, force: true});
  }, 60_000);

  test('an administrator is set up, signs in, and what they enter reaches the other services', async () => {
    const log = children.get('organisations')!.output();
    const code = /"setUpCode":"([0-9a-f-]+)"/.exec(log)?.[1];
    const setUp = `mutation ($code: String!) { setUp(code: $code, name: "first", password: "a long password",
      displayName: "管理员", organisationCode: "ah", organisationNameZh: "安徽省总工会") { id } }`;
    await graph().ask(setUp, {code});
    const signIn = 'mutation { signIn(name: "first", password: "a long password") { token viewer { name } } }';
    const {token, viewer} = (await graph().ask<{signIn: {token: string; viewer: {name: string}}}>(signIn)).signIn;
    expect(viewer).toEqual({name: '管理员'});
    const {organisation} = await graph(token).ask<{organisation: {id: string; name: string}}>(
      '{ organisation(code: "ah") { id name } campaigns { id } }',
    );
    expect(organisation.name).toBe('安徽省总工会');
    // the event went through MariaDB's outbox and Redis
    await until('the organisation in the other services', async () => {
      const connection = await createConnection({uri: mariadb!});
      try {
        const reached = await Promise.all(
          services.slice(1).map(async (service) => {
            const [rows] = await connection.query(
              `SELECT subject FROM \`${schemaOf(service)}\`.inbox WHERE type = 'OrganisationChanged' AND subject = ?`,
              [organisation.id],
            );
            return (rows as unknown[]).length === 1;
          }),
        );
        return reached.every(Boolean);
      } finally {
        await connection.end();
      }
    });
  });

  test('while one service is away the others answer, and all is well when it is back', async () => {
    await children.get('scoring')!.stop();
    expect(await graph().ask('{ viewer { kind } }')).toEqual({viewer: {kind: 'ANONYMOUS'}});
    start('scoring', 'services/scoring', environmentOf('scoring'));
    await answers('scoring', '/readyz');
    await answers('gateway', '/readyz');
  }, 60_000);

  test('a service without Redis does not start, and says all that is missing', async () => {
    for (const service of services) {
      const child = startChild(process.execPath, [built(`services/${service}`)], {env: {PATH: process.env.PATH}});
      expect(await child.exited).toBe(1);
      expect(child.output()).toMatch(/DATABASE_URL[^]*REDIS_URL|REDIS_URL[^]*DATABASE_URL/);
    }
  }, 60_000);

  test('SIGTERM ends each of them cleanly', async () => {
    for (const [name, child] of children) {
      child.process.kill('SIGTERM');
      expect([name, await child.exited]).toEqual([name, 0]);
    }
  }, 60_000);
});
