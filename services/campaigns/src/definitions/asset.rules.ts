import type {DefinitionFile} from '@concours/schema/definition/definition';
import type {AssetRule, FieldRule, TrackFile} from '@concours/schema/definition/track';
import type {Path, Problem} from './problem.js';
import {problem, repeated, repeatedValues, unknown} from './rule-kit.rules.js';

type FileType = AssetRule['types'][number];
type RuleSets = NonNullable<DefinitionFile['ruleSets']>;
const typesOf: Record<AssetRule['role'], readonly FileType[]> = {
  VIDEO: ['mp4', 'mov'],
  AUDIO: ['mp3', 'm4a'],
  IMAGE: ['jpg', 'png', 'webp'],
  COVER: ['jpg', 'png', 'webp'],
  DOCUMENT: ['pdf', 'docx', 'jpg', 'png'],
};

export function ruleSetProblems({ruleSets = []}: DefinitionFile): Problem[] {
  return [...repeated(['ruleSets'], ruleSets), ...ruleSets.flatMap((set, i) => askedProblems(['ruleSets', i], set))];
}

/** Fields and files that are asked for, of a track or of a rule set. */
export function askedProblems(path: Path, {fields, assets}: Pick<TrackFile, 'fields' | 'assets'>): Problem[] {
  return [
    ...repeated([...path, 'fields'], fields),
    ...(fields ?? []).flatMap((field, i) => fieldProblems([...path, 'fields', i], field)),
    ...repeated([...path, 'assets'], assets),
    ...(assets ?? []).flatMap((asset, i) => assetProblems([...path, 'assets', i], asset)),
  ];
}

/** What a track takes over exists, and names nothing that it has already. */
export function takenProblems(path: Path, track: TrackFile, ruleSets: RuleSets): Problem[] {
  const rules = track.rules ?? [];
  const sets = rules.map((key) => ruleSets.find((set) => set.key === key));
  return [
    ...rules.flatMap((key, i) =>
      unknown(
        'RULE_SET',
        [...path, 'rules', i],
        key,
        ruleSets.map((set) => set.key),
      ),
    ),
    ...repeatedValues([...path, 'rules'], rules),
    ...(['fields', 'assets'] as const).flatMap((kind) => {
      const taken = new Set((track[kind] ?? []).map(({key}) => key));
      return sets.flatMap((set, i) =>
        (set?.[kind] ?? []).flatMap(({key}) => {
          const clashes = taken.has(key) && rules.indexOf(rules[i]) === i;
          taken.add(key);
          return clashes ? [clash([...path, 'rules', i], rules[i], key)] : [];
        }),
      );
    }),
  ];
}

const clash = (path: Path, set: string, key: string): Problem =>
  problem(
    path,
    'RULE_CLASH',
    `规则组“${set}”中的“${key}”在本子项目或前面的规则组中已有。`,
    `"${key}" of the rule set "${set}" is already asked for by this track or by a rule set before it.`,
  );

function fieldProblems(path: Path, {choices, maxCharacters}: FieldRule): Problem[] {
  const texts = choices?.map((choice) => (typeof choice === 'string' ? choice : choice.zh));
  return [
    ...repeatedValues([...path, 'choices'], texts),
    ...(choices && maxCharacters !== undefined
      ? [
          problem(
            [...path, 'maxCharacters'],
            'LENGTH_UNUSED',
            '有 choices（选项）的栏目不需要字数上限。',
            'A field with choices needs no most characters.',
            'key',
          ),
        ]
      : []),
  ];
}

function assetProblems(path: Path, {role, types, aspect, duration, size}: AssetRule): Problem[] {
  const problems = types.flatMap((type, j) =>
    typesOf[role].includes(type)
      ? []
      : [
          problem(
            [...path, 'types', j],
            'ASSET_TYPE',
            `${role} 不能是 ${type}；可以是：${typesOf[role].join('、')}。`,
            `A ${role} can't be ${type}; it can be: ${typesOf[role].join(', ')}.`,
          ),
        ],
  );
  problems.push(...repeatedValues([...path, 'types'], types));
  for (const [name, bound] of [['duration', duration] as const, ['size', size] as const]) {
    if (!bound || (bound.most === undefined) !== (bound.below === undefined)) continue;
    problems.push(
      problem(
        [...path, name],
        'BOUND_UNCLEAR',
        '须写且只写一项：most（含）或 below（不含）。',
        'Write one of most (inclusive) and below (exclusive).',
        'key',
      ),
    );
  }
  const unused = [
    ...(duration && role !== 'VIDEO' && role !== 'AUDIO' ? ['duration'] : []),
    ...(aspect && (role === 'AUDIO' || role === 'DOCUMENT') ? ['aspect'] : []),
  ];
  return [
    ...problems,
    ...unused.map((name) =>
      problem([...path, name], 'RULE_UNUSED', `${role} 没有 ${name}。`, `A ${role} has no ${name}.`, 'key'),
    ),
  ];
}
