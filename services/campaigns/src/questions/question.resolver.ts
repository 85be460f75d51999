import {Needs} from '@concours/kernel/needs';
import {Page} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, ObjectType, Query, Resolver, Root} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import {TrackPageArgs} from '../tracks/track-page.js';
import {Clarification, Question} from './question.js';
import type {QuestionReading} from './question-reading.service.js';
import type {Questions} from './question.service.js';

@ObjectType({description: 'A page of questions, the newest first.'})
export class QuestionPage extends Page(Question, 'Question') {}

@ObjectType({description: 'A page of clarifications, the newest question first.'})
export class ClarificationPage extends Page(Clarification, 'Clarification') {}

const CAMPAIGN = 'The campaign.';
const QUESTION = 'The question.';

@Resolver(() => Campaign)
export class QuestionResolver {
  constructor(
    private readonly service: Questions,
    private readonly reading: QuestionReading,
  ) {}

  @FieldResolver(() => ClarificationPage, {
    description: 'What was asked and answered for everybody, the newest first (R130).',
  })
  clarifications(
    @Root() campaign: Campaign,
    @Args(() => TrackPageArgs) page: TrackPageArgs,
  ): Promise<ClarificationPage> {
    return this.reading.clarifications(campaign, page);
  }

  @Needs('question.read', 'campaign.answer', {at: "the unit, or the campaign's owner"})
  @Query(() => QuestionPage, {description: 'The questions that the caller has to do with, the newest first.'})
  questions(
    @Arg('campaignId', () => ID, {description: CAMPAIGN}) campaignId: string,
    @Arg('waiting', () => Boolean, {nullable: true, description: 'Those without an answer, or those with one.'})
    waiting: boolean | null,
    @Args(() => TrackPageArgs) page: TrackPageArgs,
    @Ctx() {caller}: RequestContext,
  ): Promise<QuestionPage> {
    return this.reading.page(caller, {campaignId, waiting: waiting ?? null, ...page});
  }

  @Needs('question.ask', {at: 'the unit'})
  @Mutation(() => Question, {
    description:
      'Asks something about a campaign or a track. QUESTIONS_WAITING while ten of the unit wait for an answer.',
  })
  askQuestion(
    @Arg('campaignId', () => ID, {description: CAMPAIGN}) campaignId: string,
    @Arg('trackKey', () => String, {nullable: true, description: 'About which track; without one the whole campaign.'})
    trackKey: string | null,
    @Arg('organisationId', () => ID, {description: 'The unit that asks.'}) organisationId: string,
    @Arg('text', () => String, {description: 'The question, 1 to 1,000 characters.'}) text: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<Question> {
    return this.service.ask(caller, {campaignId, trackKey: trackKey ?? null, organisationId, text});
  }

  @Needs('campaign.answer', {at: "the campaign's owner"})
  @Mutation(() => Question, {
    description:
      'Answers a question, and publishes both as a clarification where that is wanted. Answering again changes the answer: everybody sees that a ' +
      'clarification was changed. VERSION_CONFLICT if somebody else was faster.',
  })
  answerQuestion(
    @Arg('id', () => ID, {description: QUESTION}) id: string,
    @Arg('version', () => Int, {description: 'The version that was read.'}) version: number,
    @Arg('answer', () => String, {description: 'The answer, 1 to 5,000 characters.'}) answer: string,
    @Arg('publish', () => Boolean, {description: 'Whether everybody is to read it.'}) publish: boolean,
    @Arg('publicText', () => String, {
      nullable: true,
      description: 'The question in other words for everybody, at most 1,000 characters; without it as it was asked.',
    })
    publicText: string | null,
    @Ctx() {caller}: RequestContext,
  ): Promise<Question> {
    return this.service.answer(caller, id, version, {answer, publish, publicText: publicText ?? null});
  }

  @Needs('campaign.answer', {at: "the campaign's owner"})
  @Mutation(() => Question, {
    description: 'Takes a clarification back: question and answer are shown to those alone whom they were for.',
  })
  retractClarification(
    @Arg('id', () => ID, {description: QUESTION}) id: string,
    @Arg('reason', () => String, {description: 'Why, in 1 to 500 characters.'}) reason: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<Question> {
    return this.service.retract(caller, id, reason);
  }
}
