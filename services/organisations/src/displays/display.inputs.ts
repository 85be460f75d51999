import {PageArgs} from '@concours/kernel/page';
import {inputInvalid} from '@concours/kernel/refusal';
import {Length, Matches, MaxLength, ValidateNested} from 'class-validator';
import {ArgsType, Field, ID, InputType} from 'type-graphql';
import {DISPLAY_NAME} from '../display-name.js';
import {WallKinds, type WallAddress, type WallKind} from './wall.js';

@InputType({description: 'Which wall a screen shows: the tally of a round, or the plan of a campaign.'})
export class WallInput {
  @Field(() => WallKinds, {description: 'What it shows.'})
  kind: WallKind;

  @Field(() => ID, {description: 'The id of the round for TALLY, of the campaign for PLAN.'})
  @Matches(/^[\w:.-]{1,100}$/)
  id: string;
}

export function addressOf({kind, id}: WallInput): WallAddress {
  return {kind, subject: id};
}

@InputType({description: 'A screen that shows a code.'})
export class PairingInput {
  @Field(() => String, {description: 'The code on the screen: 8 characters, in any case, with or without a gap.'})
  @MaxLength(100)
  code: string;

  @Field(() => String, {description: 'Where it hangs, at most 100 characters.'})
  @Matches(DISPLAY_NAME)
  @MaxLength(100)
  name: string;

  @Field(() => ID, {description: 'Whose screen it is: it shows walls of this organisation and those below.'})
  @Length(26, 26)
  organisationId: string;

  @Field(() => WallInput, {description: 'What it shows.'})
  @ValidateNested()
  wall: WallInput;
}

@InputType({description: 'What changes about a screen; what is left out stays.'})
export class DisplayAmendment {
  @Field(() => String, {nullable: true, description: 'Where it hangs, at most 100 characters.'})
  @Matches(DISPLAY_NAME)
  @MaxLength(100)
  name?: string | null;

  @Field(() => WallInput, {nullable: true, description: 'What it shows from now on; it goes there by itself.'})
  @ValidateNested()
  wall?: WallInput | null;

  check(): void {
    if (!this.name && !this.wall) throw inputInvalid({field: 'input'});
  }
}

@ArgsType()
export class DisplaysArgs extends PageArgs {
  @Field(() => String, {nullable: true, description: 'Part of its name, at most 60 characters.'})
  @MaxLength(60)
  search?: string | null;
}
