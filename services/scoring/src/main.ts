import {systemClock} from '@concours/kernel/clock';
import {EnvironmentRefused} from '@concours/kernel/environment';
import {redisBus} from '@concours/kernel/events/redis-bus';
import {createLogger} from '@concours/kernel/log';
import {serve} from '@concours/kernel/serve';
import {compose} from './compose.js';
import {readEnvironment} from './environment.js';

async function main(): Promise<void> {
  const environment = readEnvironment();
  const log = createLogger('scoring');
  const bus = redisBus(environment.redisUrl, log);
  const service = await compose({...environment, bus, clock: systemClock, log});
  const running = await serve(service, {host: '0.0.0.0', port: environment.port, keys: environment.keys});
  const stop = async (): Promise<void> => {
    await running.close();
    await bus.close();
    await service.database.close();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof EnvironmentRefused ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
