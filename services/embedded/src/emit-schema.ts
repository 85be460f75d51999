import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {repository} from './repository.js';
import {emitted} from './supergraph.js';

/** Writes what changed and says so; what stayed keeps its time, so that nothing is built anew for it. */
function main(): void {
  const folder = path.join(repository(), 'schema');
  mkdirSync(path.join(folder, 'subgraphs'), {recursive: true});
  for (const [name, text] of Object.entries(emitted())) {
    const file = path.join(folder, name);
    const changed = contentOf(file) !== text;
    if (changed) writeFileSync(file, text);
    process.stdout.write(`schema/${name}: ${changed ? 'written' : 'unchanged'}\n`);
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
