import {systemClock} from '@concours/kernel/clock';
import {systemCaller} from '@concours/kernel/identity';
import {createLogger} from '@concours/kernel/log';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {startPlatform} from '../platform.js';
import {FederationDemo} from './federation-demo.js';
import {Filling} from './filling.js';
import {fillDemo} from './filling-process.js';
import {demoState, setDemoState} from './mark.js';
import {demoOrganisations} from './organisations.js';
import {Random} from './random.js';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'concours-'))));
afterEach(() => rm(folder, {recursive: true, force: true}));

test("a platform of somebody's own is looked at once, left as it is, and never asked again", async () => {
  const filling = new Filling(systemClock);
  const platform = await startPlatform({
    ...{dataDir: folder, port: 0, host: '127.0.0.1', log: createLogger('test', {level: 'silent'})},
    organisations: {setUp: false, passwordCost: 'quick'},
    onClaimed: (dataDir) => filling.prepare(dataDir),
  });
  try {
    const {importing, reading} = platform.services.organisations.slices;
    await importing.import(systemCaller(), demoOrganisations(new Random(1)).slice(0, 1));
    const steps: string[] = [];
    await filling.fill(platform, (what) => steps.push(what));
    expect(demoState(folder)).toBe('none');
    const demo = new FederationDemo();
    await (await demo.load(platform, (what) => steps.push(what))).stop();
    expect([steps, demo.voterToken(), demo.votePage()]).toEqual([[], null, null]);
    const codes: string[] = [];
    for await (const {code} of reading.all()) codes.push(code);
    expect(codes).toEqual(['acftu']);
    // what a later start with the demo does first
    filling.prepare(folder);
    expect(await fillDemo(folder)).toBe(true);
    expect(demoState(folder)).toBe('none');
  } finally {
    await platform.close();
  }
}, 60_000);

test.each(['filled', 'none'] as const)('no process is started over a folder that is marked %s', async (state) => {
  setDemoState(folder, state);
  // there is no such program beside the sources: a process would end with an error
  expect(await fillDemo(folder)).toBe(true);
});
