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
  // everything is closed: an idle connection to a subgraph keeps nobody waiting
  const stop = (): void => void gateway.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  const told =
    error instanceof EnvironmentRefused ? error.message : String(error instanceof Error ? error.message : error);
  process.stderr.write(`${told}\n`);
  // what had begun to listen would hold it
  process.exit(1);
});
