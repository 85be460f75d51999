import path from 'node:path';
import {Worker} from 'node:worker_threads';
import type {SeedWork} from '@concours/submissions/demo/seed-work';
import type {Media} from './media.js';

export interface Wanted {
  seed: number;
  name: string;
}
export interface Made {
  seed: number;
  files: SeedWork['files'];
}
interface Waiting {
  resolve: (files: SeedWork['files']) => void;
  reject: (error: Error) => void;
}

/** Draws and encodes in a thread, beside the platform that takes the works in. Each seed is asked for once. */
export function mediaThread(folder: string): {media: Media; close(): Promise<unknown>} {
  const worker = new Worker(path.join(__dirname, 'media-worker.js'), {workerData: {folder}});
  const waiting = new Map<number, Waiting>();
  worker.on('message', ({seed, files}: Made) => {
    waiting.get(seed)?.resolve(files);
    waiting.delete(seed);
  });
  worker.on('error', (error) => waiting.forEach(({reject}) => reject(error)));
  return {
    media: (seed, name) =>
      new Promise((resolve, reject) => {
        waiting.set(seed, {resolve, reject});
        worker.postMessage({seed, name} satisfies Wanted);
      }),
    close: () => worker.terminate(),
  };
}
