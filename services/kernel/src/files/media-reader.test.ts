import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {html, jpegWithPosition, padded, png, svg, video} from '../../testing/sample-media.js';
import {MediaReader} from './media-reader.js';

describe('the content of a file', () => {
  let folder: string;
  const reader = new MediaReader();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'concours-media-'));
  });
  afterAll(async () => {
    await reader.close();
    await rm(folder, {recursive: true});
  });

  const factsOf = async (content: Buffer) => {
    const path = join(folder, 'sample.mp4');
    await writeFile(path, content);
    return reader.facts(path);
  };

  it.each([
    [
      'an upright mp4',
      () => video(),
      {format: 'mp4', width: 180, height: 320, durationMs: 1000, hasVideo: true, truncated: false},
    ],
    ['a QuickTime file, by its brand', () => video({container: 'mov'}), {format: 'mov', width: 180, height: 320}],
    ['a landscape video', () => video({width: 320, height: 180}), {format: 'mp4', width: 320, height: 180}],
    [
      'a video that a player turns upright',
      () => video({width: 320, height: 180, rotation: 90}),
      {width: 180, height: 320},
    ],
    ['a video that a player turns upside down', () => video({rotation: 180}), {width: 180, height: 320}],
    ['a length to the millisecond', () => video({seconds: 300.02}), {durationMs: 300_020}],
    [
      'a picture, from its header alone',
      () => Promise.resolve(png(90, 160)),
      {format: 'png', width: 90, height: 160, durationMs: null},
    ],
    [
      'a picture that claims to be huge',
      () => Promise.resolve(png(9, 16, {width: 50_000, height: 50_000})),
      {width: 50_000, height: 50_000},
    ],
    ['nothing in a page', () => Promise.resolve(html), {format: null}],
    ['nothing in a drawing', () => Promise.resolve(svg), {format: null}],
    ['nothing in an empty file', () => Promise.resolve(Buffer.alloc(0)), {format: null, size: 0}],
    [
      'padding at the end',
      async () => padded(await video(), 1_000_000),
      {format: 'mp4', size: 1_000_000, truncated: false},
    ],
  ])('shows %s', async (_what, make, expected) => {
    expect(await factsOf(await make())).toMatchObject(expected);
  });

  it.each([0.3, 0.5, 0.9])('shows a video that ends after %s of itself as cut off', async (part) => {
    const whole = await video({seconds: 5});
    const facts = await factsOf(whole.subarray(0, Math.floor(whole.length * part)));
    expect(facts.truncated || !facts.hasVideo || facts.durationMs === null).toBe(true);
  });

  it.each([0.5, 0.9])('shows a picture that ends after %s of itself as cut off', async (part) => {
    const whole = png(90, 160);
    expect((await factsOf(whole.subarray(0, Math.floor(whole.length * part)))).truncated).toBe(true);
    const {file} = jpegWithPosition();
    expect((await factsOf(file.subarray(0, file.length - 2))).truncated).toBe(true);
    expect((await factsOf(file)).truncated).toBe(false);
  });

  it('is read by one instance, one file after the other', async () => {
    const content = await video();
    const path = join(folder, 'same.mp4');
    await writeFile(path, content);
    const all = await Promise.all(Array.from({length: 8}, () => reader.facts(path)));
    expect(new Set(all.map((facts) => JSON.stringify(facts))).size).toBe(1);
  });
});
