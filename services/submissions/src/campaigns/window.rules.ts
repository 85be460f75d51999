import type {Definition} from '@concours/schema/definition/definition';
import type {TrackDefinition} from '@concours/schema/definition/track';

/** What a window is decided by; no packages, so that it can be recomputed anywhere. */
export interface Calendar {
  definition: Pick<Definition, 'campaign' | 'stages'>;
  stages: readonly {key: string; opensAt: string | null; closesAt: string | null}[];
  overrides: readonly {stage: string; closesAt: string | null}[];
}

export interface Window {
  opensAt: Date | null;
  closesAt: Date | null;
}

export type WindowState = 'OPEN' | 'NOT_OPEN' | 'CLOSED';

type InstantOf = (local: string, zone: string) => Date;

/**
 * When a track takes works in. A track's own deadline overrides the stage's end (A11), an act by hand overrides both.
 * Null where the notice gives no date, or where the track has no intake at all.
 */
export function intakeWindow(calendar: Calendar, track: TrackDefinition, instantOf: InstantOf): Window | null {
  const key = track.intake ?? intakeStageKey(calendar, track.key);
  const window = key === undefined ? null : stageWindow(calendar, key);
  if (!window) return null;
  // Closed by hand, or opened again after its planned end: then the hand overrules the paper.
  const override = calendar.overrides.find(({stage}) => stage === key);
  const byHand = override !== undefined && (override.closesAt !== null || window.closesAt === null);
  if (track.deadline === undefined || byHand) return window;
  return {...window, closesAt: instantOf(lastMoment(track.deadline), calendar.definition.campaign.timezone)};
}

/** Where the track names no stage: the first intake for it alone, else the first one for all tracks (R26). */
function intakeStageKey({definition: {stages}}: Calendar, track: string): string | undefined {
  const intakes = stages.filter(({kind}) => kind === 'INTAKE');
  const own = intakes.find(({tracks}) => tracks?.includes(track));
  return (own ?? intakes.find(({tracks}) => tracks === undefined))?.key;
}

export function stageWindow(calendar: Calendar, key: string): Window | null {
  const stage = calendar.stages.find((candidate) => candidate.key === key);
  if (!stage) return null;
  return {
    opensAt: stage.opensAt === null ? null : new Date(stage.opensAt),
    closesAt: stage.closesAt === null ? null : new Date(stage.closesAt),
  };
}

/** Both ends are inclusive, to the millisecond. A start or end without a date never opens. */
export function windowState(window: Window | null, now: Date): WindowState {
  if (!window?.opensAt || now.getTime() < window.opensAt.getTime()) return 'NOT_OPEN';
  if (window.closesAt && now.getTime() > window.closesAt.getTime()) return 'CLOSED';
  return 'OPEN';
}

/** The last millisecond a written end includes: of its day, its minute or its second. */
export function lastMoment(moment: string): string {
  if (moment.length === 10) return `${moment}T23:59:59.999`;
  return moment.length === 16 ? `${moment}:59.999` : `${moment}.999`;
}
