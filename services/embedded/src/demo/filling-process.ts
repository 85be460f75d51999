import {fork} from 'node:child_process';
import path from 'node:path';
import {demoState} from './mark.js';

/**
 * Fills the data folder in a process of its own, with this one's environment, where it has no demo yet: what filling takes of memory
 * ends with it. Answers whether all went well; the process itself says what did not. It ends when this one does.
 */
export async function fillDemo(dataDir: string): Promise<boolean> {
  if (demoState(dataDir) === 'filled') return true;
  const filling = fork(path.join(__dirname, '../demo-fill.js'));
  return new Promise((resolve, reject) => {
    filling.once('error', reject);
    filling.once('exit', (code) => resolve(code === 0));
  });
}
