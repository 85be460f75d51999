import {Field, Int, ObjectType} from 'type-graphql';
import {Organisation} from '../organisations/organisation.js';

@ObjectType({
  description: 'A unit with something to hand in that is late (R44). For the level above it; no ranking is made of it.',
})
export class OverdueUnit {
  organisationId: string;

  @Field(() => Int, {description: 'Events written down and not handed in although the days for it are over.'})
  drafts: number;

  @Field(() => Int, {description: 'Returned reports that were not handed in again in the days there are for it.'})
  returned: number;

  @Field(() => String, {nullable: true, description: 'The day of the oldest of these events, YYYY-MM-DD.'})
  since: string | null;

  @Field(() => Boolean, {
    description:
      'Whether the day of the statistics table is over and nothing was handed in by the unit or anybody below it.',
  })
  table: boolean;

  @Field(() => Organisation, {description: 'The unit.'})
  organisation(): Organisation {
    return Organisation.of(this.organisationId);
  }
}
