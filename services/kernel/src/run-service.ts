import {type Clock, systemClock} from './clock.js';
import {EnvironmentRefused, type EnvironmentReader, readServiceEnvironment} from './environment.js';
import type {Bus} from './events/bus.js';
import {redisBus} from './events/redis-bus.js';
import {followKeyFile} from './key-file.js';
import {createLogger, type Logger} from './log.js';
import {serve} from './serve.js';
import type {Service} from './service.js';

export interface ServiceProcess<S> {
  name: string;
  /** Where it listens unless `PORT` says otherwise. */
  port: number;
  /** What this service alone is told. */
  readSettings(read: EnvironmentReader): S;
  compose(i: {databaseUrl: string; bus: Bus; clock: Clock; log: Logger; settings: S}): Promise<Service>;
}

/** One service as a process of its own, on Redis with the others. Ends with one clear text and code 1 where it can't begin; SIGTERM drains. */
export function runService<S>(parts: ServiceProcess<S>): void {
  run(parts).catch((error: unknown) => {
    process.stderr.write(`${error instanceof EnvironmentRefused ? error.message : String(error)}\n`);
    // its connection to Redis, which is there by now, would hold it
    process.exit(1);
  });
}

async function run<S>({name, port: usual, readSettings, compose}: ServiceProcess<S>): Promise<void> {
  const {host, port, keys, keysFile, databaseUrl, redisUrl, logLevel, settings} = readServiceEnvironment({
    port: usual,
    readSettings,
  });
  const log = createLogger(name, {level: logLevel});
  const bus = redisBus(redisUrl, log);
  const service = await compose({databaseUrl, bus, clock: systemClock, log, settings});
  const running = await serve(service, {host, port, keys});
  followKeyFile(keys, keysFile, log);
  const stop = async (): Promise<void> => {
    await running.close();
    await bus.close();
    await service.database.close();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}
