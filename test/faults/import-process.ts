import {createReadStream} from 'node:fs';
import {systemClock} from '@concours/kernel/clock';
import {inProcessBus} from '@concours/kernel/events/in-process-bus';
import {systemCaller} from '@concours/kernel/identity';
import {createLogger} from '@concours/kernel/log';
import {PersonalVault} from '@concours/kernel/personal/vault';
import {compose} from '@concours/organisations/compose';

/**
 * The organisations service as a process of its own, with a bound on its heap and ready to be killed: it brings the file it
 * is given, or goes on with what there is, and says once a while how far it is, in how many seconds and with how much memory.
 */
const {DATABASE_URL: databaseUrl = '', FILE: file = '', APPLY: applies = ''} = process.env;
const system = systemCaller();

async function main(): Promise<void> {
  const log = createLogger('organisations', {level: 'error'});
  const vault = new PersonalVault([{id: 'test', secret: 'only for the tests of imports, long enough'}]);
  const settings = {passwordCost: 'quick' as const, setUp: false, vault};
  const service = await compose({databaseUrl, bus: inProcessBus(log), clock: systemClock, log, settings});
  const {importing, importJobs} = service.slices;
  const root = {code: 'ah', parentCode: null, kind: 'FEDERATION', level: 'PROVINCE', nameZh: '安徽省总工会'} as const;
  await importing.import(system, [root]);
  const began = Date.now();
  let id = '';
  if (file) {
    const content = createReadStream(file) as AsyncIterable<Buffer>;
    ({id} = await service.imports.uploads.take(system, {name: 'units', mode: 'ADD', content}));
  }
  await service.start?.();
  for (let asked = false; ;) {
    const [job] = (await importJobs.page(system, {first: 1})).nodes;
    if (job) {
      const {state, rowCount, appliedCount, refusedCount} = job;
      const seconds = (Date.now() - began) / 1_000;
      const {user, system: kernel} = process.cpuUsage();
      const processor = (user + kernel) / 1_000_000;
      const megabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
      process.stdout.write(
        `${JSON.stringify({state, rowCount, appliedCount, refusedCount, seconds, processor, megabytes})}\n`,
      );
      if (job.state === 'CHECKED' && applies && !asked) {
        asked = true;
        await importJobs.apply(system, id || job.id);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
  // what runs by now would hold it
  process.exit(1);
});
