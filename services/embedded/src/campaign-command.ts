import {readFileSync} from 'node:fs';
import {EnvironmentRefused} from '@concours/kernel/environment';
import {GraphAsker} from './campaign/client.js';
import {asked, type ExitCode, run, USAGE} from './campaign/command.js';
import {readCampaignAccess} from './environment.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): ExitCode => {
  process.stderr.write(`${line}\n`);
  return 2;
};

/** `npm run campaign`: a definition file against a running platform, over its graph. */
async function main(args: readonly string[]): Promise<ExitCode> {
  const what = asked(args);
  if (!what) return complain(USAGE);
  try {
    const access = readCampaignAccess();
    return await run(what, readFileSync(what.file, 'utf8'), new GraphAsker(access), say);
  } catch (error) {
    if (error instanceof EnvironmentRefused) return complain(error.message);
    return complain(`${what.file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
