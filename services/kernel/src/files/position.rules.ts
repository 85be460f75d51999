/** Bytes to write over others; the length of a file never changes. */
export interface Patch {
  offset: number;
  bytes: Uint8Array;
}

const LOCATION_KEY = 'com.apple.quicktime.location.ISO6709';
const GPS_TAG = 0x8825;
const TAG_SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const latin = new TextDecoder('latin1');
const ascii = (bytes: Uint8Array, from: number, to: number): string => latin.decode(bytes.subarray(from, to));

/** What makes a JPEG forget where it was taken: every value of the position in its EXIF, and the entry that leads there. */
export function jpegPosition(head: Uint8Array): Patch[] {
  const data = view(head);
  for (let at = 2; at + 10 < head.length && data.getUint8(at) === 0xff;) {
    const marker = data.getUint8(at + 1);
    const length = data.getUint16(at + 2);
    if (marker === 0xda || length < 2) return [];
    if (marker === 0xe1 && ascii(head, at + 4, at + 8) === 'Exif') {
      const start = at + 10;
      const found = exifPosition(head.subarray(start, Math.min(at + 2 + length, head.length)));
      return found.map(({offset, bytes}) => ({offset: offset + start, bytes}));
    }
    at += 2 + length;
  }
  return [];
}

function exifPosition(tiff: Uint8Array): Patch[] {
  if (tiff.length < 14) return [];
  const data = view(tiff);
  const little = data.getUint16(0) === 0x4949;
  const first = entries(data, data.getUint32(4, little), little).find(({tag}) => tag === GPS_TAG);
  if (!first) return [];
  const gps = entries(data, data.getUint32(first.at + 8, little), little);
  const values = gps
    .map(({size, at}) => ({offset: size > 4 ? data.getUint32(at + 8, little) : at + 8, length: Math.max(size, 4)}))
    .filter(({offset, length}) => offset + length <= tiff.length);
  const blank = [...values, ...gps.map(({at}) => ({offset: at, length: 12})), {offset: first.at, length: 12}];
  return blank.map(({offset, length}) => ({offset, bytes: new Uint8Array(length)}));
}

function entries(data: DataView, ifd: number, little: boolean): {tag: number; size: number; at: number}[] {
  if (ifd + 2 > data.byteLength) return [];
  const count = Math.min(data.getUint16(ifd, little), Math.floor((data.byteLength - ifd - 2) / 12));
  return Array.from({length: count}, (_, n) => {
    const at = ifd + 2 + n * 12;
    const size = (TAG_SIZES[data.getUint16(at + 2, little)] ?? 0) * data.getUint32(at + 4, little);
    return {tag: data.getUint16(at, little), size, at};
  });
}

interface Box {
  type: string;
  from: number;
  body: number;
  to: number;
}

/** The boxes of an MP4 or QuickTime file in a range of it; ends at the first that makes no sense. */
export function boxes(bytes: Uint8Array, from = 0, to = bytes.length): Box[] {
  const data = view(bytes);
  const found: Box[] = [];
  while (from + 8 <= to) {
    const size = data.getUint32(from);
    if (size < 8 || from + size > to) break;
    found.push({type: ascii(bytes, from + 4, from + 8), from, body: from + 8, to: from + size});
    from += size;
  }
  return found;
}

/** The same for the `moov` box of a video: Android's `©xyz`, 3GPP's `loci`, and Apple's key with its value. */
export function moviePosition(moov: Uint8Array): Patch[] {
  const inside = boxes(moov);
  const user = inside.filter(({type}) => type === 'udta').flatMap(({body, to}) => boxes(moov, body, to));
  const marked = user.filter(({type}) => type === '\u00a9xyz' || type === 'loci');
  const metas = [...inside, ...user].filter(({type}) => type === 'meta');
  return [
    ...marked.map(({body, to}) => ({offset: body, bytes: new Uint8Array(to - body)})),
    // An empty box of a kind that every player skips stands in its place.
    ...marked.map(({from}) => ({offset: from + 4, bytes: Uint8Array.of(0x66, 0x72, 0x65, 0x65)})),
    ...metas.flatMap((meta) => applePosition(moov, meta)),
  ];
}

function applePosition(moov: Uint8Array, meta: Box): Patch[] {
  // In MP4 four bytes of version stand before the boxes, in QuickTime none.
  const plain = boxes(moov, meta.body, meta.to);
  const inside = plain.some(({type}) => type === 'hdlr') ? plain : boxes(moov, meta.body + 4, meta.to);
  const keys = inside.find(({type}) => type === 'keys');
  const list = inside.find(({type}) => type === 'ilst');
  if (!keys || !list) return [];
  const names = boxes(moov, keys.body + 8, keys.to).map(({body, to}) => ascii(moov, body, to));
  const index = names.indexOf(LOCATION_KEY) + 1;
  const items = boxes(moov, list.body, list.to).filter(
    ({from}) => index > 0 && view(moov).getUint32(from + 4) === index,
  );
  const values = items.flatMap(({body, to}) => boxes(moov, body, to)).filter(({type}) => type === 'data');
  return values.map(({body, to}) => ({offset: body + 8, bytes: new Uint8Array(Math.max(0, to - body - 8))}));
}
