import {instantOf} from '@concours/kernel/zone';
import type {Definition} from '@concours/schema/definition/definition';
import type {StageDefinition} from '@concours/schema/definition/stage';
import type {TrackDefinition} from '@concours/schema/definition/track';
import type {StageOverride} from '@concours/schema/events';
import {endOf, startOf} from '../moment.rules.js';
import {intakeStage} from '../derived-dates.rules.js';

/** A stage with its instants; null where no date is known, where none ends it, and its beginning while something holds it. */
export interface ResolvedStage {
  definition: StageDefinition;
  opensAt: Date | null;
  closesAt: Date | null;
  overridden: boolean;
  /** When it would begin if nothing held it. */
  planned: Date | null;
  /** Ids of the open points that hold it. */
  heldBy: string[];
}

type Instants = Omit<ResolvedStage, 'planned' | 'heldBy'>;

/** A stage's instants by the definition, in the campaign's zone, and where somebody opened or closed it by hand, by that. What is held has no beginning. */
export function resolveStages(
  definition: Definition,
  overrides: readonly StageOverride[],
  held: Readonly<Record<string, string[]>> = {},
): ResolvedStage[] {
  return instantsOf(definition, overrides).map((stage) => {
    const heldBy = held[stage.definition.key] ?? [];
    return {...stage, planned: stage.opensAt, opensAt: heldBy.length > 0 ? null : stage.opensAt, heldBy};
  });
}

function instantsOf(definition: Definition, overrides: readonly StageOverride[]): Instants[] {
  const zone = definition.campaign.timezone;
  return definition.stages.map((stage) => {
    const override = overrides.find((candidate) => candidate.stage === stage.key);
    if (override) {
      const [opensAt, closesAt] = [override.opensAt, override.closesAt].map((at) =>
        at === null ? null : new Date(at),
      );
      return {definition: stage, opensAt, closesAt, overridden: true};
    }
    return {
      definition: stage,
      opensAt: stage.from === undefined ? null : instantOf(startOf(stage.from), zone),
      closesAt: stage.until === undefined ? null : instantOf(endOf(stage.until), zone),
      overridden: false,
    };
  });
}

/** A track's last instant for works: its own deadline (R26), or the end of the stage that takes them in. */
export function deadlineOf(
  track: TrackDefinition,
  definition: Definition,
  stages: readonly ResolvedStage[],
): Date | null {
  if (track.deadline !== undefined) return instantOf(endOf(track.deadline), definition.campaign.timezone);
  const key = intakeStage(track, definition.stages)?.key;
  return stages.find((stage) => stage.definition.key === key)?.closesAt ?? null;
}
