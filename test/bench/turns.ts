import {cpus, loadavg} from 'node:os';

/** One side of a comparison: a turn of it, in whatever a second. */
export interface Side {
  name: string;
  turn(): Promise<number>;
}

export interface Turns {
  /** Each side's median. */
  perSecond: Record<string, number>;
  /** Of one side over another, of neighbouring turns; the median. */
  ratio(of: string, over: string): number;
  spread(of: string, over: string): {least: number; most: number};
}

/** The sides take turns, so that whatever else the machine does hits all of them; the first turn of each is not counted. */
export async function takeTurns(turns: number, sides: readonly Side[]): Promise<Turns> {
  const seen = new Map<string, number[]>(sides.map(({name}) => [name, []]));
  for (const side of sides) await side.turn();
  // There and back: nobody always comes after the same one.
  for (let n = 0; n < turns; n++)
    for (const side of n % 2 === 0 ? sides : [...sides].reverse()) seen.get(side.name)!.push(await side.turn());
  const ratios = (of: string, over: string) => seen.get(of)!.map((value, n) => value / seen.get(over)![n]!);
  return {
    perSecond: Object.fromEntries([...seen].map(([name, values]) => [name, Math.round(median(values))])),
    ratio: (of, over) => median(ratios(of, over)),
    spread: (of, over) => {
      const all = ratios(of, over);
      return {least: short(Math.min(...all)), most: short(Math.max(...all))};
    },
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

export const short = (value: number): number => Number(value.toPrecision(3));

/** What else the machine was doing, to be read beside the figures. */
export const machine = () => ({cores: cpus().length, load: short(loadavg()[0]!)});
