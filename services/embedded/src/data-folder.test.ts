import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {createServer, type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {claimDataFolder, StartRefused} from './data-folder.js';
import {requireFreePort} from './port.js';
import {Steps} from './steps.js';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'concours-'))));
afterEach(() => rm(folder, {recursive: true, force: true}));

test('a folder is held by one platform at a time, and free again afterwards', async () => {
  const place = path.join(folder, 'new/data');
  const free = await claimDataFolder(place);
  await expect(claimDataFolder(place)).rejects.toThrow(/runs on .*new\/data already \(process \d+\)/);
  await free();
  await (
    await claimDataFolder(place)
  )();
});

test.each([
  ['a process that is gone', 999_999_999],
  ['one of the same number, as in a container that starts again', process.pid],
])('what a crash of %s left behind holds nothing', async (_, pid) => {
  await writeFile(path.join(folder, 'running.pid'), `${pid}\n`);
  const free = await claimDataFolder(folder);
  expect(await readFile(path.join(folder, 'running.pid'), 'utf8')).toBe(`${process.pid}\n`);
  await free();
});

test('a folder that cannot be written is one clear line', async () => {
  await writeFile(path.join(folder, 'file'), '');
  await expect(claimDataFolder(path.join(folder, 'file/data'))).rejects.toThrow(
    /can't be written \(ENOTDIR\): make it writable/,
  );
});

test('a port that is taken is one clear line', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  const refused = requireFreePort(port, '127.0.0.1');
  await expect(refused).rejects.toThrow(`Port ${port} is in use. Stop what uses it, or set PORT.`);
  await expect(refused).rejects.toBeInstanceOf(StartRefused);
  await new Promise((resolve) => server.close(resolve));
  await expect(requireFreePort(port, '127.0.0.1')).resolves.toBeUndefined();
});

test('progress says what is going on and how long it took', () => {
  let now = 0;
  let text = '';
  const steps = new Steps(
    (part) => (text += part),
    () => now,
  );
  steps.next('opening');
  now = 1_234;
  steps.next('starting');
  now = 2_000;
  steps.done();
  steps.done();
  expect(text).toBe('opening … 1.2 s\nstarting … 0.8 s\n');
});
