import {inputInvalid} from '@concours/kernel/refusal';
import {Field, ID, InputType} from 'type-graphql';

/** No round wants more; what the round wants is checked with its rules. */
const MOST_ENTRIES = 200;

@InputType({description: 'A ballot: all of it counts or nothing.'})
export class BallotInput {
  @Field(() => ID, {description: 'The round, `<campaignId>:<roundKey>`.'})
  roundId: string;

  @Field(() => String, {
    description:
      "The caller's own id of this ballot, 8 to 64 letters, digits, dots, colons, hyphens or underscores. Sent again after a lost answer it gives the first answer again and counts nothing twice.",
  })
  requestId: string;

  @Field(() => [ID], {
    description: 'The entries voted for, each once, as many as the round wants (BALLOT_MARKS_COUNT).',
  })
  entryIds: string[];

  check(): void {
    if (!/^[\w.:-]{8,64}$/.test(this.requestId)) throw inputInvalid({field: 'requestId'});
    if (this.entryIds.length > MOST_ENTRIES) throw inputInvalid({field: 'entryIds'});
  }
}
