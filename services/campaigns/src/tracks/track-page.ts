import {PageArgs} from '@concours/kernel/page';
import {ArgsType, Field} from 'type-graphql';

@ArgsType()
export class TrackPageArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'About this track and the whole campaign; without one about everything.',
  })
  trackKey?: string | null;
}
