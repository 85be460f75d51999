import {registerEnumType} from 'type-graphql';

export enum ReportState {
  DRAFT = 'DRAFT',
  SUBMITTED = 'SUBMITTED',
  RETURNED = 'RETURNED',
  APPROVED = 'APPROVED',
  STRUCK = 'STRUCK',
}
registerEnumType(ReportState, {
  name: 'ReportState',
  description:
    'Where a report stands (R43). Only APPROVED ones count; STRUCK ones did, until somebody found that they must not.',
});

export enum CorrectionKind {
  CHANGED = 'CHANGED',
  STRUCK = 'STRUCK',
}
registerEnumType(CorrectionKind, {name: 'CorrectionKind', description: 'What a correction did.'});

export enum ImportOutcome {
  DRAFTED = 'DRAFTED',
  SUBMITTED = 'SUBMITTED',
  DUPLICATE = 'DUPLICATE',
  REFUSED = 'REFUSED',
}
registerEnumType(ImportOutcome, {
  name: 'ReportImportOutcome',
  description:
    'What became, or in a trial run would become, of a row: a draft; handed in; left out since the unit has such a report of that day; refused.',
});
