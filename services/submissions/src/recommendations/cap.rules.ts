import type {TrackDefinition} from '@concours/schema/definition/track';
import type {UnitClass} from '@concours/schema/definition/unit-class';

/** What of a unit decides its class. */
export interface Unit {
  code: string;
  kind: string;
  level: string;
}

export interface Classification {
  class: UnitClass | null;
  reason: 'NAMED' | 'RULE' | 'NONE';
  /** What it would be of, were it not excepted by its code. */
  exceptedFrom: UnitClass[];
}

/** A class that names the unit by its code comes first; otherwise the first whose kinds and levels fit (R78). */
export function classification(classes: readonly UnitClass[], unit: Unit): Classification {
  const isExcepted = ({except}: UnitClass) => except?.includes(unit.code) ?? false;
  const isNamed = ({units}: UnitClass) => units?.includes(unit.code) ?? false;
  const open = classes.filter((candidate) => !isExcepted(candidate));
  const exceptedFrom = classes.filter(
    (candidate) => isExcepted(candidate) && (isNamed(candidate) || fits(candidate, unit)),
  );
  const named = open.find(isNamed);
  if (named) return {class: named, reason: 'NAMED', exceptedFrom};
  const fitting = open.find((candidate) => fits(candidate, unit));
  return fitting ? {class: fitting, reason: 'RULE', exceptedFrom} : {class: null, reason: 'NONE', exceptedFrom};
}

export function classOf(classes: readonly UnitClass[], unit: Unit): UnitClass | null {
  return classification(classes, unit).class;
}

function fits({kinds, levels, units}: UnitClass, {kind, level}: Unit): boolean {
  // A class that only lists its units takes no others; one that says nothing at all takes everybody.
  if (!kinds && !levels) return units === undefined;
  return (
    (!kinds || (kinds as readonly string[]).includes(kind)) &&
    (!levels || (levels as readonly string[]).includes(level))
  );
}

export interface Cap {
  class: UnitClass;
  most: number;
}

/** How many works a unit may put forward in a track; null where it may none. */
export function capOf(track: TrackDefinition, classes: readonly UnitClass[], unit: Unit): Cap | null {
  const matched = classOf(classes, unit);
  const cap = track.recommendation?.caps.find((candidate) => candidate.class === matched?.key);
  return matched && cap ? {class: matched, most: cap.most} : null;
}
