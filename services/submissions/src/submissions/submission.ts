import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {DateTime} from '@concours/kernel/scalars';
import {Directive, Field, ID, Int, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import type {CampaignRef} from '../campaigns/campaign-ref.js';
import type {OrganisationRef} from '../organisations/organisation-ref.js';
import {SubmissionState} from './submission.kinds.js';

export interface FieldValue {
  key: string;
  value: string;
}

/** What the data access found out about the caller while it loaded the row; never stored. */
export interface Sight {
  level: 'FULL' | 'PUBLIC';
  campaign: CampaignRef;
  organisation: OrganisationRef;
}

@ObjectType({
  description:
    'A work that was handed in (R66). Seen by its unit and the levels above, by the screening of its campaign, and, once the shortlist is closed and it is on it, by everybody: then only its number, title, author, unit, cover and video.',
})
@Directive('@key(fields: "id")')
@Entity('submission')
@Index('submission_number', ['campaignId', 'trackKey', 'ordinal'], {unique: true})
@Index('submission_title', ['campaignId', 'title', 'id'])
@Index('submission_handed_in', ['campaignId', 'handedInAt', 'id'])
@Index('submission_organisation', ['organisationId'])
export class Submission {
  @Field(() => ID, {description: 'A ULID.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Column(keyColumn(40))
  trackKey: string;

  /** The version of the definition it was made under. */
  @Column({type: 'int'})
  definitionVersion: number;

  @Column(idColumn)
  organisationId: string;

  @Column({type: 'int'})
  ordinal: number;

  @Field(() => String, {description: '`<track>-0001`, unique in the campaign, never given twice.'})
  @Column(keyColumn(60))
  number: string;

  @Field(() => String, {description: 'At most 120 Unicode code points.'})
  @Column({type: 'varchar', length: 120})
  title: string;

  @Field(() => String, {description: 'Who made or performs it, at most 60 code points.'})
  @Column({type: 'varchar', length: 60})
  author: string;

  @Field(() => Int, {
    description: 'How many perform, 1 to 1000; exactly 1 where the track takes solo works only (R70).',
  })
  @Column({type: 'int'})
  performers: number;

  /** Without the personal fields: they lie sealed in a table of their own. */
  @Column({type: 'json'})
  entered: FieldValue[];

  @Field(() => SubmissionState, {description: 'How far it has come.'})
  @Column(keyColumn(20))
  state: SubmissionState;

  @Column({...idColumn, nullable: true})
  recommendedById: string | null;

  /** Set when the shortlist is closed: from then on everybody sees the public part, even after a withdrawal. */
  @Column({type: 'boolean'})
  published: boolean;

  @Column({type: 'varchar', length: 500, nullable: true})
  returnReason: string | null;

  @Column({...utcColumn, nullable: true})
  handedInAt: Date | null;

  @Column(utcColumn)
  createdAt: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When its personal fields were erased: at the end of their time, or because the person asked for it.',
  })
  @Column({...utcColumn, nullable: true})
  personalErasedAt: Date | null;

  @Field(() => Int, {description: 'Grows with every change; pass it to amendSubmission.'})
  @Column({type: 'int'})
  version: number;

  sight: Sight;

  /** What a request's loaders tell works apart by; the sight holds a whole definition. */
  toJSON(): object {
    return {id: this.id, version: this.version};
  }
}
