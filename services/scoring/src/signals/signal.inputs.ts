import {PageArgs} from '@concours/kernel/page';
import {ArrayMaxSize, ArrayMinSize, Length, Matches, MaxLength} from 'class-validator';
import {ArgsType, Field, ID, InputType} from 'type-graphql';
import {SignalKind, SignalState} from './signal.kinds.js';
import {HeldState} from './vote-signal.js';

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

@InputType({description: 'Signals, all of one round, and why something is done with them.'})
export class SignalsInput {
  @Field(() => ID, {description: 'The round.'})
  @MaxLength(80)
  roundId: string;

  @Field(() => [ID], {description: 'The signals, 1 to 200.'})
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @Matches(ULID, {each: true})
  signalIds: string[];

  @Field(() => String, {description: 'Why, 2 to 500 characters: everybody can read it.'})
  @Length(2, 500)
  reason: string;
}

@ArgsType()
export class SignalPageArgs extends PageArgs {
  @Field(() => SignalKind, {nullable: true, description: 'Only signals of this kind.'})
  kind?: SignalKind | null;

  @Field(() => SignalState, {nullable: true, description: 'Only signals of which this has become.'})
  state?: SignalState | null;

  @Field(() => ID, {nullable: true, description: 'Only signals about this entry.'})
  @MaxLength(26)
  entryId?: string | null;
}

@ArgsType()
export class HeldPageArgs extends PageArgs {
  @Field(() => HeldState, {nullable: true, description: 'Only ballots of this state.'})
  state?: HeldState | null;

  @Field(() => ID, {nullable: true, description: 'Only ballots of this signal.'})
  @MaxLength(26)
  signalId?: string | null;
}
