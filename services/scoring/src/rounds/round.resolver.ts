import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Ctx, FieldResolver, ID, Query, registerEnumType, Resolver, Root} from 'type-graphql';
import {CampaignStub, TrackStub} from '../campaigns/campaign.js';
import {BallotRules} from './ballot-rules.js';
import {Component, componentOf} from './component.js';
import {Cut} from './cut.js';
import {RoundState} from './round.kinds.js';
import type {RoundReading} from './round-reading.service.js';
import {Round} from './round.js';

registerEnumType(RoundState, {
  name: 'RoundState',
  description:
    'WAITING before its first stage opens, OPEN through its last one, CLOSED after it; then the state of its result: FROZEN, ON_NOTICE, PUBLISHED.',
});

@Resolver(() => Round)
export class RoundResolver {
  constructor(private readonly rounds: RoundReading) {}

  @Needs(openTo.anybody)
  @Query(() => Round, {
    nullable: true,
    description: 'A round by its id, `<campaignId>:<roundKey>`; null where there is none.',
  })
  round(@Arg('id', () => ID) id: string): Promise<Round | null> {
    return this.rounds.find(id);
  }

  @FieldResolver(() => String, {description: 'Its name, such as 复赛.'})
  async name(@Root() round: Round, @languageArg() language: Language, @Ctx() context: RequestContext): Promise<string> {
    return pick((await this.rounds.view(round, context)).definition.name, language);
  }

  @FieldResolver(() => CampaignStub, {description: 'The campaign it belongs to.'})
  campaign(@Root() round: Round): CampaignStub {
    return Object.assign(new CampaignStub(), {id: round.campaignId});
  }

  @FieldResolver(() => TrackStub, {description: 'The track whose works take part.'})
  track(@Root() round: Round): TrackStub {
    return Object.assign(new TrackStub(), {id: `${round.campaignId}:${round.trackKey}`});
  }

  @FieldResolver(() => RoundState, {description: 'Where it is now, by the clock and by its result.'})
  state(@Root() round: Round, @Ctx() context: RequestContext): Promise<RoundState> {
    return this.rounds.state(round, context);
  }

  @FieldResolver(() => BallotRules, {nullable: true, description: "The vote's rules; null where nobody votes (R90)."})
  ballot(@Root() round: Round, @Ctx() context: RequestContext): Promise<BallotRules | null> {
    return this.rounds.ballot(round, context);
  }

  @FieldResolver(() => [Component], {description: 'What its score is made of.'})
  async components(@Root() round: Round, @Ctx() context: RequestContext): Promise<Component[]> {
    return (await this.rounds.view(round, context)).definition.components.map(componentOf);
  }

  @FieldResolver(() => [String], {
    description:
      'How equal totals are parted, tried in this order at every rank (R99): the key of a component, whose higher score wins, SUBMITTED_EARLIER or LOT.',
  })
  async ties(@Root() round: Round, @Ctx() context: RequestContext): Promise<string[]> {
    const {ties} = (await this.rounds.view(round, context)).definition;
    return ties.map((tie) => (typeof tie === 'string' ? tie : tie.component));
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description: 'From when on judges score and clerks record; null while the date is not settled.',
  })
  async scoringOpensAt(@Root() round: Round, @Ctx() context: RequestContext): Promise<Date | null> {
    return (await this.rounds.scoring(round, context)).opensAt;
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description: 'Last instant of it, inclusive to the millisecond; null while it is open-ended or not settled.',
  })
  async scoringClosesAt(@Root() round: Round, @Ctx() context: RequestContext): Promise<Date | null> {
    return (await this.rounds.scoring(round, context)).closesAt;
  }

  @FieldResolver(() => Cut, {nullable: true, description: 'How many advance; null where nobody does.'})
  cut(@Root() round: Round, @Ctx() context: RequestContext): Promise<Cut | null> {
    return this.rounds.cut(round, context);
  }
}
