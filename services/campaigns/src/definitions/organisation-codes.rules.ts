import type {DefinitionFile} from '@concours/schema/definition/definition';
import type {UnitSet} from '@concours/schema/definition/unit-class';
import type {Path} from './problem.js';

export interface CodePlace {
  code: string;
  path: Path;
}

/** Every organisation a definition names, and where. Sections whose shape is wrong are passed over. */
export function codesOf(definition: DefinitionFile, misshapen: ReadonlySet<string> = new Set()): CodePlace[] {
  const {campaign, notice, classes = [], tracks, rounds = [], plan} = definition;
  const from = (section: string, places: () => CodePlace[]) => (misshapen.has(section) ? [] : places());
  return [
    ...from('campaign', () => [
      {code: campaign.owner, path: ['campaign', 'owner']},
      ...hosts(['campaign', 'hosting'], campaign.hosting),
    ]),
    ...from('notice', () => [
      ...listed(['notice', 'bodies'], notice?.bodies),
      ...(notice?.addressees ?? []).flatMap(({units}, i) => unitSet(['notice', 'addressees', i, 'units'], units)),
    ]),
    ...from('classes', () => classes.flatMap((unitClass, i) => unitSet(['classes', i], unitClass))),
    ...from('tracks', () => tracks.flatMap((track, i) => hosts(['tracks', i, 'hosting'], track.hosting))),
    ...from('rounds', () =>
      rounds.flatMap(({ballot}, i) => {
        const groups = Array.isArray(ballot?.groups) ? ballot.groups : [];
        return groups.flatMap(({units}, j) => listed(['rounds', i, 'ballot', 'groups', j, 'units'], units));
      }),
    ),
    ...from('plan', () =>
      plan
        ? [
            {code: plan.root, path: ['plan', 'root']},
            ...(plan.allocation?.rows ?? []).flatMap((row, i) =>
              'unit' in row
                ? [{code: row.unit, path: ['plan', 'allocation', 'rows', i, 'unit']}]
                : listed(['plan', 'allocation', 'rows', i, 'members'], row.members),
            ),
            ...(plan.floors ?? []).flatMap(({units}, i) => unitSet(['plan', 'floors', i, 'units'], units)),
          ]
        : [],
    ),
  ];
}

function unitSet(path: Path, set: UnitSet = {}): CodePlace[] {
  return [
    ...(set.below === undefined ? [] : [{code: set.below, path: [...path, 'below']}]),
    ...listed([...path, 'units'], set.units),
    ...listed([...path, 'except'], set.except),
  ];
}

function hosts(path: Path, hosting: readonly {organisations: readonly string[]}[]): CodePlace[] {
  return hosting.flatMap(({organisations}, i) => listed([...path, i, 'organisations'], organisations));
}

function listed(path: Path, codes: readonly string[] = []): CodePlace[] {
  return codes.map((code, i) => ({code, path: [...path, i]}));
}
