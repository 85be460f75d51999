import type {DefinitionFile} from '@concours/schema/definition/definition';
import type {Problem} from './problem.js';
import {problem, repeated, unknown} from './rule-kit.rules.js';

/** Awards: what they are given by exists, and each follows only awards before it, so that they can be decided in order. */
export function awardProblems({awards = [], rounds = []}: DefinitionFile): Problem[] {
  return [
    ...repeated(['awards'], awards),
    ...awards.flatMap(({key, by}, i) => {
      if (!by) return [];
      const path = ['awards', i, 'by'];
      const round = rounds.find((candidate) => candidate.key === by.round);
      const problems = round
        ? []
        : unknown(
            'ROUND',
            [...path, 'round'],
            by.round,
            rounds.map((candidate) => candidate.key),
          );
      if (round && by.component !== undefined) {
        problems.push(
          ...unknown(
            'COMPONENT',
            [...path, 'component'],
            by.component,
            round.components.map((component) => component.key),
          ),
        );
      }
      if (by.after === undefined) return problems;
      const before = awards.slice(0, i).map((award) => award.key);
      const known = awards.map((award) => award.key);
      if (!known.includes(by.after)) return [...problems, ...unknown('AWARD', [...path, 'after'], by.after, known)];
      if (before.includes(by.after)) return problems;
      return [
        ...problems,
        problem(
          [...path, 'after'],
          'AWARD_ORDER',
          `“${by.after}”须写在“${key}”之前。`,
          `"${by.after}" must be listed before "${key}".`,
        ),
      ];
    }),
  ];
}
