import {DateTime} from '@concours/kernel/scalars';
import type {VoterKind} from '@concours/schema/definition/round';
import {Field, Int, ObjectType, registerEnumType} from 'type-graphql';
import {Visibility} from './round.kinds.js';

registerEnumType(Visibility, {
  name: 'Visibility',
  description:
    'HIDDEN: nobody sees the counts but who may read the round. DELAYED: all see them as they were some minutes ago, those who run the round too. LIVE: all see them as they are.',
});

const VoterKinds = {ACCOUNT: 'ACCOUNT', PARTNER_APP: 'PARTNER_APP', OPENID: 'OPENID'} as const satisfies {
  [K in VoterKind]: K;
};
registerEnumType(VoterKinds, {
  name: 'VoterKind',
  description:
    "How a voter is known: by an account of the platform, by a partner's app that vouches, or by the platform's identity provider without an account here.",
});

@ObjectType({description: 'An allowance of votes that takes no notice of midnight (R142).'})
export class RollingAllowance {
  @Field(() => Int, {description: 'How many marks.'})
  marks: number;

  @Field(() => Int, {description: 'In any span of so many hours.'})
  hours: number;
}

/** The vote's rules as the definition has them; absent limits are null. */
@ObjectType({description: 'What a voter may do in this round (R91, R92, R101).'})
export class BallotRules {
  @Field(() => DateTime, {
    nullable: true,
    description: 'First instant of the vote; null while the date is not settled.',
  })
  opensAt: Date | null;

  @Field(() => DateTime, {nullable: true, description: 'Last instant of the vote, inclusive to the millisecond.'})
  closesAt: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: "Marks a voter has each day of the campaign's zone; null: no daily limit.",
  })
  perDay: number | null;

  @Field(() => Int, {nullable: true, description: 'Marks a voter has in the whole round; null: no such limit.'})
  perRound: number | null;

  @Field(() => Int, {nullable: true, description: 'Marks a voter may give one entry in a day; null: no such limit.'})
  perEntryPerDay: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Marks a voter may give one entry in the whole round; null: no such limit.',
  })
  perEntryPerRound: number | null;

  @Field(() => RollingAllowance, {
    nullable: true,
    description: 'Marks a voter has in any span of so many hours, wherever midnight falls (R142); null: no such limit.',
  })
  rolling: RollingAllowance | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How often a voter may hand in a ballot each day; null: no such limit.',
  })
  ballotsPerDay: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How often a voter may hand in a ballot in the whole round; null: no such limit.',
  })
  ballotsPerRound: number | null;

  @Field(() => Int, {description: 'How many different entries a ballot names at least.'})
  marksAtLeast: number;

  @Field(() => Int, {description: 'How many different entries a ballot names at most.'})
  marksAtMost: number;

  @Field(() => Boolean, {description: "Whether a voter may not vote for works of the voter's own unit."})
  ownUnitExcluded: boolean;

  @Field(() => Boolean, {
    description:
      "Whether votes are counted by constituency (R86): a voter belongs to the one of the unit that vouches, and who belongs to none can't vote.",
  })
  byConstituency: boolean;

  @Field(() => Boolean, {description: "Whether a voter may not vote for works of the voter's own constituency."})
  ownGroupExcluded: boolean;

  @Field(() => Visibility, {description: 'Whether and when everybody sees the counts while the vote runs (A39).'})
  visibility: Visibility;

  @Field(() => Int, {
    nullable: true,
    description: 'With DELAYED: how old the counts shown are at least, in minutes; null otherwise.',
  })
  delayMinutes: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'From this instant on the counts shown stand still; votes are still taken. As the definition has it, or earlier where it was ordered by hand.',
  })
  freezesAt: Date | null;

  @Field(() => Boolean, {description: 'Whether the counts shown stand still now.'})
  frozen: boolean;

  @Field(() => [VoterKinds], {description: 'Who may vote (R91).'})
  voters: VoterKind[];
}
