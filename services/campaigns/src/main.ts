import {systemClock} from '@concours/kernel/clock';
import {redisBus} from '@concours/kernel/events/redis-bus';
import {createLogger} from '@concours/kernel/log';
import {serve} from '@concours/kernel/serve';
import {compose} from './compose.js';
import {readEnvironment} from './environment.js';

async function main(): Promise<void> {
  const {port, databaseUrl, redisUrl, keys, closeDelayMs} = readEnvironment();
  const log = createLogger('campaigns');
  const bus = redisBus(redisUrl, log);
  const service = await compose({databaseUrl, bus, clock: systemClock, log, settings: {closeDelayMs}});
  const running = await serve(service, {host: '0.0.0.0', port, keys});
  const stop = async () => {
    await running.close();
    await bus.close();
    await service.database.close();
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
