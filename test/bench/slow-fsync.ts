import {execFile} from 'node:child_process';
import path from 'node:path';
import {promisify} from 'node:util';
import {findProgram} from '../support/child.js';

/** What a database's process has to load so that each of its flushes takes 2 ms more; undefined without a compiler. */
export async function slowFsync(folder: string): Promise<NodeJS.ProcessEnv | undefined> {
  const compiler = findProgram('cc', 'gcc', 'clang');
  if (!compiler) return undefined;
  const library = path.join(folder, 'slow-fsync.so');
  const source = path.join(__dirname, 'slow-fsync.c');
  await promisify(execFile)(compiler, ['-O2', '-shared', '-fPIC', '-o', library, source, '-ldl']);
  return {LD_PRELOAD: library};
}
