import type {DefinitionFile} from '@concours/schema/definition/definition';
import type {RoundFile} from '@concours/schema/definition/round';
import {bilingual} from '@concours/schema/definition/values';
import type {OpenPoint} from '../points/open-point.js';

/** Rounds whose components have weights that nobody has set yet (R88, A3), and the stages that can't open before. */
export function unsetWeights({rounds = []}: Pick<DefinitionFile, 'rounds'>): OpenPoint[] {
  return rounds.flatMap(({key, name, stage, ballot, components}) => {
    const open = components.filter(({weight}) => weight === 'TBA').map((component) => bilingual(component.name));
    if (open.length === 0) return [];
    const round = bilingual(name);
    return [
      {
        id: `WEIGHT_UNSET:${key}`,
        code: 'WEIGHT_UNSET',
        place: `rounds[${key}].components`,
        text: {
          zh: `“${round.zh}”的占比未定（${open.map(({zh}) => zh).join('、')}）：合计 100 的占比公布之前，不能评选。`,
          en: `The weights of "${round.en}" are not set (${open.map(({en}) => en).join(', ')}): it can't begin before weights that add up to 100 are published.`,
        },
        holds: {stages: [...new Set([stage, ...(ballot ? [ballot.stage] : [])])], tracks: [], plan: false},
      },
    ];
  });
}

/** Those rounds, and the ones that take entries or points from them: none is in force. */
export function weightless(rounds: readonly RoundFile[]): ReadonlySet<string> {
  const open = new Set(
    rounds.filter(({components}) => components.some(({weight}) => weight === 'TBA')).map(({key}) => key),
  );
  const needs = ({entries, components}: RoundFile) => [
    ...('round' in entries ? [entries.round] : []),
    ...components.flatMap((component) => (component.from === 'ROUND' ? [component.round] : [])),
  ];
  for (let before = -1; before !== open.size;) {
    before = open.size;
    for (const round of rounds) if (needs(round).some((key) => open.has(key))) open.add(round.key);
  }
  return open;
}
