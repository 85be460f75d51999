import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import type {BilingualText} from '@concours/kernel/refusal';
import {Field, ID, Int, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {Organisation} from '../organisations/organisation.js';
import type {MonthFigures} from './monthly.rules.js';

/** As it was fixed: names and targets of that day included, so that it reads the same for ever. */
export interface MonthlyContent {
  columns: {key: string; name: BilingualText; unit: BilingualText}[];
  rows: ContentRow[];
  /** What was done by units outside of the rows (A18). */
  rest: ContentCell[];
  totals: ContentCell[];
  events: number;
  lines: ContentLine[];
}
export interface ContentCell extends MonthFigures {
  target: number | null;
  /** The `month` figure of the report before; null in the first one. */
  lastMonth: number | null;
}
export interface ContentRow {
  organisationId: string;
  name: BilingualText;
  cells: ContentCell[];
}
export interface ContentLine {
  kind: 'LATE' | 'CHANGED' | 'STRUCK';
  organisationId: string;
  unit: BilingualText;
  title: string;
  heldOn: string;
  reason: string | null;
  events: number;
  participants: number;
  workersReached: number;
  publicists: number;
  audience: number;
}

@ObjectType({
  description:
    'The figures of a month as of a fixed day, which never change afterwards: what comes later stands in the next one, in lines of its own (R129). Seen by those who may read reports of the campaign anywhere.',
})
@Entity('monthly_report')
@Index('monthly_report_month', ['campaignId', 'month'], {unique: true})
export class MonthlyReport {
  @Field(() => ID, {description: 'A ULID.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Field(() => String, {description: 'The month, YYYY-MM.'})
  @Column(keyColumn(7))
  month: string;

  @Field(() => Date, {description: 'Through when what was approved is taken in.'})
  @Column(utcColumn)
  asOf: Date;

  @Field(() => Date, {description: 'When it was fixed.'})
  @Column(utcColumn)
  fixedAt: Date;

  @Column({...idColumn, nullable: true})
  fixedById: string | null;

  @Column('json')
  content: MonthlyContent;

  @Field(() => Boolean, {description: 'Whether it was fixed by hand, not by the clock.'})
  byHand(): boolean {
    return this.fixedById !== null;
  }

  @Field(() => Int, {description: 'How many events of the month were approved by then.'})
  events(): number {
    return this.content.events;
  }

  @Field(() => [MonthlyRow], {description: "The units of the allocation, or those directly below the plan's root."})
  rows(): MonthlyRow[] {
    return this.content.rows.map((row) => MonthlyRow.of(row, this.content.columns));
  }

  @Field(() => [MonthlyCell], {description: 'What units outside of the rows did (A18).'})
  rest(): MonthlyCell[] {
    return MonthlyCell.all(this.content.rest, this.content.columns);
  }

  @Field(() => [MonthlyCell], {description: 'Of the whole plan.'})
  totals(): MonthlyCell[] {
    return MonthlyCell.all(this.content.totals, this.content.columns);
  }

  @Field(() => [MonthlyLine], {
    description: 'What came late or was corrected since the report before, for months that were fixed then.',
  })
  lines(): MonthlyLine[] {
    return this.content.lines.map((line) => Object.assign(new MonthlyLine(), {line}));
  }
}

@ObjectType({description: 'One figure of a month: total = before + late + month.'})
export class MonthlyCell implements ContentCell {
  @Field(() => String, {description: 'Key of the metric.'})
  metric: string;

  @Field(() => Int, {nullable: true, description: 'What was allocated; null if nothing was.'})
  target: number | null;

  @Field(() => Int, {description: 'What the month itself brought.'})
  month: number;

  @Field(() => Int, {nullable: true, description: 'What the month before brought; null in the first report.'})
  lastMonth: number | null;

  @Field(() => Int, {description: 'What came late, or was taken back, for months that were fixed already.'})
  late: number;

  @Field(() => Int, {description: 'The total of the report before.'})
  before: number;

  @Field(() => Int, {description: 'All in all.'})
  total: number;

  static all(cells: readonly ContentCell[], columns: readonly {key: string}[]): MonthlyCell[] {
    return cells.map((cell, i) => Object.assign(new MonthlyCell(), cell, {metric: columns[i].key}));
  }
}

@ObjectType({description: "A unit's figures of a month."})
export class MonthlyRow {
  private row: ContentRow;

  @Field(() => [MonthlyCell], {description: 'In the order of the columns.'})
  cells: MonthlyCell[];

  static of(row: ContentRow, columns: readonly {key: string}[]): MonthlyRow {
    return Object.assign(new MonthlyRow(), {row, cells: MonthlyCell.all(row.cells, columns)});
  }

  @Field(() => Organisation, {description: 'The unit.'})
  organisation(): Organisation {
    return Organisation.of(this.row.organisationId);
  }
}

@ObjectType({description: 'One late report or correction. Figures are differences: what it added or took away.'})
export class MonthlyLine {
  private line: ContentLine;

  @Field(() => String, {description: 'LATE, CHANGED or STRUCK.'})
  kind(): string {
    return this.line.kind;
  }

  @Field(() => Organisation, {description: 'The unit that held the event.'})
  organisation(): Organisation {
    return Organisation.of(this.line.organisationId);
  }

  @Field(() => String, {description: 'Title of the event.'})
  title(): string {
    return this.line.title;
  }

  @Field(() => String, {description: 'Its day, YYYY-MM-DD.'})
  heldOn(): string {
    return this.line.heldOn;
  }

  @Field(() => String, {nullable: true, description: 'Why it was corrected; null for a late report.'})
  reason(): string | null {
    return this.line.reason;
  }

  @Field(() => [Int], {
    description: 'Differences of events, participants, workers met, publicists and audience, in this order.',
  })
  changes(): number[] {
    const {events, participants, workersReached, publicists, audience} = this.line;
    return [events, participants, workersReached, publicists, audience];
  }
}
