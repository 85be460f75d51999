import type {DefinitionFile} from '@concours/schema/definition/definition';
import type {Files} from './inherit.rules.js';
import {parentKeys} from './inherit.rules.js';
import type {Path, Problem} from './problem.js';
import {problem, unknown} from './rule-kit.rules.js';

type Parent = NonNullable<DefinitionFile['campaign']['parents']>[number];

/** The campaigns above: they exist, lead to no ring, stand there once, and each thing is taken over from one of them (R7). */
export function parentProblems({campaign}: DefinitionFile, files: Files): Problem[] {
  const parents = campaign.parents ?? [];
  return [
    ...parents.flatMap((parent, i) => {
      const path: Path = ['campaign', 'parents', i];
      return [
        ...(parents.findIndex((other) => other.campaign === parent.campaign) < i
          ? [repeatedLine([...path, 'campaign'], parent.campaign)]
          : []),
        ...existence([...path, 'campaign'], campaign.key, parent.campaign, files),
        ...takings([...path, 'inherit'], parent),
      ];
    }),
    ...onlyOneGives(parents),
  ];
}

/** What of ours leads to what of theirs: both exist, and each of ours is mapped once (A21). */
export function mappingProblems({campaign, tracks, plan}: DefinitionFile, files: Files): Problem[] {
  return (campaign.parents ?? []).flatMap((parent, i) => {
    const path: Path = ['campaign', 'parents', i];
    const file = files.get(parent.campaign);
    const [ours, theirs] = [plan?.metrics ?? [], file && (file.plan?.metrics ?? [])];
    return [
      ...mapping([...path, 'tracks'], parent.tracks, 'track', 'TRACK', tracks, file?.tracks),
      ...mapping([...path, 'metrics'], parent.metrics, 'metric', 'METRIC', ours, theirs),
    ];
  });
}

/** PARENT_UNKNOWN where nothing is applied under the key, PARENT_RING where the way up leads back. */
function existence(path: Path, own: string, key: string, files: Files): Problem[] {
  if (key === own || leadsTo(own, key, files)) {
    return [
      problem(
        path,
        'PARENT_RING',
        `“${key}”就是本活动或在本活动之下，不能作上级活动。`,
        `"${key}" is this campaign, or stands under it: it can't be above it.`,
      ),
    ];
  }
  if (files.has(key)) return [];
  return [
    problem(
      path,
      'PARENT_UNKNOWN',
      `没有上级活动“${key}”；须先应用它的方案。`,
      `There is no campaign "${key}"; its definition must be applied first.`,
    ),
  ];
}

function leadsTo(own: string, from: string, files: Files, seen = new Set<string>()): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  return parentKeys(files.get(from)).some((above) => above === own || leadsTo(own, above, files, seen));
}

function takings(path: Path, {inherit = []}: Parent): Problem[] {
  return inherit.flatMap(({section, only, except}, i) => [
    ...(inherit.findIndex((other) => other.section === section) < i
      ? [repeatedLine([...path, i, 'section'], section)]
      : []),
    ...(only && except
      ? [
          problem(
            [...path, i, 'except'],
            'INHERIT_BOTH',
            'only 与 except 只能写其一。',
            'Write either only or except, not both.',
            'key',
          ),
        ]
      : []),
  ]);
}

function onlyOneGives(parents: readonly Parent[]): Problem[] {
  const giving = parents.flatMap(({inherit}, i) => (inherit && inherit.length > 0 ? [i] : []));
  return giving
    .slice(1)
    .map((i) =>
      problem(
        ['campaign', 'parents', i, 'inherit'],
        'INHERIT_TWICE',
        '只能从一个上级活动承接内容。',
        'Items are taken over from one parent only.',
        'key',
      ),
    );
}

type Keyed = readonly {key: string}[];

function mapping<K extends 'track' | 'metric'>(
  path: Path,
  lines: readonly ({to: string | null} & Record<K, string>)[] | undefined,
  name: K,
  thing: 'TRACK' | 'METRIC',
  ours: Keyed,
  theirs: Keyed | undefined,
): Problem[] {
  return (lines ?? []).flatMap((line, i) => [
    ...unknown(
      thing,
      [...path, i, name],
      line[name],
      ours.map(({key}) => key),
    ),
    ...((lines ?? []).findIndex((other) => other[name] === line[name]) < i
      ? [repeatedLine([...path, i, name], line[name])]
      : []),
    ...(line.to === null || theirs === undefined
      ? []
      : unknown(
          thing,
          [...path, i, 'to'],
          line.to,
          theirs.map(({key}) => key),
        )),
  ]);
}

const repeatedLine = (path: Path, key: string): Problem =>
  problem(path, 'LINE_REPEATED', `“${key}”在此已写过一次。`, `"${key}" is already written here.`);

/** The key of the parent's track that a track of ours goes on to: as mapped, or of the same key; null where there is none (A21). */
export function trackAbove(parent: Parent, track: string, file: DefinitionFile): string | null {
  const line = parent.tracks?.find((mapped) => mapped.track === track);
  if (line) return line.to;
  return file.tracks.some(({key}) => key === track) ? track : null;
}
