import {Field, ID, Int, ObjectType, registerEnumType} from 'type-graphql';
import {Organisation} from '../organisations/organisation.js';
import {QuotaCell} from './quota-row.js';

export enum LiveKind {
  SNAPSHOT = 'SNAPSHOT',
  DELTA = 'DELTA',
  HEARTBEAT = 'HEARTBEAT',
  FREEZE = 'FREEZE',
  CORRECTION = 'CORRECTION',
}
registerEnumType(LiveKind, {
  name: 'LiveKind',
  description: 'A full state, changed figures, a sign of life, the freezing of a board, or figures that went down.',
});

@ObjectType({description: 'Figures of one unit in a live event; absolute, never differences.'})
export class PlanProgressEntry {
  @Field(() => ID, {description: '`<planId>:<organisationId>`.'})
  id: string;

  @Field(() => Organisation, {description: 'The unit.'})
  organisation: Organisation;

  @Field(() => [QuotaCell], {description: 'All its figures.'})
  cells: QuotaCell[];
}

@ObjectType({description: 'One event of the progress of a plan.'})
export class PlanProgressEvent {
  @Field(() => LiveKind, {
    description: 'What it is. The first is a SNAPSHOT; CORRECTION is a DELTA in which a figure went down.',
  })
  kind: LiveKind;

  @Field(() => String, {description: 'Who counts the revisions. Another epoch than before means: subscribe again.'})
  epoch: string;

  @Field(() => Int, {description: 'Grows by one with every DELTA or CORRECTION; a gap means: subscribe again.'})
  revision: number;

  @Field(() => Date, {description: "When the figures were read, by the server's clock."})
  takenAt: Date;

  @Field(() => [PlanProgressEntry], {
    description:
      'In a SNAPSHOT all units of the allocation, in printed order; in a DELTA those that changed; in a HEARTBEAT none.',
  })
  entries: PlanProgressEntry[];

  @Field(() => [QuotaCell], {description: 'The figures of the whole plan.'})
  totals: QuotaCell[];
}
