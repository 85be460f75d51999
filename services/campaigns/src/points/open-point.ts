import type {BilingualText} from '@concours/kernel/refusal';
import type {EntityManager} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import {type Held, nothingHeld} from './held.js';

/** Something about a campaign that is not settled, and what it keeps closed meanwhile. */
export interface OpenPoint {
  /** `<CODE>:<place or key>`. */
  id: string;
  code: string;
  /** With keys in brackets, as in changes: `stages[intake].until`. */
  place: string;
  text: BilingualText;
  /** Nothing at all: a warning that wants a ruling. */
  holds: {stages: string[] | 'ALL'; tracks: string[]; plan: boolean};
}

/** Who knows of open points; listed in slices.ts. */
export interface PointSource {
  points(manager: EntityManager, campaign: Campaign): Promise<OpenPoint[]>;
}

export const holdsNothing = (): OpenPoint['holds'] => ({stages: [], tracks: [], plan: false});

export function heldBy(points: readonly OpenPoint[], stages: readonly string[]): Held {
  const held = nothingHeld();
  for (const {id, holds} of points) {
    const keys = holds.stages === 'ALL' ? stages : holds.stages.filter((key) => stages.includes(key));
    for (const key of keys) (held.stages[key] ??= []).push(id);
    for (const key of holds.tracks) (held.tracks[key] ??= []).push(id);
    if (holds.plan) held.plan.push(id);
  }
  return held;
}
