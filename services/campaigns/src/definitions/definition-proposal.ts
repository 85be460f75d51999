import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Page} from '@concours/kernel/page';
import {Directive, Field, ID, Int, ObjectType, registerEnumType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {DefinitionChange} from './definition-plan.js';
import type {WordedChange} from './change-words.rules.js';

export enum ProposalState {
  OPEN = 'OPEN',
  APPLIED = 'APPLIED',
  REFUSED = 'REFUSED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(ProposalState, {
  name: 'ProposalState',
  description:
    'OPEN: waits for a second person. APPLIED: approved, and in force as a version. REFUSED. WITHDRAWN: by who proposed it.',
});

@ObjectType({
  description:
    'A change of a definition after a stage has opened: proposed by one account, applied when another approves (R122).',
})
@Directive('@key(fields: "id", resolvable: false)')
@Entity('definition_proposal')
@Index('definition_proposal_campaign', ['campaignId', 'id'])
export class DefinitionProposal {
  @Field(() => ID, {description: 'Its id, a ULID.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Field(() => ProposalState, {description: 'Where it stands.'})
  @Column(keyColumn(20))
  state: ProposalState;

  @Field(() => Int, {
    description: 'The version it was proposed against; when another holds meanwhile, it can not be approved any more.',
  })
  @Column('int')
  baseVersion: number;

  /** In an object, because a bare text in a JSON column is read twice by one of the drivers. */
  @Column('json')
  content: {source: string};

  @Field(() => String, {description: 'SHA-256 of the source, in hex.'})
  @Column(keyColumn(64))
  digest: string;

  @Column('json')
  changes: WordedChange[];

  @Field(() => String, {description: 'Why the definition is to be changed, 1 to 500 characters.'})
  @Column({type: 'varchar', length: 500})
  reason: string;

  @Field(() => Date, {description: 'When it was proposed.'})
  @Column(utcColumn)
  proposedAt: Date;

  @Column({...idColumn, nullable: true})
  proposedById: string | null;

  @Field(() => String, {nullable: true, description: 'Name of the account that proposed it.'})
  @Column({type: 'varchar', length: 191, nullable: true})
  proposedByName: string | null;

  @Field(() => Date, {nullable: true, description: 'When it was approved, refused or withdrawn.'})
  @Column({...utcColumn, nullable: true})
  decidedAt: Date | null;

  @Column({...idColumn, nullable: true})
  decidedById: string | null;

  @Field(() => String, {nullable: true, description: 'Name of the account that decided.'})
  @Column({type: 'varchar', length: 191, nullable: true})
  decidedByName: string | null;

  @Field(() => String, {nullable: true, description: 'Why it was refused.'})
  @Column({type: 'varchar', length: 500, nullable: true})
  answer: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why one account alone may approve it: `waiveSecondPerson` found no other that could.',
  })
  @Column({type: 'varchar', length: 500, nullable: true})
  waiver: string | null;

  @Field(() => String, {description: 'The YAML file that would be applied.'})
  source(): string {
    return this.content.source;
  }

  @Field(() => [DefinitionChange], {
    description: 'What it changes of the version it was proposed against; 500 at most.',
  })
  changed(): DefinitionChange[] {
    return this.changes.map(DefinitionChange.of);
  }
}

export const DefinitionProposalPage = Page(DefinitionProposal, 'DefinitionProposal');
export type DefinitionProposalPage = InstanceType<typeof DefinitionProposalPage>;
