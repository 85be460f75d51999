import {deflateSync} from 'node:zlib';
import {
  BufferSource,
  BufferTarget,
  EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  MovOutputFormat,
  MP4,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import {createH264MP4Encoder} from 'h264-mp4-encoder';

export interface VideoShape {
  /** Stored pixels; both even. */
  width?: number;
  height?: number;
  seconds?: number;
  container?: 'mp4' | 'mov';
  /** Clockwise, as a player applies it. */
  rotation?: 0 | 90 | 180 | 270;
  /** As cameras write it: the table of contents behind the pictures. */
  moovLast?: boolean;
}

const FRAMES = 10;
const encoded = new Map<string, Promise<Uint8Array>>();

/** A playable video of ten frames, of any length: each frame simply stands longer. */
export async function video(shape: VideoShape = {}): Promise<Buffer> {
  const {width = 180, height = 320, seconds = 1, container = 'mp4', rotation = 0, moovLast} = shape;
  const options = moovLast ? {fastStart: false as const} : {};
  const key = `${width}x${height}`;
  if (!encoded.has(key)) encoded.set(key, encode(width, height));
  const bytes = await encoded.get(key)!;
  const input = new Input({source: new BufferSource(bytes), formats: [MP4]});
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Error('the encoder made no video');
  const decoderConfig = (await track.getDecoderConfig()) ?? undefined;
  const format = container === 'mov' ? new MovOutputFormat(options) : new Mp4OutputFormat(options);
  const output = new Output({format, target: new BufferTarget()});
  const source = new EncodedVideoPacketSource('avc');
  output.addVideoTrack(source, {rotation});
  await output.start();
  const each = seconds / FRAMES;
  let frame = 0;
  for await (const packet of new EncodedPacketSink(track).packets()) {
    await source.add(new EncodedPacket(packet.data, packet.type, frame * each, each), {decoderConfig});
    frame += 1;
  }
  await output.finalize();
  return Buffer.from(output.target.buffer!);
}

async function encode(width: number, height: number): Promise<Uint8Array> {
  const encoder = await createH264MP4Encoder();
  encoder.width = width;
  encoder.height = height;
  encoder.frameRate = FRAMES;
  encoder.initialize();
  for (let frame = 0; frame < FRAMES; frame++) {
    const pixels = new Uint8Array(width * height * 4).fill(40 + frame * 20);
    encoder.addFrameRgba(pixels);
  }
  encoder.finalize();
  const bytes = encoder.FS.readFile(encoder.outputFilename, {encoding: 'binary'}).slice();
  encoder.delete();
  return bytes;
}

/** The same video, `size` bytes long exactly: a `free` box at its end, which every player skips. */
export function padded(file: Buffer, size: number): Buffer {
  const more = size - file.length;
  if (more < 8) throw new RangeError(`the file has ${file.length} bytes already`);
  const box = Buffer.alloc(more);
  box.writeUInt32BE(more, 0);
  box.write('free', 4, 'latin1');
  return Buffer.concat([file, box]);
}

/** A grey picture; `claims` writes another size into its header than it has. */
export function png(width = 90, height = 160, claims: {width: number; height: number} = {width, height}): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(claims.width, 0);
  header.writeUInt32BE(claims.height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, 128);
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

export const html = Buffer.from('<!doctype html><html><body><script>alert(1)</script></body></html>');
export const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="16"><script>alert(1)</script></svg>',
);

/** A picture as a phone makes it: with the place it was taken at, here 31°51'22.8" N. */
export function jpegWithPosition(width = 90, height = 160): {file: Buffer; place: Buffer} {
  const place = Buffer.from([0, 0, 0, 31, 0, 0, 0, 1, 0, 0, 0, 51, 0, 0, 0, 1, 0, 0, 0, 228, 0, 0, 0, 10]);
  const entry = (tag: number, type: number, count: number, value: number): Buffer => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag, 0);
    bytes.writeUInt16BE(type, 2);
    bytes.writeUInt32BE(count, 4);
    bytes.writeUInt32BE(value, 8);
    return bytes;
  };
  const ifd = (...entries: Buffer[]): Buffer =>
    Buffer.concat([Buffer.from([0, entries.length]), ...entries, Buffer.alloc(4)]);
  // orientation 1 and the position's own directory at 38, its latitude at 68
  const tiff = Buffer.concat([
    Buffer.from('MM\0*\0\0\0\u0008', 'latin1'),
    ifd(entry(0x0112, 3, 1, 0x00010000), entry(0x8825, 4, 1, 38)),
    ifd(entry(0x0001, 2, 2, 0x4e000000), entry(0x0002, 5, 3, 68)),
    place,
  ]);
  const segment = (marker: number, body: Buffer): Buffer => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  };
  const frame = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  const file = Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])),
    segment(0xdb, Buffer.concat([Buffer.alloc(1), Buffer.alloc(64, 16)])),
    segment(0xc0, frame),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x55, 0x55, 0xff, 0xd9]),
  ]);
  return {file, place};
}

const box = (type: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

/** The same in a video, in each of the three places that phones write it to: boxes to stand inside `moov`. */
export function moviePlaces(place: string): Buffer {
  const text = Buffer.from(place);
  const key = box('mdta', Buffer.from('com.apple.quicktime.location.ISO6709'));
  const index = Buffer.from([0, 0, 0, 1]);
  const value = box(index.toString('latin1'), box('data', Buffer.alloc(8), text));
  const keys = box('keys', Buffer.alloc(4), index, key);
  return Buffer.concat([
    box('udta', box('\u00a9xyz', Buffer.from([0, text.length, 0x15, 0xc7]), text), box('loci', text)),
    box('meta', box('hdlr', Buffer.alloc(25)), keys, box('ilst', value)),
  ]);
}

/** Puts boxes at the end of `moov`, where that is the last box of the file. */
export function inMoov(file: Buffer, more: Buffer): Buffer {
  const at = file.lastIndexOf('moov', undefined, 'latin1') - 4;
  const whole = Buffer.concat([file, more]);
  whole.writeUInt32BE(file.readUInt32BE(at) + more.length, at);
  return whole;
}
