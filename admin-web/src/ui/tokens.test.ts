import {readFileSync} from 'node:fs';
import path from 'node:path';

type Tokens = Record<string, string>;

const css = readFileSync(path.join(__dirname, 'tokens.css'), 'utf8');

function tokensOf(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`${selector} is not in tokens.css`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]),
  );
}

const light = tokensOf('html:root');
const dark = {...light, ...tokensOf("html[data-theme='dark']:root")};
const wall = {...light, ...tokensOf('html[data-wall]:root')};
const wallLight = {...wall, ...tokensOf("html[data-wall='light']:root")};

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['paper', 'surface', 'sunken'];
const inks = ['ink', 'ink-soft', 'ink-faint', 'ink-disabled', 'accent-ink', 'good', 'warn', 'bad'];
const text: [string, string][] = [
  ...inks.flatMap((ink) => grounds.map((ground): [string, string] => [ink, ground])),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['accent-ink', 'accent-soft'],
  ['good', 'good-soft'],
  ['warn', 'warn-soft'],
  ['bad', 'bad-soft'],
];

describe.each<[string, Tokens]>([
  ['light', light],
  ['dark', dark],
])('in the %s theme', (_, tokens) => {
  test.each(text)('%s can be read on %s', (ink, ground) => {
    expect(contrast(tokens[ink]!, tokens[ground]!)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(grounds)('the edge of a field stands out from %s', (ground) => {
    expect(contrast(tokens.edge!, tokens[ground]!)).toBeGreaterThanOrEqual(3);
  });
});

describe.each<[string, Tokens]>([
  ['dark', wall],
  ['light', wallLight],
])('on a %s wall', (_, tokens) => {
  test.each(['ink', 'ink-soft', 'ink-faint', 'accent-ink', 'good', 'warn', 'bad'])('%s can be read', (ink) => {
    expect(contrast(tokens[ink]!, tokens.paper!)).toBeGreaterThanOrEqual(4.5);
  });
});
