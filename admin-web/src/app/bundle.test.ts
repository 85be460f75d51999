import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

const web = path.resolve(__dirname, '../..');
let dist: string;
let sizes: Record<string, number>;

beforeAll(() => {
  dist = mkdtempSync(path.join(tmpdir(), 'concours-web-'));
  const vite = path.resolve(web, '../node_modules/vite/bin/vite.js');
  execFileSync(process.execPath, [vite, 'build', '--outDir', dist, '--emptyOutDir', '--logLevel', 'error'], {
    cwd: web,
    env: {...process.env, NODE_ENV: 'production'},
  });
  // In a process of its own: jest would read the ES module as something else.
  const script = `import {routes, scriptBytes} from './scripts/bundle-size.mjs';
    console.log(JSON.stringify(Object.fromEntries(Object.entries(routes).map(([name, modules]) => [name, scriptBytes(process.argv[1], modules)]))));`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', script, dist], {cwd: web, encoding: 'utf8'});
  sizes = JSON.parse(out) as Record<string, number>;
}, 120_000);

afterAll(() => rmSync(dist, {recursive: true, force: true}));

test.each([
  ['admin', 350_000],
  ['signIn', 350_000],
  ['tallyWall', 120_000],
  ['planWall', 120_000],
  ['vote', 120_000],
])('the scripts of %s weigh at most %i bytes, gzipped', (route, most) => {
  expect(sizes[route]).toBeGreaterThan(10_000);
  expect(sizes[route]).toBeLessThanOrEqual(most);
});
