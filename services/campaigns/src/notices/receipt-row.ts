import {Page} from '@concours/kernel/page';
import {Field, Int, ObjectType} from 'type-graphql';
import {Organisation} from '../organisations/organisation.js';

@ObjectType({
  description: 'How far a notice has come among the units below a place (R127). Closed units are not counted.',
})
export class ReceiptCounts {
  @Field(() => Int, {description: 'How many units there are.'})
  units: number;

  @Field(() => Int, {description: 'In how many of them somebody has opened the notice.'})
  opened: number;

  @Field(() => Int, {description: 'How many have confirmed that they have it.'})
  confirmed: number;

  @Field(() => Int, {description: 'How many have sent it on.'})
  forwarded: number;
}

@ObjectType({description: 'A unit, and how far the notice has come there and below it.'})
export class ReceiptRow {
  @Field(() => Organisation, {description: 'The unit.'})
  organisation: Organisation;

  @Field(() => Date, {
    nullable: true,
    description: 'When somebody of the unit opened the notice first; null if nobody has.',
  })
  openedAt: Date | null;

  @Field(() => Date, {nullable: true, description: 'When the unit confirmed that it has it; null if it has not.'})
  confirmedAt: Date | null;

  @Field(() => String, {nullable: true, description: 'Name of the account that confirmed.'})
  confirmedBy: string | null;

  @Field(() => Date, {nullable: true, description: 'When the unit sent it on; null if it has not.'})
  forwardedAt: Date | null;

  @Field(() => ReceiptCounts, {description: 'Of all the units below it.'})
  below: ReceiptCounts;
}

@ObjectType({description: 'Units with how far the notice has come, in the order of their codes.'})
export class ReceiptRowPage extends Page(ReceiptRow, 'ReceiptRow') {}

@ObjectType({description: 'That a unit has a notice (R127).'})
export class NoticeReceipt {
  @Field(() => Date, {description: 'When somebody of the unit opened it first.'})
  openedAt: Date;

  @Field(() => Date, {nullable: true, description: 'When the unit confirmed that it has it; null if it has not.'})
  confirmedAt: Date | null;
}

@ObjectType({description: 'Who has a notice and who has sent it on, below a unit or among all whom it is for (R127).'})
export class Receipts {
  @Field(() => ReceiptCounts, {description: 'Of all the units below.'})
  counts: ReceiptCounts;

  @Field(() => ReceiptRowPage, {description: 'The units directly below, or those that the notice names.'})
  units: ReceiptRowPage;
}
