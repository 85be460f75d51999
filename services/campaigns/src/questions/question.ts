import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ID, Int, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {Organisation} from '../organisations/organisation.js';

@ObjectType({
  description:
    "A unit's question about a campaign or a track (R130). Seen by the unit, those above it, and those who answer; the others see the clarification, if one is published.",
})
@Entity('question')
@Index('question_list', ['campaignId', 'id'])
@Index('question_published', ['campaignId', 'publishedAt'])
export class Question {
  @Field(() => ID, {description: 'Its id, a ULID.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Field(() => String, {nullable: true, description: 'Key of the track it is about; null: the whole campaign.'})
  @Column({...keyColumn(40), nullable: true})
  trackKey: string | null;

  @Column(idColumn)
  organisationId: string;

  @Field(() => String, {description: 'The question, 1 to 1,000 characters, shown as text.'})
  @Column('text')
  text: string;

  @Field(() => Date, {description: 'When it was asked.'})
  @Column(utcColumn)
  askedAt: Date;

  @Column({...idColumn, nullable: true})
  askedById: string | null;

  @Field(() => String, {nullable: true, description: 'Name of the account that asked.'})
  @Column({type: 'varchar', length: 191, nullable: true})
  askedByName: string | null;

  @Field(() => String, {nullable: true, description: 'The answer, at most 5,000 characters; null while there is none.'})
  @Column({type: 'text', nullable: true})
  answer: string | null;

  @Field(() => Date, {nullable: true, description: 'When it was answered last.'})
  @Column({...utcColumn, nullable: true})
  answeredAt: Date | null;

  @Column({...idColumn, nullable: true})
  answeredById: string | null;

  /** The question as everybody reads it: in other words where the asker's own would tell who asked. */
  @Column({type: 'text', nullable: true})
  publicText: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When question and answer were published as a clarification; null while they are not.',
  })
  @Column({...utcColumn, nullable: true})
  publishedAt: Date | null;

  @Column({...utcColumn, nullable: true})
  amendedAt: Date | null;

  @Field(() => Int, {description: 'Grows with every change; `answerQuestion` takes the one that was read.'})
  @Column('int')
  version: number;

  @Field(() => Organisation, {description: 'The unit that asked.'})
  organisation(): Organisation {
    return Organisation.of(this.organisationId);
  }
}

@ObjectType({
  description: 'A question and its answer as they were published to everybody (R130). It does not tell who asked.',
})
export class Clarification {
  @Field(() => ID, {description: "The question's id."})
  id: string;

  @Field(() => String, {nullable: true, description: 'Key of the track it is about; null: the whole campaign.'})
  trackKey: string | null;

  @Field(() => String, {description: 'The question, shown as text.'})
  question: string;

  @Field(() => String, {description: 'The answer, shown as text.'})
  answer: string;

  @Field(() => Date, {description: 'When it was published.'})
  publishedAt: Date;

  @Field(() => Date, {nullable: true, description: 'When it was changed last after that; null if it never was.'})
  amendedAt: Date | null;

  static of({id, trackKey, publicText, text, answer, publishedAt, amendedAt}: Question): Clarification {
    const shown = {id, trackKey, question: publicText ?? text, answer: answer ?? '', publishedAt, amendedAt};
    return Object.assign(new Clarification(), shown);
  }
}
