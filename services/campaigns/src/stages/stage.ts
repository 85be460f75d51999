import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Directive, Field, ID, ObjectType} from 'type-graphql';
import type {ResolvedStage} from './calendar.js';
import {StageKind, StageState} from './stage.kinds.js';
import {stateOf} from './stage.rules.js';

@ObjectType({
  description:
    "A dated part of a campaign's calendar (R15). It is open from `opensAt` through `closesAt`, both included.",
})
@Directive('@key(fields: "id")')
export class Stage {
  @Field(() => ID, {description: '`<campaignId>:<key>`.'})
  id: string;

  @Field(() => String, {description: 'Its immutable key in the definition.'})
  key: string;

  @Field(() => StageKind, {description: 'What happens in it.'})
  kind: StageKind;

  @Field(() => Date, {nullable: true, description: 'Its first instant. Null while the definition gives no date (R22).'})
  opensAt: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Its last instant, included. Null while no end is known; a stage that has begun then stays open.',
  })
  closesAt: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it would begin if nothing held it; the same as `opensAt` where nothing does.',
  })
  plannedAt: Date | null;

  @Field(() => [String], {description: 'The keys of the tracks whose own stage it is (R26); empty: for all.'})
  trackKeys: string[];

  @Field(() => String, {nullable: true, description: 'The words of the notice, where they are not a date (A36).'})
  stated: string | null;

  @Field(() => Boolean, {description: 'Whether its dates may still move (R22).'})
  tentative: boolean;

  @Field(() => StageState, {description: "Its state by the server's clock at the time of the request."})
  state: StageState;

  @Field(() => Boolean, {description: 'Whether it was opened or closed by hand, whatever the definition says.'})
  overridden: boolean;

  campaignId: string;
  private stage: ResolvedStage;

  static of(campaignId: string, stage: ResolvedStage, now: Date): Stage {
    const {key, kind, stated, tentative, tracks} = stage.definition;
    return Object.assign(new Stage(), {
      id: `${campaignId}:${key}`,
      key,
      kind: StageKind[kind],
      opensAt: stage.opensAt,
      closesAt: stage.closesAt,
      plannedAt: stage.planned,
      trackKeys: tracks ?? [],
      campaignId,
      stated: stated ?? null,
      tentative: tentative ?? false,
      state: StageState[heldState(stage, now)],
      overridden: stage.overridden,
      stage,
    });
  }

  @Field(() => String, {description: 'Its name.'})
  name(@languageArg() language: Language): string {
    return pick(this.stage.definition.name, language);
  }
}

/** Held is what has a beginning that something keeps from being one. */
function heldState(stage: ResolvedStage, now: Date): keyof typeof StageState {
  const state = stateOf(stage, now);
  return state === 'UNRESOLVED' && stage.planned !== null ? 'HELD' : state;
}
