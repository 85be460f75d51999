import {EnvironmentRefused} from '@concours/kernel/environment';
import {openReader} from '@concours/kernel/engines/reader';
import {entities} from '@concours/scoring/data-source';
import {LedgerSigner} from '@concours/scoring/ledger/signer';
import {verifyHead, verifyReceipt} from '@concours/scoring/ledger/verify-files';
import {verifyLedger} from '@concours/scoring/ledger/verify-ledger';
import {readFile} from 'node:fs/promises';
import {readLedgerPlace} from './environment.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * npm run ledger:verify                               the ledgers of all rounds
 * npm run ledger:verify -- --head FILE                a published head, and whether the ledger still has it
 * npm run ledger:verify -- --receipt FILE             a receipt against the ledger, or a proof by itself
 * … --offline                                         without a database: a head or a proof alone
 */
async function main(args: string[]): Promise<boolean> {
  const fileAfter = async (name: string): Promise<string | null> =>
    args.includes(name) ? readFile(args[args.indexOf(name) + 1] ?? '', 'utf8') : null;
  const [head, receipt] = [await fileAfter('--head'), await fileAfter('--receipt')];
  const [one, of] = head !== null ? [head, verifyHead] : [receipt, verifyReceipt];
  if (args.includes('--offline')) return one !== null && of(one, null, say);
  const {url, keys} = readLedgerPlace();
  const source = await openReader(url, entities);
  try {
    if (one !== null) return await of(one, source.manager, say);
    return await verifyLedger(source.manager, new LedgerSigner(keys).publicKeys, say);
  } finally {
    await source.destroy();
  }
}

main(process.argv.slice(2)).then(
  (isSound) => (process.exitCode = isSound ? 0 : 1),
  (error: unknown) => {
    const {message} = error instanceof Error ? error : new Error(String(error));
    process.stderr.write(
      `${error instanceof EnvironmentRefused ? message : `The ledger can't be verified: ${message}`}\n`,
    );
    process.exitCode = 2;
  },
);
