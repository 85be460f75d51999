import {existsSync} from 'node:fs';
import path from 'node:path';

/** The folder of the whole checkout, from the sources and from the build. */
export function repository(): string {
  let folder = __dirname;
  while (!existsSync(path.join(folder, 'pnpm-workspace.yaml'))) {
    if (path.dirname(folder) === folder) throw new Error('this is not a checkout of Concours');
    folder = path.dirname(folder);
  }
  return folder;
}
