import {offsetClock} from '@concours/kernel/clock';
import {existsSync} from 'node:fs';
import path from 'node:path';
import type {Demo} from './demo.js';
import {FederationDemo} from './demo/federation-demo.js';
import {fillDemo} from './demo/filling-process.js';
import {readEnvironment, type Environment} from './environment.js';
import {startPlatform} from './platform.js';
import {requireFreePort} from './port.js';
import {repository} from './repository.js';
import {logToErrors, sayWhyNot} from './start-failure.js';
import {Steps} from './steps.js';

async function main(): Promise<void> {
  const environment = readEnvironment();
  const demo: Demo | null = environment.demo ? new FederationDemo() : null;
  const steps = new Steps((text) => void process.stdout.write(text));
  let setUpCode: string | undefined;
  await requireFreePort(environment.port, environment.host);
  // the filling process has said why
  if (demo !== null && !(await fillDemo(environment.dataDir))) process.exit(1);
  const platform = await startPlatform({
    ...environment,
    clock: offsetClock(environment.clockOffsetMs),
    log: logToErrors(environment.logLevel),
    development: environment.demo,
    siteFolder: siteFolder(),
    organisations: {
      oidc: environment.oidc,
      setUp: demo === null,
      onSetUpCode: (code) => (setUpCode = code),
      mail: environment.mail,
      tokenLifetimeMs: environment.tokenLifetimeMs,
      publicUrl: environment.publicUrl,
      demoAccounts: demo ? () => demo.accounts() : undefined,
      demoVoterToken: demo ? () => Promise.resolve(demo.voterToken()) : undefined,
    },
    onStep: (what) => steps.next(what),
  });
  const running = demo && (await demo.load(platform, (what) => steps.next(what)));
  steps.done();
  process.stdout.write(greeting(environment, platform.url, demo, setUpCode));

  const stop = async () => {
    // a second Ctrl-C does not wait
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
    process.stdout.write('\nstopping … ');
    await running?.stop();
    await platform.close();
    process.stdout.write('stopped\n');
    // everything is closed: what a library may still hold, such as an idle connection, keeps nobody waiting
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop().catch(fail));
}

function siteFolder(): string | undefined {
  const folder = path.join(repository(), 'admin-web/dist');
  return existsSync(path.join(folder, 'index.html')) ? folder : undefined;
}

function greeting(
  {demo: demoMode, dataDir}: Environment,
  url: string,
  demo: Demo | null,
  setUpCode: string | undefined,
): string {
  const lines = ['', `Concours is ready: ${url}`, `  graph       ${url}/graphql`];
  if (demoMode) lines.push(`  query page  ${url}/query`);
  const votePage = demo?.votePage();
  if (votePage) lines.push(`  vote        ${url}${votePage}`);
  lines.push(`  data        ${dataDir}`);
  for (const {name, password, displayName, purpose} of demo?.accounts() ?? []) {
    lines.push(`  ${name.padEnd(12)}${password.padEnd(18)}${displayName}: ${purpose.zh}`);
  }
  if (setUpCode) lines.push(`  set-up code ${setUpCode} (mutation setUp makes the first administrator with it, once)`);
  return `${lines.join('\n')}\n  Ctrl-C stops it.\n`;
}

function fail(error: unknown): void {
  sayWhyNot(error);
  // half of the platform may be up by now, and would stay up
  process.exit(1);
}

main().catch(fail);
