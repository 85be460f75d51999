import {execFile} from 'node:child_process';
import {mkdir, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';

const version = '2.12.1';

/**
 * Hive Gateway's runtime, for comparison only. It needs another generation of graphql-tools than we pin, so it gets a
 * folder of its own beside the repository. Answers that folder, or undefined where it can't be installed.
 */
export async function installHive(): Promise<string | undefined> {
  const folder = path.join(tmpdir(), `concours-bench-hive-${version}`);
  // What it asks for of this one is newer than what is published.
  const manifest = {private: true, overrides: {'@graphql-tools/batch-execute': '10.2.0'}};
  const packages = [
    `@graphql-hive/gateway-runtime@${version}`,
    '@graphql-mesh/transport-http@1.2.1',
    'graphql@16.15.0',
  ];
  try {
    await mkdir(folder, {recursive: true});
    await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
    const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'];
    await promisify(execFile)('npm', ['install', ...options, ...packages], {cwd: folder, timeout: 90_000});
    return folder;
  } catch (error) {
    console.error(`Hive Gateway's runtime is left out: ${String(error).slice(0, 200)}`);
    return undefined;
  }
}
