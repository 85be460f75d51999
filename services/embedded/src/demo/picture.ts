import {Random} from './random.js';

/** What one singer's picture is drawn with: two tones of a stage, a light, and the bars of a voice. */
export interface Palette {
  top: Colour;
  bottom: Colour;
  light: Colour;
  bars: readonly number[];
}

type Colour = readonly [red: number, green: number, blue: number];

const stages: readonly (readonly [Colour, Colour, Colour])[] = [
  [
    [28, 36, 62],
    [126, 52, 46],
    [244, 203, 132],
  ],
  [
    [20, 52, 62],
    [36, 110, 104],
    [233, 226, 170],
  ],
  [
    [52, 30, 58],
    [152, 70, 92],
    [250, 214, 188],
  ],
  [
    [34, 40, 34],
    [96, 118, 60],
    [240, 232, 178],
  ],
  [
    [24, 28, 44],
    [60, 84, 140],
    [214, 226, 244],
  ],
  [
    [58, 34, 26],
    [168, 98, 48],
    [252, 224, 160],
  ],
];

export function paletteOf(seed: number): Palette {
  const random = new Random(seed);
  const [top, bottom, light] = random.pick(stages);
  return {top, bottom, light, bars: Array.from({length: 11}, () => 20 + random.below(80))};
}

/** An upright RGBA picture. `phase`, 0 to 1, moves light and bars, so that the frames of a clip follow each other. */
export function draw(width: number, height: number, palette: Palette, phase: number): Uint8Array {
  const {top, bottom, light} = palette;
  const pixels = new Uint8Array(width * height * 4);
  const spot = {x: width * (0.5 + 0.22 * Math.sin(2 * Math.PI * phase)), y: height * 0.36, radius: width * 0.52};
  const halves = halfBars(width, palette.bars, phase);
  for (let y = 0; y < height; y++) {
    const down = y / height;
    const fromMiddle = Math.abs(down - 0.72);
    const deep = ((y - spot.y) * 0.8) ** 2;
    for (let x = 0; x < width; x++) {
      const near = Math.max(0, 1 - Math.sqrt((x - spot.x) ** 2 + deep) / spot.radius);
      const share = fromMiddle < halves[x]! ? 0.86 : near * near * 0.75;
      const at = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const base = top[channel]! * (1 - down) + bottom[channel]! * down;
        pixels[at + channel] = base + (light[channel]! - base) * share;
      }
      pixels[at + 3] = 255;
    }
  }
  return pixels;
}

/** For each column half the height of the bar that stands there, as a share of the picture; 0 between two bars. */
function halfBars(width: number, bars: readonly number[], phase: number): Float64Array {
  const barWidth = width / (bars.length + 2);
  return Float64Array.from({length: width}, (_, x) => {
    const bar = bars[Math.floor(x / barWidth) - 1];
    if (bar === undefined || x % barWidth < barWidth * 0.34) return 0;
    const loudness = (bar / 100) * (0.55 + 0.45 * Math.sin(2 * Math.PI * (phase + bar / 37)));
    return loudness * 0.13 + 0.008;
  });
}
