import {registerEnumType} from 'type-graphql';

export enum SubmissionState {
  DRAFT = 'DRAFT',
  HANDED_IN = 'HANDED_IN',
  RETURNED = 'RETURNED',
  RECOMMENDED = 'RECOMMENDED',
  SHORTLISTED = 'SHORTLISTED',
  NOT_SHORTLISTED = 'NOT_SHORTLISTED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(SubmissionState, {
  name: 'SubmissionState',
  description: 'How far a work has come.',
  valuesConfig: {
    DRAFT: {description: 'Being filled in; seen by its unit and the levels above.'},
    HANDED_IN: {description: 'Complete, checked, and waiting for a recommendation.'},
    RETURNED: {description: 'Sent back with a reason; may be changed and handed in again.'},
    RECOMMENDED: {description: 'Put forward within the cap of the recommending unit (R78).'},
    SHORTLISTED: {description: 'Chosen by the screening; public once the shortlist is closed.'},
    NOT_SHORTLISTED: {description: 'Recommended, but not chosen when the shortlist was closed.'},
    WITHDRAWN: {description: 'Taken back; its places are free again.'},
  },
});

export enum SubmissionSort {
  NUMBER = 'NUMBER',
  TITLE = 'TITLE',
  HANDED_IN_LATEST = 'HANDED_IN_LATEST',
}
registerEnumType(SubmissionSort, {
  name: 'SubmissionSort',
  description: 'The order of a list of works.',
  valuesConfig: {
    NUMBER: {description: 'By track, then by number.'},
    TITLE: {description: 'By title, as the database collates it.'},
    HANDED_IN_LATEST: {description: 'The latest handed in first, drafts last.'},
  },
});

export enum FindingSeverity {
  REJECT = 'REJECT',
  WARN = 'WARN',
}
registerEnumType(FindingSeverity, {
  name: 'FindingSeverity',
  description: 'Whether a finding keeps a work from being handed in (REJECT) or is only shown (WARN).',
});

/** What happened to a work, in its history. */
export const stepKinds = [
  'CREATED',
  'AMENDED',
  'ASSET_ATTACHED',
  'ASSET_REMOVED',
  'CONSENT_GIVEN',
  'HANDED_IN',
  'RETURNED',
  'RECOMMENDED',
  'RECOMMENDATION_WITHDRAWN',
  'SHORTLISTED',
  'SHORTLIST_UNDONE',
  'SHORTLIST_CLOSED',
  'NOT_SHORTLISTED',
  'WITHDRAWN',
  'PERSONAL_ERASED',
] as const;
export type StepKind = (typeof stepKinds)[number];
