import {readFileSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import {startChild, until, type Child} from '../support/child.js';
import {freePort} from '../support/free-port.js';
import {graphClient} from '../support/graphql.js';

const main = path.resolve(__dirname, '../../services/embedded/dist/src/main.js');
const bootstrap = path.resolve(__dirname, '../../bootstrap.mjs');

interface Session {
  signIn: {token: string};
}

/** `npm start` after its build, with the demo off: the demo has tests of its own. */
describe('the platform in one process', () => {
  let folder: string;
  let port: number;
  const children: Child[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'concours-start-'));
    port = await freePort();
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => child.stop()));
    await rm(folder, {recursive: true, force: true});
  });

  const start = (more: Record<string, string> = {}): Child => {
    const env = {...process.env, PORT: String(port), DATA_DIR: path.join(folder, 'data'), DEMO: 'off', ...more};
    const child = startChild(process.execPath, [main], {env});
    children.push(child);
    return child;
  };
  const ready = (child: Child) =>
    until('the platform', async () => child.output().includes('Concours is ready'), {child});
  const graph = (token?: string) => graphClient(`http://127.0.0.1:${port}/graphql`, {token});
  const setUp = `mutation ($code: String!) { setUp(code: $code, name: "first", password: "a long password",
    displayName: "管理员", organisationCode: "ah", organisationNameZh: "安徽省总工会") { id } }`;
  const signIn = 'mutation { signIn(name: "first", password: "a long password") { token } }';

  test('it says what it does, serves, stops cleanly, and keeps its data for the second start', async () => {
    const first = start();
    await ready(first);
    expect(first.output()).toMatch(/opening the databases … \d/);
    const code = /set-up code ([0-9a-f-]{35})/.exec(first.output())?.[1];
    await graph().ask(setUp, {code});
    const began = await graph().ask<Session>(signIn);
    const query =
      '{ viewer { name can(permission: "campaign.apply") grants { role organisation { name } } } campaigns { id } }';
    expect(await graph(began.signIn.token).ask(query)).toEqual({
      viewer: {name: '管理员', can: true, grants: [{role: 'PLATFORM_ADMIN', organisation: {name: '安徽省总工会'}}]},
      campaigns: [],
    });
    first.process.kill('SIGINT');
    expect(await first.exited).toBe(0);
    expect(first.output()).toMatch(/stopping … stopped\n$/);

    const second = start();
    await ready(second);
    expect(second.output()).not.toContain('set-up code');
    const again = await graph().ask<Session>(signIn);
    expect(await graph(again.signIn.token).ask('{ organisation(code: "ah") { childCount } }')).toEqual({
      organisation: {childCount: 0},
    });
    second.process.kill('SIGTERM');
    expect(await second.exited).toBe(0);
  }, 60_000);

  test('a second one over the same port or the same data ends with one clear line, and disturbs nothing', async () => {
    const first = start();
    await ready(first);
    const samePort = start({DATA_DIR: path.join(folder, 'other')});
    expect(await samePort.exited).toBe(1);
    expect(samePort.output().trim()).toMatch(/^Port \d+ is in use\. Stop what uses it, or set PORT\.$/);
    const sameData = start({PORT: '0'});
    expect(await sameData.exited).toBe(1);
    expect(sameData.output().trim()).toMatch(/runs on \S+ already \(process \d+\)\. Stop it first, or set DATA_DIR\.$/);
    expect(await graph().ask('{ viewer { kind } }')).toEqual({viewer: {kind: 'ANONYMOUS'}});
  }, 60_000);

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'data where none can be',
      {DATA_DIR: '/dev/null/data'},
      /^The data folder \S+ can't be written \(\w+\): make it writable/,
    ],
    ['settings that mean nothing', {PORT: 'many', CONCOURS_CLOCK: 'noon'}, /PORT must be .*\n.*CONCOURS_CLOCK must be/],
  ])('%s: one clear line', async (_, settings, line) => {
    const child = start(settings);
    expect(await child.exited).toBe(1);
    expect(child.output().trim()).toMatch(line);
  });
});

describe('the commands of package.json', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'concours-node-'))));
  afterEach(() => rm(folder, {recursive: true, force: true}));

  /** The same Node under another number: what they go by is what it says of itself. */
  const underNode = async (version: string): Promise<[number | null, string]> => {
    const preload = path.join(folder, 'version.cjs');
    await writeFile(
      preload,
      `Object.defineProperty(process, 'versions', {value: {...process.versions, node: '${version}'}});
      Object.defineProperty(process, 'version', {value: 'v${version}'});`,
    );
    const child = startChild(process.execPath, ['--require', preload, bootstrap, 'nothing']);
    return [await child.exited, child.output().trim()];
  };

  test.each(['12.22.12', '18.20.4', '20.18.3', '21.7.3', '22.12.0', '23.11.0'])(
    'Node %s is too old, which is one clear line',
    async (version) => {
      const line = `Concours needs Node 20.19+, 22.13+ or 24+; this is v${version}.`;
      expect(await underNode(version)).toEqual([1, line]);
    },
  );

  test.each(['20.19.0', '22.13.0', '24.0.0'])('Node %s gets as far as the commands there are', async (version) => {
    const [exit, line] = await underNode(version);
    expect([exit, line]).toEqual([1, expect.stringMatching(/^Usage: node bootstrap\.mjs start\|dev\|/)]);
  });

  test('the file that says so has no syntax that an old Node would stumble over before', () => {
    const source = readFileSync(bootstrap, 'utf8');
    const as = (target: ts.ScriptTarget): string =>
      ts.transpileModule(source, {compilerOptions: {target, module: ts.ModuleKind.ESNext}}).outputText;
    expect(as(ts.ScriptTarget.ES2019)).toBe(as(ts.ScriptTarget.ESNext));
    expect(source).not.toMatch(/^(await|const \w+ = await)/m);
  });
});
