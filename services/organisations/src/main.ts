import {systemClock} from '@concours/kernel/clock';
import {EnvironmentRefused} from '@concours/kernel/environment';
import {redisBus} from '@concours/kernel/events/redis-bus';
import {createLogger} from '@concours/kernel/log';
import {serve} from '@concours/kernel/serve';
import {compose} from './compose.js';
import {readEnvironment} from './environment.js';

async function main(): Promise<void> {
  const {host, port, keys, databaseUrl, redisUrl, logLevel} = readEnvironment();
  const log = createLogger('organisations', {level: logLevel});
  const bus = redisBus(redisUrl, log);
  const service = await compose({databaseUrl, bus, clock: systemClock, log, settings: {}});
  const running = await serve(service, {host, port, keys});
  const stop = async (): Promise<void> => {
    await running.close();
    await bus.close();
    await service.database.close();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof EnvironmentRefused ? error.message : String(error)}\n`);
  process.exit(1);
});
