import type {TrackDefinition, UnitClass} from '@concours/schema/definition/track';

/** What of a unit decides its class. */
export interface Unit {
  code: string;
  kind: string;
  level: string;
}

/** A class that names the unit by its code comes first; otherwise the first whose kinds and levels fit (R78). */
export function classOf(classes: readonly UnitClass[], unit: Unit): UnitClass | null {
  const open = classes.filter((candidate) => !candidate.except?.includes(unit.code));
  return (
    open.find((candidate) => candidate.units?.includes(unit.code)) ??
    open.find((candidate) => fits(candidate, unit)) ??
    null
  );
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
