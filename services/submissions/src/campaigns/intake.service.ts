import {instantOf} from '@concours/kernel/zone';
import type {TrackDefinition} from '@concours/schema/definition/track';
import type {CampaignRef} from './campaign-ref.js';
import {intakeClosed, intakeNotOpen, trackHeld} from './intake.refusals.js';
import {intakeWindow, stageWindow, type Window, windowState} from './window.rules.js';

/** Refuses outside the window in which a track takes works in and units recommend (inclusive at both ends, to the millisecond). */
export function demandIntakeOpen(campaign: CampaignRef, track: TrackDefinition, now: Date): void {
  if (isHeld(campaign, track)) throw trackHeld({track: track.key});
  const window = intakeWindow(campaign, track, instantOf);
  const state = windowState(window, now);
  if (state === 'NOT_OPEN') throw intakeNotOpen({opensAt: window?.opensAt?.toISOString() ?? null});
  if (state === 'CLOSED') throw intakeClosed({closedAt: window?.closesAt?.toISOString() ?? ''});
}

export function isIntakeOpen(campaign: CampaignRef, track: TrackDefinition, now: Date): boolean {
  return !isHeld(campaign, track) && windowState(intakeWindow(campaign, track, instantOf), now) === 'OPEN';
}

const isHeld = ({heldTracks}: CampaignRef, {key}: TrackDefinition): boolean => (heldTracks ?? []).includes(key);

/** The stage in which a track is screened; null where it names none, so that only the closing ends it. */
export function screeningStage(
  campaign: CampaignRef,
  track: TrackDefinition,
  now: Date,
): {window: Window | null; state: string} | null {
  const key = track.screening?.stage;
  if (key === undefined) return null;
  const window = stageWindow(campaign, key);
  return {window, state: windowState(window, now)};
}
