import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';

/** How far the demo in a data folder has come; without it there is none, or a platform of somebody's own. */
export type DemoState = 'filling' | 'filled';

const file = (dataDir: string): string => path.join(dataDir, 'demo.json');

export function demoState(dataDir: string): DemoState | null {
  if (!existsSync(file(dataDir))) return null;
  return (JSON.parse(readFileSync(file(dataDir), 'utf8')) as {state: DemoState}).state;
}

export function setDemoState(dataDir: string, state: DemoState): void {
  writeFileSync(file(dataDir), `${JSON.stringify({state})}\n`);
}
