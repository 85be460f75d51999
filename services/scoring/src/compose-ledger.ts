import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {SigningKey} from '@concours/kernel/identity';
import {Loop} from '@concours/kernel/leased-loop';
import type {Logger} from '@concours/kernel/log';
import {LedgerWatch} from './alarms/ledger-watch.service.js';
import type {VoteAlarms} from './alarms/vote-alarms.service.js';
import type {SpareTime} from './ballots/spare-time.js';
import {HeadPublishing} from './ledger/head-publishing.service.js';
import {LedgerProving} from './ledger/ledger-proving.service.js';
import {LedgerSealing} from './ledger/ledger-sealing.service.js';
import type {LedgerSecrets} from './ledger/ledger-secrets.js';
import {Ledger} from './ledger/ledger.service.js';
import {LedgerSigner} from './ledger/signer.js';
import type {Rounds} from './rounds/round.service.js';
import type {Tallies} from './tallies/tally.service.js';

interface Parts {
  database: Database;
  alarms: VoteAlarms;
  rounds: Rounds;
  tallies: Tallies;
  secrets: LedgerSecrets;
  clock: Clock;
  log: Logger;
  keys: readonly SigningKey[];
  inSpareTime: SpareTime;
}

const SEAL_EVERY_MS = 500;
/** Whether a day has ended is looked at more rarely. */
const PUBLISH_EVERY_MS = 15_000;
const WATCH_EVERY_MS = 15_000;

/** The part of compose.ts that wires the ledger of votes. */
export function composeLedger({database, alarms, rounds, tallies, secrets, clock, log, keys, inSpareTime}: Parts) {
  const sealing = new LedgerSealing({database, secrets, inSpareTime});
  const signer = new LedgerSigner(keys);
  const publishing = new HeadPublishing({database, rounds, secrets, signer, clock, me: sealing.me});
  const ledger = new Ledger({database, tallies, secrets});
  let publishedAt = 0;
  const work = async (): Promise<void> => {
    await sealing.seal();
    if (Date.now() - publishedAt < PUBLISH_EVERY_MS) return;
    await publishing.publishDue();
    publishedAt = Date.now();
  };
  const failure = 'the ledger of votes cannot be sealed; it is tried again and again';
  const watch = new LedgerWatch({database, alarms, heads: publishing, log});
  return {
    ledger,
    proving: new LedgerProving({database, rounds, ledger, secrets}),
    sealing,
    publishing,
    loop: new Loop({work, everyMs: SEAL_EVERY_MS, log, failure}),
    watch: new Loop({
      work: () => watch.look(),
      everyMs: WATCH_EVERY_MS,
      log,
      failure: 'whether the ledger keeps up can not be seen',
    }),
  };
}
