import {Language, languageArg, pick} from '@concours/kernel/languages';
import {DateTime} from '@concours/kernel/scalars';
import {Field, Int, ObjectType} from 'type-graphql';

@ObjectType({description: 'A personal field of a work, in clear.'})
export class RevealedField {
  @Field(() => String, {description: "The field's key in the definition."})
  key: string;

  label: {zh: string; en: string};

  @Field(() => String, {
    nullable: true,
    description: 'What was entered; null where nothing was, or where it was erased.',
  })
  value: string | null;

  @Field(() => String, {description: "The field's name."})
  name(@languageArg() language: Language): string {
    return pick(this.label, language);
  }
}

@ObjectType({description: 'How long a campaign keeps the personal data of works (R74), and when it goes.'})
export class CampaignRetention {
  @Field(() => Int, {description: "How many days after the end of the campaign's last stage; 0 to 3650."})
  days: number;

  @Field(() => DateTime, {
    nullable: true,
    description: "From when on it is gone: a midnight of the campaign's zone. Null while a stage has no end.",
  })
  erasedFrom: Date | null;

  @Field(() => DateTime, {nullable: true, description: 'When it was last erased; null until then.'})
  erasedAt: Date | null;
}
