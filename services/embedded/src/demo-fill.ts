import {offsetClock} from '@concours/kernel/clock';
import {Filling} from './demo/filling.js';
import {readEnvironment} from './environment.js';
import {startPlatform} from './platform.js';
import {logToErrors, sayWhyNot} from './start-failure.js';
import {Steps} from './steps.js';

/** Fills an empty data folder with the demo and ends. `fillDemo` starts it; it doesn't outlive that process. */
async function main(): Promise<void> {
  // its parent is gone, however that came: nobody waits for the rest
  process.once('disconnect', () => process.exit(1));
  const {dataDir, clockOffsetMs, logLevel} = readEnvironment();
  const filling = new Filling(offsetClock(clockOffsetMs));
  const steps = new Steps((text) => void process.stdout.write(text));
  steps.next('demo: an empty platform');
  const platform = await startPlatform({
    ...{dataDir, port: 0, host: '127.0.0.1'},
    clock: filling.clock,
    log: logToErrors(logLevel),
    organisations: {setUp: false},
    onClaimed: (folder) => filling.prepare(folder),
  });
  await filling.fill(platform, (what) => steps.next(what));
  await platform.close();
  steps.done();
  // the channel to the parent would keep an idle process alive
  process.exit(0);
}

main().catch((error: unknown) => {
  sayWhyNot(error);
  // as above; and what has begun by now would go on
  process.exit(1);
});
