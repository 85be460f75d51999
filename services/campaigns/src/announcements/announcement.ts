import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Language, languageArg} from '@concours/kernel/languages';
import {Field, ID, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

@ObjectType({
  description:
    'What is told to everybody in a campaign, or about one of its tracks. Public while it is not taken back.',
})
@Entity('announcement')
@Index('announcement_list', ['campaignId', 'id'])
export class Announcement {
  @Field(() => ID, {description: 'Its id, a ULID.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Field(() => String, {nullable: true, description: 'Key of the track it is about; null: the whole campaign.'})
  @Column({...keyColumn(40), nullable: true})
  trackKey: string | null;

  @Column({type: 'varchar', length: 200})
  titleZh: string;

  @Column({type: 'varchar', length: 200, nullable: true})
  titleEn: string | null;

  @Column('text')
  bodyZh: string;

  @Column({type: 'text', nullable: true})
  bodyEn: string | null;

  @Field(() => Date, {description: 'When it was published.'})
  @Column(utcColumn)
  publishedAt: Date;

  @Column({...idColumn, nullable: true})
  byId: string | null;

  @Column({type: 'varchar', length: 191, nullable: true})
  byName: string | null;

  /** Taken back: it is shown no more, and stays on record. */
  @Column({...utcColumn, nullable: true})
  retractedAt: Date | null;

  @Column({type: 'varchar', length: 500, nullable: true})
  retractReason: string | null;

  @Field(() => String, {description: 'Its title, 1 to 200 characters; in Chinese where there is no English.'})
  title(@languageArg() language: Language): string {
    return (language === Language.EN ? this.titleEn : null) ?? this.titleZh;
  }

  @Field(() => String, {
    description: 'Its text, 1 to 5,000 characters, shown as text; in Chinese where there is no English.',
  })
  body(@languageArg() language: Language): string {
    return (language === Language.EN ? this.bodyEn : null) ?? this.bodyZh;
  }
}
