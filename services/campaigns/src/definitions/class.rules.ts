import type {DefinitionFile} from '@concours/schema/definition/definition';
import type {UnitClass} from '@concours/schema/definition/unit-class';
import type {Problem} from './problem.js';
import {problem, repeated} from './rule-kit.rules.js';

/** Classes of units: each unit in one, and each class with a unit left for it. */
export function classProblems({classes = []}: DefinitionFile): Problem[] {
  return [...repeated(['classes'], classes), ...contradictions(classes), ...shadowed(classes)];
}

/** A unit that is named in two classes, or both named and excepted in one, has no clear cap. */
function contradictions(classes: readonly UnitClass[]): Problem[] {
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

/** The first class that matches wins, and one without a rule matches every unit: what follows it has none but those it names. */
function shadowed(classes: readonly UnitClass[]): Problem[] {
  const all = classes.findIndex(({kinds, levels, units}) => !kinds && !levels && !units);
  if (all < 0) return [];
  return classes
    .slice(all + 1)
    .flatMap(({key, units}, i) =>
      units
        ? []
        : [
            problem(
              ['classes', all + 1 + i, 'key'],
              'CLASS_SHADOWED',
              `“${classes[all].key}”包含所有单位，“${key}”永远不会被用到；请调换次序。`,
              `"${classes[all].key}" takes every unit, so "${key}" never gets one; put it first.`,
            ),
          ],
    );
}
