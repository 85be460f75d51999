import {systemClock} from '@concours/kernel/clock';
import {redisBus} from '@concours/kernel/events/redis-bus';
import {createLogger} from '@concours/kernel/log';
import {serve} from '@concours/kernel/serve';
import {compose} from './compose.js';
import {readEnvironment} from './environment.js';

async function main(): Promise<void> {
  const environment = readEnvironment();
  const log = createLogger('submissions');
  const bus = redisBus(environment.redisUrl, log);
  const service = await compose({
    databaseUrl: environment.databaseUrl,
    bus,
    clock: systemClock,
    log,
    settings: environment,
  });
  const running = await serve(service, environment);
  const stop = async (): Promise<void> => {
    await running.close();
    await bus.close();
    await service.database.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
