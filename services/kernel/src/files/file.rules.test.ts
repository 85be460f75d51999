import {type FileRule, judgeFile, type MediaFacts} from './file.rules.js';
import {byteRange} from './byte-range.rules.js';
import {contentDisposition, safeFileName} from './file-name.rules.js';

const facts: MediaFacts = {
  format: 'mp4',
  size: 1_000_000,
  durationMs: 60_000,
  width: 1080,
  height: 1920,
  hasVideo: true,
  truncated: false,
};
const rule: FileRule = {key: 'video', role: 'VIDEO', types: ['mp4', 'mov']};
const codes = (more: Partial<FileRule>, found: Partial<MediaFacts>) =>
  judgeFile({...rule, ...more}, {...facts, ...found}).map(({code, severity}) => `${code} ${severity}`);

describe('rules on a file', () => {
  // R63: below 3 min and below 50 MB, strictly. R64: at most 5 min and 30 M, inclusive (A8, A9).
  it.each<[string, Partial<FileRule>, Partial<MediaFacts>, string[]]>([
    ['2:59.99 is below 3:00', {duration: {below: 180}}, {durationMs: 179_990}, []],
    ['3:00 is not', {duration: {below: 180}}, {durationMs: 180_000}, ['ASSET_TOO_LONG REJECT']],
    ['5:00.099 is at most 5:00, after flooring', {duration: {most: 300}}, {durationMs: 300_099}, []],
    ['5:00.1 is not', {duration: {most: 300}}, {durationMs: 300_100}, ['ASSET_TOO_LONG REJECT']],
    ['half a second counts', {duration: {most: 2.5}}, {durationMs: 2_600}, ['ASSET_TOO_LONG REJECT']],
    ['49,999,999 bytes are below 50 MB', {size: {below: 50_000_000}}, {size: 49_999_999}, []],
    ['50,000,000 are not', {size: {below: 50_000_000}}, {size: 50_000_000}, ['ASSET_TOO_LARGE REJECT']],
    ['30 M to the byte are at most 30 M', {size: {most: 31_457_280}}, {size: 31_457_280}, []],
    [
      'one more is only told where the rule says so',
      {size: {most: 31_457_280}, severity: 'WARN'},
      {size: 31_457_281},
      ['ASSET_TOO_LARGE WARN'],
    ],
    ['9:16 within two hundredths', {aspect: {width: 9, height: 16, tolerance: 0.02}}, {width: 1088, height: 1920}, []],
    [
      '9:16 without tolerance',
      {aspect: {width: 9, height: 16, tolerance: 0}},
      {width: 1088, height: 1920},
      ['ASSET_ASPECT_WRONG REJECT'],
    ],
    [
      'landscape',
      {aspect: {width: 9, height: 16, tolerance: 0.02}},
      {width: 1920, height: 1080},
      ['ASSET_NOT_UPRIGHT REJECT'],
    ],
    [
      'upright where landscape is asked for',
      {aspect: {width: 16, height: 9, tolerance: 0}},
      {},
      ['ASSET_ASPECT_WRONG REJECT'],
    ],
    [
      'all that is wrong at once',
      {duration: {most: 1}, size: {most: 1}},
      {},
      ['ASSET_TOO_LARGE REJECT', 'ASSET_TOO_LONG REJECT'],
    ],
    [
      'a wrong type is refused even where the rule only warns',
      {severity: 'WARN'},
      {format: 'png'},
      ['ASSET_TYPE_WRONG REJECT'],
    ],
    [
      'a cut file is refused and nothing else said of it',
      {severity: 'WARN', duration: {most: 1}},
      {truncated: true},
      ['ASSET_TRUNCATED REJECT'],
    ],
    ['sound without picture is no video', {}, {hasVideo: false}, ['ASSET_TYPE_WRONG REJECT']],
    ['a video without length is none', {}, {durationMs: null}, ['ASSET_TYPE_WRONG REJECT']],
    [
      '50 megapixels',
      {role: 'IMAGE', types: ['png']},
      {format: 'png', durationMs: null, width: 5_000, height: 10_000},
      [],
    ],
    [
      'one row more',
      {role: 'IMAGE', types: ['png']},
      {format: 'png', durationMs: null, width: 5_000, height: 10_001},
      ['ASSET_TOO_MANY_PIXELS REJECT'],
    ],
    [
      'a document has neither length nor size in pixels',
      {role: 'DOCUMENT', types: ['pdf']},
      {format: 'pdf', durationMs: null, width: null, height: null, hasVideo: false},
      [],
    ],
  ])('%s', (_what, more, found, expected) => {
    expect(codes(more, found)).toEqual(expected);
  });

  it('names the stricter of two bounds', () => {
    const [{text}] = judgeFile({...rule, duration: {most: 300, below: 180}}, {...facts, durationMs: 200_000});
    expect(text).toEqual({zh: '时长须小于 180 s，实际为 200.0 s。', en: 'It must last below 180 s, not 200.0 s.'});
  });
});

describe('a byte range', () => {
  it.each([
    [undefined, 'WHOLE'],
    ['bytes=0-', {start: 0, end: 9}],
    ['bytes=9-9', {start: 9, end: 9}],
    ['bytes=3-99', {start: 3, end: 9}],
    ['bytes=-3', {start: 7, end: 9}],
    ['bytes=-99', {start: 0, end: 9}],
    ['bytes=-0', 'UNSATISFIABLE'],
    ['bytes=10-', 'UNSATISFIABLE'],
    ['bytes=-', 'WHOLE'],
    ['bytes=9999999999999999999-', 'WHOLE'],
  ])('%s of ten bytes', (header, expected) => {
    expect(byteRange(header, 10)).toEqual(expected);
  });

  it('of an empty file is never satisfied', () => {
    expect(byteRange('bytes=0-', 0)).toBe('UNSATISFIABLE');
    expect(byteRange('bytes=-5', 0)).toBe('UNSATISFIABLE');
  });
});

describe('a file name', () => {
  it.each([
    ['歌.mp4', '歌.mp4'],
    ['..', 'file'],
    ['a/../../b', 'b'],
    ['con\u0000\u202e\u200b.txt', 'con.txt'],
    ['.hidden', 'hidden'],
    ['𠮷'.repeat(200), '𠮷'.repeat(120)],
    [null, 'file'],
  ])('%j becomes %j', (name, expected) => {
    expect(safeFileName(name)).toBe(expected);
  });

  it('cannot leave its header', () => {
    expect(contentDisposition('a"\\\r\nb%.mp4')).toBe(
      'inline; filename="a____b_.mp4"; filename*=UTF-8\'\'a%22%5C%0D%0Ab%25.mp4',
    );
  });
});
