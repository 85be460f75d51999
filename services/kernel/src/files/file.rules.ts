/** What was found in a file by looking at its content. */
export interface MediaFacts {
  /** The format of the content, whatever the name says; null where it is none we know. */
  format: string | null;
  size: number;
  durationMs: number | null;
  /** As shown: a rotation is already applied. */
  width: number | null;
  height: number | null;
  hasVideo: boolean;
  truncated: boolean;
}

export interface Found {
  rule: string;
  code: string;
  severity: 'REJECT' | 'WARN';
  text: {zh: string; en: string};
}

/** What a file is asked to be. Sizes in bytes, durations in seconds; `below` is strict, `most` inclusive. */
export interface FileRule {
  key: string;
  role: 'VIDEO' | 'AUDIO' | 'IMAGE' | 'COVER' | 'DOCUMENT';
  types: readonly string[];
  aspect?: {width: number; height: number; tolerance: number};
  duration?: Bounds;
  size?: Bounds;
  severity?: 'REJECT' | 'WARN';
}

/** More than this is never decoded anywhere: a small file may unfold to gigabytes. */
export const PIXELS_MOST = 50_000_000;

/** What each bound in a definition's decimals means: never compared as it was typed, always in whole units (A9). */
export interface Bounds {
  most?: number;
  below?: number;
}

type Check = (rule: FileRule, facts: MediaFacts) => Omit<Found, 'rule'> | null;

/** A wrong type or a broken file is refused whatever the rule's severity; there is nothing there to be lenient about. */
const hard: Check[] = [emptiness, wrongType, truncation, pixelBomb, noPicture];
const soft: Check[] = [tooLarge, tooLong, wrongAspect];

export function judgeFile(rule: FileRule, facts: MediaFacts): Found[] {
  const first = hard.map((check) => check(rule, facts)).find((found) => found !== null);
  const found = first ? [first] : soft.map((check) => check(rule, facts)).filter((one) => one !== null);
  return found.map((one) => ({...one, rule: rule.key}));
}

function emptiness(_rule: FileRule, {size}: MediaFacts): Omit<Found, 'rule'> | null {
  return size > 0 ? null : reject('ASSET_EMPTY', '文件是空的。', 'The file is empty.');
}

function wrongType({types}: FileRule, {format}: MediaFacts): Omit<Found, 'rule'> | null {
  if (format !== null && types.includes(format)) return null;
  const allowed = types.join('、');
  const is = format ?? '?';
  return reject(
    'ASSET_TYPE_WRONG',
    `文件内容须为 ${allowed} 格式，实际为 ${format ?? '无法识别的格式'}。`,
    `The content must be ${types.join(' or ')}, not ${is}.`,
  );
}

function truncation(_rule: FileRule, facts: MediaFacts): Omit<Found, 'rule'> | null {
  if (!facts.truncated) return null;
  return reject(
    'ASSET_TRUNCATED',
    '文件不完整，请重新导出后上传。',
    'The file is cut off: export it again and upload the whole of it.',
  );
}

function pixelBomb(_rule: FileRule, {width, height}: MediaFacts): Omit<Found, 'rule'> | null {
  if (width === null || height === null || width * height <= PIXELS_MOST) return null;
  const measured = `${width}×${height}`;
  return reject(
    'ASSET_TOO_MANY_PIXELS',
    `画面最多 5000 万像素，实际为 ${measured}。`,
    `At most 50 megapixels, not ${measured}.`,
  );
}

function noPicture({role}: FileRule, facts: MediaFacts): Omit<Found, 'rule'> | null {
  const picture = facts.width !== null && facts.height !== null && facts.width > 0 && facts.height > 0;
  if (role === 'VIDEO' && !(facts.hasVideo && picture && facts.durationMs !== null)) {
    return reject('ASSET_TYPE_WRONG', '文件中没有可播放的视频画面。', 'There is no playable picture in this file.');
  }
  if (role === 'AUDIO' && facts.durationMs === null)
    return reject('ASSET_TYPE_WRONG', '文件中没有可播放的声音。', 'There is no playable sound in this file.');
  if ((role === 'IMAGE' || role === 'COVER') && !picture) {
    return reject('ASSET_TRUNCATED', '图片无法读取。', 'The picture cannot be read.');
  }
  return null;
}

function tooLarge({size: bounds, severity}: FileRule, {size}: MediaFacts): Omit<Found, 'rule'> | null {
  if (!bounds || inside(size, bounds)) return null;
  const limit = limitOf(bounds, (bytes) => `${megabytes(bytes)} MB`);
  const measured = `${megabytes(size)} MB (${size} B)`;
  const zh = `文件大小须${limit.zh}，实际为 ${measured}，建议压缩后上传。`;
  return {
    code: 'ASSET_TOO_LARGE',
    severity: severity ?? 'REJECT',
    text: {zh, en: `The file must be ${limit.en}, not ${measured}: compress it and try again.`},
  };
}

/** Floored to a tenth of a second first: the padding of the sound makes a video of 5:00 read 300.02 s. */
function tooLong({duration: bounds, severity}: FileRule, {durationMs}: MediaFacts): Omit<Found, 'rule'> | null {
  if (!bounds || durationMs === null) return null;
  const tenths = Math.floor(durationMs / 100);
  if (inside(tenths, {most: scaled(bounds.most, 10), below: scaled(bounds.below, 10)})) return null;
  const limit = limitOf(bounds, (seconds) => `${seconds} s`);
  const measured = `${(tenths / 10).toFixed(1)} s`;
  const text = {zh: `时长须${limit.zh}，实际为 ${measured}。`, en: `It must last ${limit.en}, not ${measured}.`};
  return {code: 'ASSET_TOO_LONG', severity: severity ?? 'REJECT', text};
}

function wrongAspect({aspect, severity}: FileRule, {width, height}: MediaFacts): Omit<Found, 'rule'> | null {
  if (!aspect || width === null || height === null) return null;
  // |w/h ÷ W/H − 1| ≤ tolerance, without a division
  const is = width * aspect.height;
  const should = height * aspect.width;
  if (Math.abs(is - should) <= aspect.tolerance * should) return null;
  const upright = aspect.height > aspect.width;
  const wanted = `${aspect.width}:${aspect.height}`;
  const measured = `${width}×${height}`;
  const text = {
    zh: `画面须为${upright ? '竖屏 ' : ' '}${wanted}，实际为 ${measured}。`,
    en: `The picture must be ${upright ? 'upright ' : ''}${wanted}, not ${measured}.`,
  };
  return {
    code: upright && width >= height ? 'ASSET_NOT_UPRIGHT' : 'ASSET_ASPECT_WRONG',
    severity: severity ?? 'REJECT',
    text,
  };
}

const inside = (value: number, {most, below}: Bounds): boolean =>
  (most === undefined || value <= most) && (below === undefined || value < below);

const scaled = (value: number | undefined, by: number): number | undefined =>
  value === undefined ? undefined : value * by;

function limitOf({most, below}: Bounds, print: (value: number) => string): {zh: string; en: string} {
  if (below !== undefined && (most === undefined || below <= most))
    return {zh: `小于 ${print(below)}`, en: `below ${print(below)}`};
  return {zh: `不超过 ${print(most ?? 0)}`, en: `at most ${print(most ?? 0)}`};
}

const megabytes = (bytes: number): string => (Math.floor(bytes / 10_000) / 100).toFixed(2);

const reject = (code: string, zh: string, en: string): Omit<Found, 'rule'> => ({
  code,
  severity: 'REJECT',
  text: {zh, en},
});
