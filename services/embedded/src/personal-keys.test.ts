import {createLogger} from '@concours/kernel/log';
import {mkdtemp, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {vaultOf} from './personal-keys.js';
import {startPlatform} from './platform.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concours-'));
  file = path.join(folder, 'personal.keys');
});
afterEach(() => rm(folder, {recursive: true, force: true}));

const start = () =>
  startPlatform({
    ...{dataDir: folder, port: 0, host: '127.0.0.1', log: createLogger('test', {level: 'silent'})},
    organisations: {setUp: false, passwordCost: 'quick'},
  });

test('the keys of a data folder are made once, readable by their owner alone, and kept', async () => {
  const first = await vaultOf(folder);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const kept = await readFile(file, 'utf8');
  const second = await vaultOf(folder);
  expect(second.open(first.seal('某路 1 号', 'a'), 'a')).toBe('某路 1 号');
  expect(await readFile(file, 'utf8')).toBe(kept);
});

test.each([
  ['is gone', () => rm(file)],
  ['is of another folder', () => writeFile(file, `other:${'o'.repeat(40)}\n`)],
  ['is empty', () => writeFile(file, '')],
])(
  'a platform whose file of keys %s refuses to start in one clear line',
  async (_, spoil) => {
    await (await start()).close();
    const kept = await readFile(file, 'utf8');
    await spoil();
    await expect(start()).rejects.toThrow(/personal\.keys .*: bring back the file that this folder was filled with/);
    await writeFile(file, kept);
    await (await start()).close();
  },
  60_000,
);
