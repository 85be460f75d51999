import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

@ObjectType({
  description: 'By what another system knows an organisation. One of each system; nobody else has the same.',
})
@Entity('organisation_external_reference')
@Index('organisation_external_reference_one', ['organisationId', 'system'], {unique: true})
export class ExternalReference {
  @Field(() => String, {
    description:
      'The system, such as membership; uscc is the unified social credit code, whose check character is verified.',
  })
  @PrimaryColumn(keyColumn(40))
  system: string;

  @Field(() => String, {description: 'The id there.'})
  @PrimaryColumn(keyColumn(100))
  value: string;

  @Column(idColumn)
  organisationId: string;

  @Field(() => Date, {description: 'Since when it is known here.'})
  @Column(utcColumn)
  since: Date;
}
