import {Language, languageArg, pick} from '@concours/kernel/languages';
import {type PoliciesDefinition, practices} from '@concours/schema/definition/policies';
import {Field, Int, ObjectType, registerEnumType} from 'type-graphql';

export enum Practice {
  VOTES = 'VOTES',
  LIKES = 'LIKES',
  FORWARDS = 'FORWARDS',
  POINTS = 'POINTS',
}
registerEnumType(Practice, {
  name: 'Practice',
  description: 'The four practices that must not load grassroots units (R112): 网络投票、关注点赞、转发评论、积分排名.',
});

export enum PracticeSetting {
  OFF = 'OFF',
  LIMITED = 'LIMITED',
  ALLOWED = 'ALLOWED',
}
registerEnumType(PracticeSetting, {name: 'PracticeSetting', description: 'What a campaign may do of a practice.'});

@ObjectType({description: 'A practice, and what the campaign may do of it.'})
export class PracticeRule {
  @Field(() => Practice, {description: 'The practice.'})
  practice: Practice;

  @Field(() => PracticeSetting, {description: 'OFF where the definition says nothing; votes are always said.'})
  setting: PracticeSetting;
}

@ObjectType({
  description:
    'What the platform refuses to do in a campaign, and what it shows (R112). Units are never ranked by votes, likes, forwards or points, and get no targets of them: there is no setting for it.',
})
export class Policies {
  private definition: PoliciesDefinition;

  static of(definition: PoliciesDefinition): Policies {
    return Object.assign(new Policies(), {definition});
  }

  @Field(() => Boolean, {description: 'Whether rounds may have a public vote, limited or not.'})
  votesAllowed(): boolean {
    return this.definition.votes !== 'OFF';
  }

  @Field(() => [PracticeRule], {description: 'All four practices.'})
  practices(): PracticeRule[] {
    return practices.map((practice) => ({
      practice: Practice[practice.toUpperCase() as keyof typeof Practice],
      setting: PracticeSetting[this.definition[practice] ?? 'OFF'],
    }));
  }

  @Field(() => [String], {description: 'In words, what LIMITED means here.'})
  limits(@languageArg() language: Language): string[] {
    return (this.definition.limits ?? []).map((text) => pick(text, language));
  }

  @Field(() => Boolean, {description: 'Whether the order of entries is shown while a round runs.'})
  entryRankingShown(): boolean {
    return this.definition.entryRanking === 'SHOWN';
  }

  @Field(() => Int, {description: 'Length of the public-notice period, in working days (A35).'})
  publicNoticeWorkingDays(): number {
    return this.definition.publicNotice.workingDays;
  }
}
