/** SHA-256 of a text, in hexadecimal digits. */
export type Hash = (text: string) => string;

/** What stands at a level (0: the leaves) and place of a tree, where the part below it is full. */
type NodeAt = (level: number, index: number) => string;

/** Two nodes under one. No leaf is ever hashed like this, so no node passes for a leaf. */
export const join = (left: string, right: string, hash: Hash): string => hash(`node\n${left}\n${right}`);

/** The tree of RFC 6962: the left part is the largest full one. Hashes of leaves are the leaves. */
export function rootOf(size: number, nodeAt: NodeAt, hash: Hash): string {
  return part(0, size, nodeAt, hash);
}

/** What a leaf needs to reach the root, from the leaf upwards. */
export function pathOf(index: number, size: number, nodeAt: NodeAt, hash: Hash): string[] {
  const path: string[] = [];
  for (let [low, high] = [0, size]; high - low > 1;) {
    const middle = low + largestPowerBelow(high - low);
    if (index < middle) {
      path.push(part(middle, high, nodeAt, hash));
      high = middle;
    } else {
      path.push(part(low, middle, nodeAt, hash));
      low = middle;
    }
  }
  return path.reverse();
}

/** The root that a leaf's path leads to; null where the path is not one of a tree of this size. */
export function rootFrom(i: {leaf: string; index: number; size: number; path: readonly string[]}, hash: Hash) {
  const sides: boolean[] = [];
  if (!(i.index >= 0 && i.index < i.size)) return null;
  for (let [low, high] = [0, i.size]; high - low > 1;) {
    const middle = low + largestPowerBelow(high - low);
    sides.unshift(i.index < middle);
    [low, high] = i.index < middle ? [low, middle] : [middle, high];
  }
  if (sides.length !== i.path.length) return null;
  return i.path.reduce((node, beside, at) => (sides[at] ? join(node, beside, hash) : join(beside, node, hash)), i.leaf);
}

/** Nodes over leaves that are all at hand; each is worked out once. */
export function over(leaves: readonly string[], hash: Hash): NodeAt {
  const levels: string[][] = [[...leaves]];
  return (level, index) => {
    for (let next = levels.length; next <= level; next++) {
      const below = levels[next - 1]!;
      levels.push(Array.from({length: below.length >> 1}, (_, at) => join(below[2 * at]!, below[2 * at + 1]!, hash)));
    }
    return levels[level]![index]!;
  };
}

/** A growing tree as the roots of its full parts, the largest first. With them a leaf is added without the leaves before it. */
export function grow(
  peaks: readonly string[],
  size: number,
  leaf: string,
  hash: Hash,
): {peaks: string[]; made: string[]} {
  const next = [...peaks];
  const made: string[] = [];
  let node = leaf;
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
    node = join(next.pop()!, node, hash);
    made.push(node);
  }
  return {peaks: [...next, node], made};
}

/** The root of a tree by its peaks. */
export const rootOfPeaks = (peaks: readonly string[], hash: Hash): string =>
  peaks.reduceRight((right, left) => join(left, right, hash));

function part(low: number, high: number, nodeAt: NodeAt, hash: Hash): string {
  const width = high - low;
  const level = Math.log2(width);
  if (Number.isInteger(level) && low % width === 0) return nodeAt(level, low / width);
  const middle = low + largestPowerBelow(width);
  return join(part(low, middle, nodeAt, hash), part(middle, high, nodeAt, hash), hash);
}

function largestPowerBelow(width: number): number {
  let power = 1;
  while (power * 2 < width) power *= 2;
  return power;
}
