import {sha256} from './hashes.js';
import {grow, join, over, pathOf, rootFrom, rootOf, rootOfPeaks} from './tree.rules.js';

const leaves = (size: number): string[] => Array.from({length: size}, (_, index) => sha256(`leaf ${index}`));

describe('the tree of a ledger', () => {
  const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33];

  test.each(sizes)('of %d leaves: every leaf has a path to the root, and to no other', (size) => {
    const all = leaves(size);
    const nodeAt = over(all, sha256);
    const root = rootOf(size, nodeAt, sha256);
    all.forEach((leaf, index) => {
      const path = pathOf(index, size, nodeAt, sha256);
      expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
      expect(rootFrom({leaf, index, size, path}, sha256)).toBe(root);
      expect(rootFrom({leaf: sha256('another'), index, size, path}, sha256)).not.toBe(root);
      expect(rootFrom({leaf, index, size, path: [...path, root]}, sha256)).toBeNull();
      if (size > 1) expect(rootFrom({leaf, index: (index + 1) % size, size, path}, sha256)).not.toBe(root);
    });
    expect(rootFrom({leaf: all[0], index: size, size, path: []}, sha256)).toBeNull();
  });

  test.each(sizes)('that grew to %d leaves one by one has the same root, and kept every full part', (size) => {
    const all = leaves(size);
    let peaks: string[] = [];
    const nodes = all.map((leaf, index) => {
      const {peaks: next, made} = grow(peaks, index, leaf, sha256);
      peaks = next;
      return [leaf, ...made];
    });
    const nodeAt = over(all, sha256);
    expect(rootOfPeaks(peaks, sha256)).toBe(rootOf(size, nodeAt, sha256));
    nodes.forEach((made, index) =>
      made.forEach((node, level) => expect(node).toBe(nodeAt(level, (index + 1) / 2 ** level - 1))),
    );
  });

  test('of three leaves is that of RFC 6962: the left part is the largest full one', () => {
    const [a, b, c] = leaves(3);
    expect(rootOf(3, over([a, b, c], sha256), sha256)).toBe(join(join(a, b, sha256), c, sha256));
  });
});
