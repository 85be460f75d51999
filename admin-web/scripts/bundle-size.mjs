// What a browser loads before a page stands: the scripts of an entry, with everything they import statically, gzipped.
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {gzipSync} from 'node:zlib';

/** Bytes of script behind these modules of a vite build, each file counted once. */
export function scriptBytes(dist, modules) {
  const manifest = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8'));
  const files = new Set();
  const add = (key) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`${key} is not in the build`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    (chunk.imports ?? []).forEach(add);
  };
  modules.forEach(add);
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(path.join(dist, file))).length, 0);
}

/** The routes that have a budget, by what `app/main.ts` and the router load for them. */
export const routes = {
  admin: ['index.html', 'src/app/start.ts', 'src/app/layout/AppLayout.vue', 'src/home/HomePage.vue'],
  signIn: ['index.html', 'src/app/start.ts', 'src/session/SignInPage.vue'],
  tallyWall: ['index.html', 'src/walls/start.ts', 'src/walls/TallyWall.vue'],
  vote: ['index.html', 'src/vote/start.ts'],
  planWall: ['index.html', 'src/walls/start.ts', 'src/walls/PlanWall.vue'],
};
