import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import type {Bundle} from './standings/bundle.js';
import {canonical, verify} from './standings/bundle.rules.js';

/**
 * Recomputes a published bundle from its raw inputs and names every line that says something else (R97). The digest to compare with
 * is the one that was published; without it the bundle is checked against itself only.
 */
function main([file, published]: string[]): number {
  if (file === undefined) {
    process.stderr.write('npm run verify -- BUNDLE.json [PUBLISHED DIGEST]\n');
    return 2;
  }
  const bundle = JSON.parse(readFileSync(file, 'utf8')) as Bundle;
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const digest = hash(canonical(bundle));
  const {differences} = verify(bundle, digest, hash);
  for (const difference of differences) process.stdout.write(`${difference}\n`);
  process.stdout.write(`${bundle.rows.length} rows recomputed from ${bundle.entries.length} entries: `);
  process.stdout.write(differences.length === 0 ? 'all equal\n' : `${differences.length} differ\n`);
  process.stdout.write(`digest ${digest}\n`);
  if (published !== undefined && published !== digest) process.stdout.write(`but ${published} was published\n`);
  return differences.length === 0 && (published === undefined || published === digest) ? 0 : 1;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
