import {Needs, openTo} from '@concours/kernel/needs';
import {PageArgs} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root} from 'type-graphql';
import {Entry} from '../entries/entry.js';
import {Round} from '../rounds/round.js';
import {PanelInput, PointsInput, ScoreInput} from './judging.inputs.js';
import type {JudgingReading} from './judging-reading.service.js';
import {progressOf} from './judging-reading.service.js';
import type {JudgingService} from './judging.service.js';
import type {Panels} from './panel.service.js';
import {JudgeProgress, Judging, PointsRecord, ScoreSheet, ScoreSheetPage} from './judging.js';

@Resolver(() => Judging)
export class JudgingResolver {
  constructor(
    private readonly judging: JudgingService,
    private readonly panels: Panels,
    private readonly reading: JudgingReading,
  ) {}

  @Needs(openTo.own)
  @FieldResolver(() => ScoreSheetPage, {
    description: "The caller's own sheets by entry number, empty ones included; nothing for who has no seat.",
  })
  sheets(
    @Root() judging: Judging,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('pendingOnly', () => Boolean, {defaultValue: false, description: 'Leaves out what is done.'})
    pendingOnly: boolean,
    @Ctx() {caller}: RequestContext,
  ): Promise<ScoreSheetPage> {
    return this.reading.sheets(caller, judging, page, pendingOnly);
  }

  @Needs(openTo.own, 'round.read', {at: "the campaign's owner"})
  @FieldResolver(() => [JudgeProgress], {
    description: "Each judge's progress for who may read the round; a judge sees the own one.",
  })
  progress(@Root() judging: Judging, @Ctx() {caller}: RequestContext): Promise<JudgeProgress[]> {
    return this.reading.progress(caller, judging);
  }

  @Needs(openTo.own)
  @FieldResolver(() => JudgeProgress, {nullable: true, description: "The caller's own progress; null without a seat."})
  mine(@Root() judging: Judging, @Ctx() {caller}: RequestContext): Promise<JudgeProgress | null> {
    return this.reading.mine(caller, judging);
  }

  @Needs('round.record', 'round.read', {at: "the campaign's owner"})
  @FieldResolver(() => [PointsRecord], {
    description: 'What clerks have recorded so far, for who may record or read the round; nothing for others.',
  })
  recorded(@Root() judging: Judging, @Ctx() {caller}: RequestContext): Promise<PointsRecord[]> {
    return this.reading.recorded(caller, judging);
  }

  @Needs('round.steer', {at: "the campaign's owner"})
  @Mutation(() => Judging, {
    description:
      "Seats judges on the panel of a round (R100). A judge's own unit may be told, of one who has a seat already too: its works are not the judge's to score (A29). JUDGING_NO_PANEL, JUDGING_FROZEN.",
  })
  async assignJudges(
    @Arg('input', () => PanelInput) {roundId, judges}: PanelInput,
    @Ctx() {caller}: RequestContext,
  ): Promise<Judging> {
    return this.reading.ofView(await this.panels.assign(caller, roundId, judges));
  }

  @Needs('round.score', {at: "the campaign's owner"})
  @Mutation(() => ScoreSheet, {
    description:
      "Saves the caller's sheet for one entry as far as it is filled in. For who has a seat on the panel. JUDGING_NOT_OPEN, JUDGING_NOT_SEATED, JUDGING_POINTS_INVALID, JUDGING_OWN_UNIT, JUDGING_HANDED_IN, JUDGING_FROZEN, VERSION_CONFLICT.",
  })
  async saveScore(
    @Arg('input', () => ScoreInput) input: ScoreInput,
    @Ctx() {caller}: RequestContext,
  ): Promise<ScoreSheet> {
    return this.reading.saved(await this.judging.save(caller, input));
  }

  @Needs('round.score', {at: "the campaign's owner"})
  @Mutation(() => JudgeProgress, {
    description:
      "Closes the caller's sheets; doing it again changes nothing. JUDGING_INCOMPLETE while an entry is neither scored, abstained from nor in conflict.",
  })
  async handInScores(
    @Arg('roundId', () => ID) roundId: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<JudgeProgress> {
    return progressOf(await this.judging.handIn(caller, roundId));
  }

  @Needs('round.record', {at: "the campaign's owner"})
  @Mutation(() => Entry, {
    description:
      "Records or corrects an entry's points on a clerk's component (A42). JUDGING_POINTS_INVALID, JUDGING_FROZEN.",
  })
  recordPoints(@Arg('input', () => PointsInput) input: PointsInput, @Ctx() {caller}: RequestContext): Promise<Entry> {
    return this.judging.record(caller, input);
  }
}

@Resolver(() => Round)
export class RoundJudgingResolver {
  constructor(private readonly reading: JudgingReading) {}

  @FieldResolver(() => Judging, {description: 'Its panel, sheets and progress.'})
  judging(@Root() round: Round): Promise<Judging> {
    return this.reading.ofRound(round);
  }
}
