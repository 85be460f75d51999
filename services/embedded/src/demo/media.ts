import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {SeedWork} from '@concours/submissions/demo/seed-work';
import {createH264MP4Encoder} from 'h264-mp4-encoder';
import {PNG} from 'pngjs';
import {draw, paletteOf} from './picture.js';

const FRAMES = 24;
const CLIPS = 8;

/** Video and cover of one work, as files of its own. */
export type Media = (seed: number, name: string) => Promise<SeedWork['files']>;

/** A few clips are encoded; each work gets one of them under its own digest. */
export async function mediaIn(folder: string): Promise<Media> {
  await mkdir(folder, {recursive: true});
  const clips: Buffer[] = [];
  for (let seed = 1; seed <= CLIPS; seed++) clips.push(await makeClip(seed * 31));
  return async (seed, name) => {
    const video = path.join(folder, `${seed}.mp4`);
    const cover = path.join(folder, `${seed}.png`);
    await writeFile(video, personal(clips[seed % CLIPS]!, `concours demo ${seed}`));
    await writeFile(cover, makeCover(seed));
    return [
      {rule: 'video', fileName: `${name}.mp4`, path: video},
      {rule: 'cover', fileName: `${name}.png`, path: cover},
    ];
  };
}

/** A playable upright clip of about a second, made here: no file of anybody's lies in the repository. */
async function makeClip(seed: number): Promise<Buffer> {
  const encoder = await createH264MP4Encoder();
  encoder.width = 180;
  encoder.height = 320;
  encoder.frameRate = FRAMES;
  encoder.quantizationParameter = 33;
  encoder.initialize();
  const palette = paletteOf(seed);
  for (let frame = 0; frame < FRAMES; frame++) encoder.addFrameRgba(draw(180, 320, palette, frame / FRAMES));
  encoder.finalize();
  const file = Buffer.from(encoder.FS.readFile(encoder.outputFilename));
  encoder.delete();
  return file;
}

/** The same clip as a file of its own: players skip a `free` box, and its bytes make the digest differ. */
function personal(clip: Buffer, mark: string): Buffer {
  const content = Buffer.from(mark);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.length, 0);
  head.write('free', 4, 'latin1');
  return Buffer.concat([clip, head, content]);
}

function makeCover(seed: number): Buffer {
  const image = new PNG({width: 216, height: 384});
  image.data = Buffer.from(draw(216, 384, paletteOf(seed), (seed % 12) / 12));
  // one filter for all lines: to try each on each line takes as long as all the rest
  return PNG.sync.write(image, {colorType: 2, deflateLevel: 4, filterType: 2});
}
