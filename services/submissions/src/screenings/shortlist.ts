import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {DateTime} from '@concours/kernel/scalars';
import {Field, Int, ObjectType} from 'type-graphql';
import {Column, Entity, PrimaryColumn} from 'typeorm';
import {TrackStub} from '../campaigns/campaign-stub.js';

@ObjectType({description: 'The works of a track that the screening chose (R82).'})
@Entity('shortlist')
export class Shortlist {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @PrimaryColumn(keyColumn(40))
  trackKey: string;

  /** Counted up by every act on the shortlist: the update takes the row's lock, so that nothing slips in beside the closing. */
  @Column({type: 'int'})
  revision: number;

  @Field(() => DateTime, {nullable: true, description: 'When it was closed; null while it may change.'})
  @Column({...utcColumn, nullable: true})
  closedAt: Date | null;

  /** How many were on it when it was closed. */
  @Column({type: 'int', nullable: true})
  closedCount: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Once closed: SHA-256, in hex, of the sorted ids of its works joined by newlines.',
  })
  @Column({...keyColumn(64), nullable: true})
  digest: string | null;

  @Field(() => Int, {description: 'How many may be on it at most.'})
  atMost: number;

  @Field(() => Int, {description: 'How many are on it.'})
  chosen: number;

  @Field(() => TrackStub, {description: 'The track it belongs to.'})
  track(): TrackStub {
    return TrackStub.of(this.campaignId, this.trackKey);
  }
}
