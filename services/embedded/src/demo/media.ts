import {createH264MP4Encoder} from 'h264-mp4-encoder';
import {PNG} from 'pngjs';
import {draw, paletteOf} from './picture.js';

const FRAMES = 24;

/** A playable upright clip of about a second, made here: no file of anybody's lies in the repository. */
export async function makeClip(seed: number): Promise<Buffer> {
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
export function personal(clip: Buffer, mark: string): Buffer {
  const content = Buffer.from(mark);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.length, 0);
  head.write('free', 4, 'latin1');
  return Buffer.concat([clip, head, content]);
}

export function makeCover(seed: number): Buffer {
  const image = new PNG({width: 270, height: 480});
  image.data = Buffer.from(draw(270, 480, paletteOf(seed), (seed % 12) / 12));
  return PNG.sync.write(image, {colorType: 2, deflateLevel: 6});
}
