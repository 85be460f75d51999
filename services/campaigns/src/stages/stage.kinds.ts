import {registerEnumType} from 'type-graphql';

export enum StageKind {
  INTAKE = 'INTAKE',
  REPORTING = 'REPORTING',
  SCREENING = 'SCREENING',
  VOTE = 'VOTE',
  JUDGING = 'JUDGING',
  FINAL = 'FINAL',
  PUBLIC_NOTICE = 'PUBLIC_NOTICE',
  SUMMARY = 'SUMMARY',
  SHOWCASE = 'SHOWCASE',
  OTHER = 'OTHER',
}
registerEnumType(StageKind, {name: 'StageKind', description: 'What happens in a stage (R15).'});

export enum StageState {
  UNRESOLVED = 'UNRESOLVED',
  HELD = 'HELD',
  PLANNED = 'PLANNED',
  OPEN = 'OPEN',
  CLOSED = 'CLOSED',
}
registerEnumType(StageState, {
  name: 'StageState',
  description:
    "A stage by the server's clock: without a beginning, kept closed by an open point, to come, running, or over.",
});
