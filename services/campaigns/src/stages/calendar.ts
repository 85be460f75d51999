import {instantOf} from '@concours/kernel/zone';
import type {Definition} from '@concours/schema/definition/definition';
import type {StageDefinition} from '@concours/schema/definition/stage';
import type {TrackDefinition} from '@concours/schema/definition/track';
import type {StageOverride} from '@concours/schema/events';
import {endOf, startOf} from '../moment.rules.js';

/** A stage with its instants; null where no date is known, or where none ends it. */
export interface ResolvedStage {
  definition: StageDefinition;
  opensAt: Date | null;
  closesAt: Date | null;
  overridden: boolean;
}

/** A stage's instants by the definition, in the campaign's zone, and where somebody opened or closed it by hand, by that. */
export function resolveStages(definition: Definition, overrides: readonly StageOverride[]): ResolvedStage[] {
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
  const intake = stages.find(({definition: {key, kind}}) =>
    track.intake === undefined ? kind === 'INTAKE' : key === track.intake,
  );
  return intake?.closesAt ?? null;
}
