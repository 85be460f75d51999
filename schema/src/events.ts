import type {Definition} from './definition/definition.js';
import type {OrganisationKind, OrganisationLevel} from './organisation.kinds.js';

/**
 * What services tell each other. Each event carries its subject's full state and a version; a receiver keeps the highest version.
 * `subject` is the id of the thing; instants are ISO 8601 in UTC.
 */
export interface OrganisationChanged {
  id: string;
  code: string;
  path: string;
  parentId: string | null;
  kind: OrganisationKind;
  level: OrganisationLevel;
  name: {zh: string; en: string};
  shortName: {zh: string; en: string};
  closed: boolean;
}

/** A stage opened or closed by hand: the instant overrides the definition's (decisions.md, time-driven things). */
export interface StageOverride {
  stage: string;
  opensAt: string | null;
  closesAt: string | null;
  reason: string;
}

/** Subject: the campaign. Carries the whole document; `definitionVersion` counts applied definitions, the event's version counts every change. */
export interface DefinitionApplied {
  campaignId: string;
  key: string;
  definitionVersion: number;
  definition: Definition;
  ownerOrganisationId: string;
  ownerPath: string;
  /** Organisation ids of every code the definition names. */
  organisations: Record<string, string>;
  overrides: StageOverride[];
  /** Resolved by campaigns: each stage's instants, overrides included; null where a date is unresolved or something holds the stage. */
  stages: {key: string; opensAt: string | null; closesAt: string | null}[];
  /** Tracks that something holds, such as an annex that is still missing: nothing is taken in for them meanwhile. */
  heldTracks: string[];
}

/** Submissions and scoring answer a definition; a version is in force when both have. Subject: `<campaignId>:<service>`; version: the definition's. */
export interface DefinitionAcknowledged {
  campaignId: string;
  definitionVersion: number;
  service: 'submissions' | 'scoring';
}

/** A hint for live feeds; subject: the campaign; version: the revision of its plan's progress. Read by campaigns alone. */
export interface PlanProgressChanged {
  campaignId: string;
  revision: number;
}

/**
 * Subject: the waiver. Nobody else than `by` could approve the proposal at this organisation: organisations, who know the accounts,
 * have looked, and have written down why it may be done by one alone.
 */
export interface SecondPersonWaived {
  id: string;
  proposalId: string;
  campaignId: string;
  organisationId: string;
  by: string;
  reason: string;
}

export const submissionStates = [
  'DRAFT',
  'HANDED_IN',
  'RETURNED',
  'RECOMMENDED',
  'SHORTLISTED',
  'NOT_SHORTLISTED',
  'WITHDRAWN',
] as const;
export type SubmissionState = (typeof submissionStates)[number];

/** Subject: the submission. */
export interface SubmissionChanged {
  id: string;
  campaignId: string;
  trackKey: string;
  organisationId: string;
  recommendedById: string | null;
  number: string;
  title: string;
  author: string;
  state: SubmissionState;
  handedInAt: string | null;
}

/** Subject: `<campaignId>:<trackKey>`. `digest` is the SHA-256, in hex, of the sorted submission ids joined by "\n" (read your writes across services). */
export interface ShortlistClosed {
  campaignId: string;
  trackKey: string;
  count: number;
  digest: string;
  closedAt: string;
}

/** Subject: the result. */
export interface ResultPublished {
  id: string;
  campaignId: string;
  roundKey: string;
  digest: string;
  publishedAt: string;
}

/** Subject: the erasure. Each service takes out of its own rows what it holds of the person, and answers with PersonErased. */
export interface PersonErasureRequested {
  id: string;
  /** Look-ups (schema/personal), never numbers or addresses. */
  contacts: string[];
  accounts: string[];
  /** Only in units below these paths, which are those of who asked for it. */
  roots: string[];
  /** Also the author's name in works that are not public. */
  authors: boolean;
  /** Of what was there then. */
  requestedAt: string;
}

/** Subject: `<erasureId>:<service>`. */
export interface PersonErased {
  erasureId: string;
  service: ErasingService;
  /** How many rows lost something: works, or seats on panels. */
  rows: number;
  erasedAt: string;
}

/** Who holds anything by which a person is known; what others hold are ids of accounts, and those stay as pseudonyms. */
export const erasingServices = ['organisations', 'campaigns', 'submissions', 'scoring'] as const;
export type ErasingService = (typeof erasingServices)[number];

export interface EventPayloads {
  OrganisationChanged: OrganisationChanged;
  DefinitionApplied: DefinitionApplied;
  DefinitionAcknowledged: DefinitionAcknowledged;
  PlanProgressChanged: PlanProgressChanged;
  SecondPersonWaived: SecondPersonWaived;
  SubmissionChanged: SubmissionChanged;
  ShortlistClosed: ShortlistClosed;
  ResultPublished: ResultPublished;
  PersonErasureRequested: PersonErasureRequested;
  PersonErased: PersonErased;
}
export type EventType = keyof EventPayloads;
