import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {bilingual} from '@concours/schema/definition/values';
import {Ctx, Field, FieldResolver, Int, ObjectType, registerEnumType, Resolver, Root} from 'type-graphql';
import {CampaignStub, TrackStub} from '../campaigns/campaign-stub.js';
import {OrganisationStub} from '../organisations/organisation-stub.js';
import type {UnitClassService} from './unit-class.service.js';

export enum UnitClassReason {
  NAMED = 'NAMED',
  RULE = 'RULE',
  NONE = 'NONE',
}
registerEnumType(UnitClassReason, {
  name: 'UnitClassReason',
  description: 'Why an organisation is of a class for caps (R78, A22).',
  valuesConfig: {
    NAMED: {description: 'The class names it: an exception to all rules.'},
    RULE: {description: 'It is of the kinds and levels that the class is for; the first class that fits counts.'},
    NONE: {description: 'No class fits: it may recommend nothing.'},
  },
});

@ObjectType({description: 'How many works a class may put forward in a track.'})
export class ClassCap {
  @Field(() => TrackStub, {description: 'The track.'})
  track: TrackStub;

  @Field(() => Int, {description: 'How many.'})
  most: number;
}

@ObjectType({description: "An organisation's class for caps in a campaign, and why it is of it (R78)."})
export class UnitClassification {
  classText: {zh: string; en: string} | null;
  exceptedText: {zh: string; en: string}[];

  @Field(() => CampaignStub, {description: 'The campaign that assigns the class.'})
  campaign: CampaignStub;

  @Field(() => String, {nullable: true, description: 'The key of the class; null where none fits.'})
  class: string | null;

  @Field(() => UnitClassReason, {description: 'Why.'})
  reason: UnitClassReason;

  @Field(() => [String], {description: 'The kinds the class is for, where its rule names any.'})
  kinds: string[];

  @Field(() => [String], {description: 'The levels the class is for, where its rule names any.'})
  levels: string[];

  @Field(() => [ClassCap], {description: 'What the class may put forward, by track.'})
  caps: ClassCap[];

  @Field(() => String, {nullable: true, description: "The class's name."})
  className(@languageArg() language: Language): string | null {
    return this.classText && pick(this.classText, language);
  }

  @Field(() => [String], {description: 'The names of classes it would be of, were it not for an exception.'})
  exceptedFrom(@languageArg() language: Language): string[] {
    return this.exceptedText.map((text) => pick(text, language));
  }
}

@Resolver(() => OrganisationStub)
export class OrganisationClassesResolver {
  constructor(private readonly service: UnitClassService) {}

  @Needs(openTo.signedIn)
  @FieldResolver(() => [UnitClassification], {
    description:
      'Its class for caps in each campaign that knows classes, and why. Empty for callers who are not signed in.',
  })
  unitClasses(@Root() {id}: OrganisationStub, @Ctx() context: RequestContext): Promise<UnitClassification[]> {
    return this.service.ofUnit(context.caller, id).then((all) =>
      all.map(({campaign, found, caps}) =>
        Object.assign(new UnitClassification(), {
          campaign: CampaignStub.of(campaign.id),
          class: found.class?.key ?? null,
          classText: found.class && bilingual(found.class.name),
          reason: UnitClassReason[found.reason],
          kinds: found.reason === 'RULE' ? (found.class?.kinds ?? []) : [],
          levels: found.reason === 'RULE' ? (found.class?.levels ?? []) : [],
          exceptedText: found.exceptedFrom.map(({name}) => bilingual(name)),
          caps: caps.map(({trackKey, most}) =>
            Object.assign(new ClassCap(), {
              track: Object.assign(new TrackStub(), {id: `${campaign.id}:${trackKey}`}),
              most,
            }),
          ),
        }),
      ),
    );
  }
}
