import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Field, Int, ObjectType} from 'type-graphql';
import {OrganisationStub} from '../organisations/organisation-stub.js';

@ObjectType({description: 'How many works a unit may put forward in a track, and how many it has (R78).'})
export class RecommendationAllowance {
  organisationId: string;

  classText: {zh: string; en: string};

  @Field(() => String, {
    description: 'The key of the first class of the definition that matches the unit; empty where none does.',
  })
  class: string;

  @Field(() => Int, {nullable: true, description: 'Null where no class matches: the unit may not recommend.'})
  cap: number | null;

  @Field(() => Int, {description: 'Places taken.'})
  used: number;

  @Field(() => Int, {nullable: true, description: 'Places left; null with the cap.'})
  remaining: number | null;

  @Field(() => OrganisationStub, {description: 'The recommending unit.'})
  organisation(): OrganisationStub {
    return OrganisationStub.of(this.organisationId);
  }

  @Field(() => String, {description: "The class's name."})
  className(@languageArg() language: Language): string {
    return pick(this.classText, language);
  }
}
