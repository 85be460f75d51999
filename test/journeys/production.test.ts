import {createConnection} from 'mysql2/promise';
import {startChild, until} from '../support/child.js';
import {graphClient} from '../support/graphql.js';
import {built, possible, services, startProduction, type Production} from '../support/production.js';

const mariadb = process.env.CONCOURS_TEST_MARIADB_URL;

(possible ? describe : describe.skip)('five processes', () => {
  let platform: Production;
  const graph = (token?: string) => graphClient(`${platform.gateways[0]}/graphql`, {token});

  // a database of its own: the streams of other tests are no concern of these processes, nor theirs of ours
  beforeAll(async () => void (platform = await startProduction({name: 'production', redisDatabase: 9})), 240_000);
  afterAll(() => platform?.close(), 60_000);

  test('an administrator is set up, signs in, and what they enter reaches the other services', async () => {
    const code = platform.setUpCode();
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
              `SELECT subject FROM \`${platform.schemaOf(service)}\`.inbox WHERE type = 'OrganisationChanged' AND subject = ?`,
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
    await platform.children.get('scoring')!.stop();
    expect(await graph().ask('{ viewer { kind } }')).toEqual({viewer: {kind: 'ANONYMOUS'}});
    platform.start('scoring');
    await platform.ready('scoring');
    await platform.ready('gateway');
  }, 60_000);

  test('a service without Redis does not start, and says all that is missing', async () => {
    for (const service of services) {
      const child = startChild(process.execPath, [built(`services/${service}`)], {env: {PATH: process.env.PATH}});
      expect(await child.exited).toBe(1);
      expect(child.output()).toMatch(/DATABASE_URL[^]*REDIS_URL|REDIS_URL[^]*DATABASE_URL/);
    }
  }, 60_000);

  test('SIGTERM ends each of them cleanly', async () => {
    for (const [name, child] of platform.children) {
      child.process.kill('SIGTERM');
      expect([name, await child.exited]).toEqual([name, 0]);
    }
  }, 60_000);
});
