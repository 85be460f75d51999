import {EnvironmentRefused} from '@concours/kernel/environment';
import {followKeyFile} from '@concours/kernel/key-file';
import {createLogger} from '@concours/kernel/log';
import {startGateway} from './compose.js';
import {readEnvironment} from './environment.js';

async function main(): Promise<void> {
  const {settings, keysFile, logLevel} = readEnvironment();
  const log = createLogger('gateway', {level: logLevel});
  const gateway = await startGateway(settings, log);
  followKeyFile(settings.keys, keysFile, log);
  const stop = (): void => void gateway.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  const told =
    error instanceof EnvironmentRefused ? error.message : String(error instanceof Error ? error.message : error);
  process.stderr.write(`${told}\n`);
  process.exit(1);
});
