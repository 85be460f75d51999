import type {StageDefinition} from '@concours/schema/definition/stage';
import type {StageOverride} from '@concours/schema/events';

export type StageState = 'UNRESOLVED' | 'PLANNED' | 'OPEN' | 'CLOSED';

export interface Window {
  opensAt: Date | null;
  closesAt: Date | null;
}

/** Nothing but the dates and the clock decide; both ends belong to the stage. Without an end it stays open. */
export function stateOf({opensAt, closesAt}: Window, now: Date): StageState {
  if (opensAt === null) return closesAt !== null && now > closesAt ? 'CLOSED' : 'UNRESOLVED';
  if (now < opensAt) return 'PLANNED';
  return closesAt === null || now <= closesAt ? 'OPEN' : 'CLOSED';
}

/** Opened by hand: from now on, and to the planned end if that is still to come. */
export function openedAt({closesAt}: Window, now: Date): Window {
  return {opensAt: now, closesAt: closesAt !== null && closesAt > now ? closesAt : null};
}

/** Closed by hand a little later than now, so that every instance ends it at the same instant. */
export function closedAt({opensAt}: Window, now: Date, delayMs: number): Window {
  return {opensAt, closesAt: new Date(now.getTime() + delayMs)};
}

/** One override for each stage: the newest. */
export function withOverride(overrides: readonly StageOverride[], added: StageOverride): StageOverride[] {
  return [...overrides.filter(({stage}) => stage !== added.stage), added];
}

/** What was done by hand holds until the definition itself gives the stage other dates. */
export function overridesThatHold(
  overrides: readonly StageOverride[],
  before: readonly StageDefinition[],
  after: readonly StageDefinition[],
): StageOverride[] {
  return overrides.filter(({stage}) => {
    const [was, is] = [before, after].map((stages) => stages.find(({key}) => key === stage));
    return was !== undefined && is !== undefined && was.from === is.from && was.until === is.until;
  });
}
