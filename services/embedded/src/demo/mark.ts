import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';

/** How far the demo in a data folder has come; `none` stands in the folder of a platform that is somebody's own. */
export type DemoState = 'filling' | 'filled' | 'none';

const file = (dataDir: string): string => path.join(dataDir, 'demo.json');

/** Null where nobody has looked yet. */
export function demoState(dataDir: string): DemoState | null {
  if (!existsSync(file(dataDir))) return null;
  return (JSON.parse(readFileSync(file(dataDir), 'utf8')) as {state: DemoState}).state;
}

export function setDemoState(dataDir: string, state: DemoState): void {
  writeFileSync(file(dataDir), `${JSON.stringify({state})}\n`);
}
