import {fork} from 'node:child_process';
import path from 'node:path';
import {demoState} from './mark.js';

/**
 * Fills the data folder in a process of its own, with this one's environment, where nobody has looked yet or filling was broken off:
 * what filling takes of memory ends with it. Answers whether all went well; the process itself says what did not. It ends when this
 * one does.
 */
export async function fillDemo(dataDir: string): Promise<boolean> {
  const state = demoState(dataDir);
  if (state === 'filled' || state === 'none') return true;
  const filling = fork(path.join(__dirname, '../demo-fill.js'));
  return new Promise((resolve, reject) => {
    filling.once('error', reject);
    filling.once('exit', (code) => resolve(code === 0));
  });
}
