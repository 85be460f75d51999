/** A campaign as far as its reports are counted above it. */
export interface Reused {
  key: string;
  metrics: readonly string[];
  /** Nearest first, with the lines of the mapping; metrics with the same key need none. */
  parents: readonly {campaign: string; metrics?: readonly {metric: string; to: string | null}[]}[];
}

type Mapping = ReadonlyMap<string, string>;

/**
 * Which metrics of the campaigns above count what is reported in `from`, by campaign: handed in once, counted at every level
 * (R43, R113). Each campaign above is there once, by the shortest way that leads to it, so that nothing counts twice.
 */
export function countedAbove(from: string, campaigns: ReadonlyMap<string, Reused>): Map<string, string[]> {
  const start = campaigns.get(from);
  const reached = new Map<string, Mapping>();
  if (!start) return new Map();
  let level: [Reused, Mapping][] = [[start, new Map(start.metrics.map((key) => [key, key]))]];
  while (level.length > 0) {
    const next: [Reused, Mapping][] = [];
    for (const [campaign, known] of level) {
      for (const parent of campaign.parents) {
        const above = campaigns.get(parent.campaign);
        if (!above || above.key === from || reached.has(above.key)) continue;
        const onward = ontoParent(campaign, above, parent.metrics ?? []);
        const mapping = new Map(
          [...known].flatMap(([own, here]) => {
            const there = onward.get(here);
            return there === undefined ? [] : [[own, there] as const];
          }),
        );
        reached.set(above.key, mapping);
        next.push([above, mapping]);
      }
    }
    level = next;
  }
  return new Map(
    [...reached].flatMap(([key, mapping]) => {
      const metrics = [...new Set(mapping.values())].sort();
      return metrics.length > 0 ? [[key, metrics] as const] : [];
    }),
  );
}

function ontoParent({metrics}: Reused, above: Reused, lines: readonly {metric: string; to: string | null}[]): Mapping {
  return new Map(
    metrics.flatMap((metric) => {
      const line = lines.find((each) => each.metric === metric);
      const to = line ? line.to : metric;
      return to !== null && above.metrics.includes(to) ? [[metric, to] as const] : [];
    }),
  );
}
