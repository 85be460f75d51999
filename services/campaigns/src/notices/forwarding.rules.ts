/** A deadline that a body along the way has set for those below it. */
export interface SetDeadline {
  at: Date;
  /** The body's id. */
  by: string;
}

export interface Binding {
  at: Date;
  /** Null: the campaign itself. */
  by: string | null;
}

/**
 * What binds a unit at one place of the calendar: the earliest of the campaign's own date and those of the bodies above, the root first.
 * So a date is never later than what binds above it, whenever that moves; of equal ones the higher body's counts.
 */
export function bindingOf(campaign: Date | null, along: readonly SetDeadline[]): Binding | null {
  const all: Binding[] = [...(campaign ? [{at: campaign, by: null}] : []), ...along];
  return all.reduce<Binding | null>((earliest, each) => (earliest && earliest.at <= each.at ? earliest : each), null);
}

/** What stands against a date that a body wants to set; null where it may. */
export function objectionTo(asked: Date, above: Binding | null): Binding | null {
  return above && asked > above.at ? above : null;
}
