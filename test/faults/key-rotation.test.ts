import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {anonymous, ENVELOPE_HEADER, signEnvelope} from '@concours/kernel/identity';
import {startChild, until, type Child} from '../support/child.js';
import {freePort} from '../support/free-port.js';

const redis = process.env.CONCOURS_TEST_REDIS_URL && `${process.env.CONCOURS_TEST_REDIS_URL}/8`;
const built = (where: string): string => path.resolve(__dirname, '../..', where, 'dist/src/main.js');
const old = {id: 'old', secret: 'o'.repeat(40)};
const fresh = {id: 'new', secret: 'n'.repeat(40)};

/** A gateway and a service as in production, and the keys in a file that both read. */
(redis ? describe : describe.skip)('signing keys', () => {
  let folder: string;
  let file: string;
  let ports: {service: number; gateway: number};
  const children: Child[] = [];
  const write = (...keys: {id: string; secret: string}[]): void =>
    writeFileSync(file, `${keys.map(({id, secret}) => `${id}:${secret}`).join(',')}\n`);
  const query = JSON.stringify({query: '{organisations {totalCount}}'});
  const ask = (url: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/graphql`, {method: 'POST', headers: {'content-type': 'application/json', ...headers}, body: query});
  const directly = async (key: typeof old) =>
    (
      await ask(`http://127.0.0.1:${ports.service}`, {
        [ENVELOPE_HEADER]: signEnvelope({caller: anonymous('r'), key, body: query}),
      })
    ).status;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'concours-keys-'));
    file = path.join(folder, 'keys');
    write(old);
    ports = {service: await freePort(), gateway: await freePort()};
    const common = {...process.env, CONCOURS_KEYS_FILE: file, HOST: '127.0.0.1', NODE_ENV: 'production'};
    const service = `http://127.0.0.1:${ports.service}`;
    const nowhere = 'http://127.0.0.1:9';
    children.push(
      startChild(process.execPath, [built('services/organisations')], {
        env: {
          ...{...common, PORT: String(ports.service), REDIS_URL: redis!, PERSONAL_KEYS: `p:${'p'.repeat(40)}`},
          DATABASE_URL: `sqlite:${path.join(folder, 'organisations.sqlite')}`,
        },
      }),
      startChild(process.execPath, [built('gateway')], {
        env: {
          ...{...common, PORT: String(ports.gateway), ORGANISATIONS_URL: service},
          ...{CAMPAIGNS_URL: nowhere, SUBMISSIONS_URL: nowhere, SCORING_URL: nowhere},
        },
      }),
    );
    await until('the service', async () => (await fetch(`${service}/readyz`)).ok, {child: children[0]});
    await until('the gateway', async () => (await fetch(`http://127.0.0.1:${ports.gateway}/healthz`)).ok, {
      child: children[1],
    });
  }, 60_000);
  afterAll(async () => {
    await Promise.all(children.map((child) => child.stop()));
    rmSync(folder, {recursive: true, force: true});
  });

  /** Tells both, and waits until both have said so. */
  const tell = async (times: number): Promise<void> => {
    for (const child of children) {
      child.process.kill('SIGHUP');
      const said = () => child.output().split('signing keys were read anew').length - 1;
      await until('the keys to be read', async () => said() >= times, {child});
    }
  };

  it('rotate without a stop: of the questions asked all the while not one fails, and the old key is worth nothing in the end', async () => {
    let asking = true;
    const answers: number[] = [];
    const asked = Promise.all(
      Array.from({length: 4}, async () => {
        while (asking) {
          // nobody is signed in: the service's own refusal says that it took the envelope
          const {data, errors} = (await (await ask(`http://127.0.0.1:${ports.gateway}`)).json()) as {
            data: unknown;
            errors?: {extensions: {code: string}}[];
          };
          answers.push(data === null && errors?.[0]?.extensions.code === 'NOT_SIGNED_IN' ? 1 : 0);
        }
      }),
    );
    const more = async (): Promise<void> => {
      const before = answers.length;
      await until('more answers', async () => answers.length > before + 20);
    };
    await more();
    expect(await directly(old)).toBe(200);
    expect(await directly(fresh)).toBe(401);
    for (const [n, keys] of [[old, fresh], [fresh, old], [fresh]].entries()) {
      write(...keys);
      await tell(n + 1);
      await more();
    }
    asking = false;
    await asked;
    expect(answers.filter((good) => good === 0)).toEqual([]);
    expect(await directly(old)).toBe(401);
    expect(await directly(fresh)).toBe(200);
  }, 60_000);

  it('stay as they are when the file is no good', async () => {
    writeFileSync(file, 'new:short');
    for (const child of children) {
      child.process.kill('SIGHUP');
      await until('the complaint', async () => child.output().includes('is no good'), {child});
    }
    expect(await directly(fresh)).toBe(200);
  });
});
