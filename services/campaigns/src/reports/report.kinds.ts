import {registerEnumType} from 'type-graphql';

export enum ReportState {
  DRAFT = 'DRAFT',
  SUBMITTED = 'SUBMITTED',
  RETURNED = 'RETURNED',
  APPROVED = 'APPROVED',
}
registerEnumType(ReportState, {
  name: 'ReportState',
  description: 'Where a report stands (R43). Only APPROVED ones count.',
});
