import type {DefinitionFile} from '@concours/schema/definition/definition';
import type {AssetRule, TrackFile} from '@concours/schema/definition/track';
import type {UnitClass} from '@concours/schema/definition/unit-class';
import type {Path, Problem} from './problem.js';
import {problem, repeated, unknown} from './rule-kit.rules.js';

type FileType = AssetRule['types'][number];
const typesOf: Record<AssetRule['role'], readonly FileType[]> = {
  VIDEO: ['mp4', 'mov'],
  AUDIO: ['mp3', 'm4a'],
  IMAGE: ['jpg', 'png', 'webp'],
  COVER: ['jpg', 'png', 'webp'],
  DOCUMENT: ['pdf', 'docx', 'jpg', 'png'],
};

/** Classes of units, and what each track asks of works and allows to units. */
export function trackProblems({classes = [], tracks, stages, rounds}: DefinitionFile): Problem[] {
  const classKeys = classes.map(({key}) => key);
  const stageKeys = stages.map(({key}) => key);
  return [
    ...repeated(['classes'], classes),
    ...classProblems(classes),
    ...repeated(['tracks'], tracks),
    ...tracks.flatMap((track, i) => [
      ...repeated(['tracks', i, 'categories'], track.categories),
      ...repeated(['tracks', i, 'fields'], track.fields),
      ...repeated(['tracks', i, 'assets'], track.assets),
      ...assetProblems(['tracks', i, 'assets'], track.assets ?? []),
      ...capProblems(['tracks', i, 'recommendation', 'caps'], track, classKeys),
      ...(track.screening?.stage === undefined
        ? []
        : unknown('STAGE', ['tracks', i, 'screening', 'stage'], track.screening.stage, stageKeys)),
      ...screeningProblems(['tracks', i], track, rounds ?? []),
    ]),
  ];
}

/** A unit that is named in two classes, or both named and excepted in one, has no clear cap. */
function classProblems(classes: readonly UnitClass[]): Problem[] {
  const namedIn = new Map<string, string>();
  return classes.flatMap((unitClass, i) =>
    (unitClass.units ?? []).flatMap((code, j) => {
      const path = ['classes', i, 'units', j];
      if (unitClass.except?.includes(code)) {
        return [
          problem(
            path,
            'CLASS_CONTRADICTORY',
            `“${code}”既列入本类又被排除。`,
            `"${code}" is both in this class and excepted from it.`,
          ),
        ];
      }
      const other = namedIn.get(code);
      namedIn.set(code, unitClass.key);
      if (other === undefined) return [];
      return [
        problem(
          path,
          'CLASS_CONTRADICTORY',
          `“${code}”已列入类别“${other}”。`,
          `"${code}" is already in the class "${other}".`,
        ),
      ];
    }),
  );
}

function assetProblems(path: Path, assets: readonly AssetRule[]): Problem[] {
  return assets.flatMap(({role, types}, i) =>
    types.flatMap((type, j) =>
      typesOf[role].includes(type)
        ? []
        : [
            problem(
              [...path, i, 'types', j],
              'ASSET_TYPE',
              `${role} 不能是 ${type}；可以是：${typesOf[role].join('、')}。`,
              `A ${role} can't be ${type}; it can be: ${typesOf[role].join(', ')}.`,
            ),
          ],
    ),
  );
}

function capProblems(path: Path, {recommendation}: TrackFile, classKeys: string[]): Problem[] {
  const seen = new Map<string, number>();
  return (recommendation?.caps ?? []).flatMap((cap, i) => {
    const before = seen.get(cap.class);
    seen.set(cap.class, before ?? cap.most);
    if (before !== undefined) {
      return [
        problem(
          [...path, i, 'class'],
          'CAP_CONTRADICTORY',
          `类别“${cap.class}”已有名额 ${before}，此处又写 ${cap.most}。`,
          `The class "${cap.class}" already has a cap of ${before}; here it is ${cap.most}.`,
        ),
      ];
    }
    return unknown('CLASS', [...path, i, 'class'], cap.class, classKeys);
  });
}

/** A shortlist smaller than the first cut could never fill it (R82, R83). */
function screeningProblems(path: Path, track: TrackFile, rounds: NonNullable<DefinitionFile['rounds']>): Problem[] {
  const first = rounds.find((round) => round.track === track.key && 'shortlist' in round.entries);
  if (!first) return [];
  if (!track.screening) {
    return [
      problem(
        [...path, 'screening'],
        'SCREENING_MISSING',
        `赛段“${first.key}”取自入围名单，须写明 screening 的 atMost。`,
        `The round "${first.key}" takes the shortlist: say how many it may hold, as screening with atMost.`,
        'key',
      ),
    ];
  }
  if (first.cut === undefined || track.screening.atMost >= first.cut.to) return [];
  return [
    problem(
      [...path, 'screening', 'atMost'],
      'SCREENING_BELOW_CUT',
      `入围至多 ${track.screening.atMost}，少于赛段“${first.key}”晋级的 ${first.cut.to}。`,
      `At most ${track.screening.atMost} are shortlisted, fewer than the ${first.cut.to} that advance from "${first.key}".`,
    ),
  ];
}
