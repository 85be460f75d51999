import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import type {ErasingService} from '@concours/schema/events';
import {Field, ID, Int, ObjectType} from 'type-graphql';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** How far one service has come with an erasure. */
@ObjectType({description: 'How far a service has come with an erasure.'})
@Entity('person_erasure_part')
export class PersonErasurePart {
  @PrimaryColumn(idColumn)
  erasureId: string;

  @Field(() => String, {description: '`organisations`, `submissions` or `scoring`.'})
  @PrimaryColumn(keyColumn(20))
  service: ErasingService;

  @Field(() => Int, {description: 'How many accounts, works or seats on panels lost something.'})
  @Column('int')
  rows: number;

  @Field(() => Date, {nullable: true, description: 'When it was done; null until then.'})
  @Column({...utcColumn, nullable: true})
  erasedAt: Date | null;
}

/** Kept for ever: a database that is brought back from a backup is told of it again and erases anew. */
@ObjectType({description: 'That what the platform held of a person was erased, or is being erased (R74).'})
@Entity('person_erasure')
export class PersonErasure {
  @Field(() => ID, {description: 'Its id.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Column('json')
  contacts: string[];

  @Column('json')
  accounts: string[];

  @Column('json')
  roots: string[];

  @Field(() => Boolean, {description: "Whether the author's name in works that are not public went too."})
  @Column('boolean')
  authors: boolean;

  @Field(() => String, {description: 'Why, as who asked for it wrote.'})
  @Column({type: 'varchar', length: 500})
  reason: string;

  @Field(() => String, {nullable: true, description: 'Who asked for it, by name.'})
  @Column({type: 'varchar', length: 191, nullable: true})
  requestedBy: string | null;

  @Field(() => Date, {description: 'When.'})
  @Column(utcColumn)
  requestedAt: Date;
}
