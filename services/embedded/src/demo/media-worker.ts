import {parentPort, workerData} from 'node:worker_threads';
import {mediaIn} from './media.js';
import type {Made, Wanted} from './media-thread.js';

/** The other side of `media-thread.ts`. */
const made = mediaIn((workerData as {folder: string}).folder);

parentPort!.on('message', ({seed, name}: Wanted) => {
  // one that fails ends the thread, which tells all who wait
  void made.then(async (media) => parentPort!.postMessage({seed, files: await media(seed, name)} satisfies Made));
});
