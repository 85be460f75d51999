import {readFileSync} from 'node:fs';
import path from 'node:path';
import {buildSchema, Kind, parse, type StringValueNode} from 'graphql';
import {ABSENT} from './acts.js';
import type {TypeTable} from './selection.js';

const supergraph = readFileSync(path.resolve(__dirname, '../../schema/supergraph.graphql'), 'utf8');

/** What is told to who did it, about what they did. */
export const answers: Record<string, string> = {
  BallotReceipt: 'accepted at remainingToday replayed requestId',
  BulkRefusal: 'code id message',
  BulkResult: 'done refused',
  DefinitionPlan:
    'applicable burden campaignId campaignImpact changes document id needsSecondPerson problems roundImpact workImpact written',
  DefinitionDraft: 'plan source',
  Impact: 'code count message place samples',
  DefinitionProblem: 'code column line message path',
  IssuedKey: 'key token',
  IssuedToken: 'expiresAt id name token',
  MadeLink: 'account expiresAt link mailed purpose',
  OpenedLink: 'accountName displayName expiresAt purpose',
  SecondFactorSetUp: 'secret uri',
  Mark: 'day entry slot',
  OrganisationHoldings: 'accounts children descendants grantsBelow grantsHere id openChildren',
  OrganisationImport: 'created refused unchanged',
  OrganisationImportRefusal: 'code message row',
  PermissionAnswer: 'grant grantors roles verdict',
  PermissionGrantor: 'by roles',
  IssuedAppKey: 'key secret',
  PersonAccount: 'auditEntries displayName email grants id keys name organisation phone sessions suspended',
  PersonErasure: 'authors id parts reason requestedAt requestedBy',
  PersonErasurePart: 'erasedAt rows service',
  PersonFile: 'accounts accountsData id judgingData judgingSeats works worksData',
  ReminderRefusal: 'code message nextAt organisation',
  ReminderResult: 'refused sent',
  RegisteredApp: 'app key secret',
  RevealedField: 'key name value',
  Viewer: 'account can grantable grants kind name permissions providerLink',
  OidcLink: 'createdAt lastUsedAt',
  SignInProvider: 'name',
  SignInPayload: 'expiresAt refreshToken token tokenExpiresAt viewer',
  DemoAccount: 'displayName name organisationName password purpose role',
};

/** What goes to everybody who listens, live. */
export const live: Record<string, string> = {
  PlanProgressEntry: 'cells id organisation',
  PlanProgressEvent: 'entries epoch kind revision takenAt totals',
  TallyEvent: 'entries epoch frozenAt hidden kind revision takenAt total votesPerMinute',
};

const page = 'nodes pageInfo totalCount';

/** Types that are a part of what they hang on. Each with all its fields: a new one belongs here, or into a table of rows. */
const parts: Record<string, string> = {
  AccountPermission: 'grants permission',
  AppKey: 'algorithm createdAt ending id',
  Asset: 'digest durationMs fileName findings height id role rule size type url width',
  AuditActor: 'id kind name',
  AuditSubject: 'id type',
  AwardList: 'count key name provisional recipients tied toUnits',
  AwardRecipient: 'entry organisation submission unit',
  BallotRules:
    'closesAt freezesAt frozen marksAtLeast marksAtMost opensAt ownUnitExcluded perDay perEntryPerDay perRound visible',
  BurdenEdition: 'asked campaign days deadlines takingPart',
  BurdenMeter: 'asked days deadlines items previous takingPart undated',
  BurdenMeterItem: 'change confirmations fields files key kind name reminders times voluntary why',
  BurdenSum: 'confirmations fields files forms reminders',
  CampaignPart: 'campaign hasQuota owns roles tracks',
  CampaignRetention: 'days erasedAt erasedFrom',
  ClassCap: 'most track',
  Component: 'carriesRound criteria judgesAtLeast key kind method most name weight',
  ComponentScore: 'component missing name raw score weight weighted',
  Consent: 'at givenBy version',
  Criterion: 'key most name',
  CriterionScore: 'criterion points',
  Cut: 'exactly nextRound to',
  Explanation: 'entry rank steps total',
  ExplanationStep: 'component formula missing name raw score weight weighted',
  DefinitionChange: 'after before kind path where words',
  DefinitionProposal:
    'answer baseVersion changed decidedAt decidedByName digest id mayApprove proposedAt proposedByName reason source state waiver',
  ExternalReference: 'since system value',
  FrozenUnit: 'id name shortName',
  GrantablePlace: 'campaignId campaignRequired organisation trackKey until',
  GrantableRole: 'givenBy places role',
  HostedTrack: 'role track',
  Hosting: 'organisations role',
  ImportChange: 'after before column',
  ImportColumn: 'column heading',
  ImportProblem: 'code column message',
  JudgeProgress: 'done handedIn judge organisation recused total',
  FloorProgress: 'atLeast basis done key met metric name of units',
  Metric: 'direction done id key name rule sides stated target unit',
  MetricSide: 'key name',
  OrganisationPeriod: 'closed counterpart event from kind level name parent reason shortName until',
  OrganisationImportJobRow: 'changes code name number organisation outcome parent parentMatch problems',
  PageInfo: 'endCursor hasNextPage',
  OwnSession: 'address createdAt current device expiresAt id lastUsedAt',
  ParentMatch: 'by code name text',
  Plan: 'basis below buckets check columns floors forms id metrics name root row rowPage rows sums totals unallocated',
  PlanCheck: 'alarmAt alarmFigures checkedAt',
  PointsRecord: 'component entry points',
  Policies: 'entryRankingShown limits practices publicNoticeWorkingDays votesAllowed',
  PracticeRule: 'practice setting',
  QuotaBucket: 'cells key members name parts position',
  QuotaCell: 'allocated done eachMet eachOf met metric over own sides target',
  QuotaRow: 'cells organisation position source',
  QuotaSide: 'done key',
  RecommendationAllowance: 'cap class className organisation remaining used',
  ReminderPolicy: 'from nextAt perUnitPerWeek until',
  ReportForm: 'key name',
  RuleFinding: 'code message rule severity',
  ScoreSheet: 'abstained conflict entry handedIn id recused scores submission total version',
  Shortlist: 'atMost chosen closedAt digest track',
  Stage: 'closesAt id key kind name opensAt overridden state stated tentative',
  Standing: 'provisional round rows takenAt',
  StandingRow: 'advances decidedBy entry organisation rank scores submission tiedWith total track unit',
  SubmissionActions: 'edit handIn recommend returnIt reveal revealForReason screen withdraw withdrawRecommendation',
  SubmissionField: 'key masked name personal value',
  SubmissionStep: 'at by kind note organisation',
  Tally: 'entries epoch frozenAt hidden revision takenAt total',
  UnitClassification: 'campaign caps class className exceptedFrom kinds levels reason',
  VoterTokenDay: 'day tokens',
  Wall: 'campaign kind path round',
  TallyEntry: 'entry id organisation submission votes',
  ...Object.fromEntries(
    [
      'Account',
      'ActivityReport',
      'ApiKey',
      'AuditRow',
      'DefinitionProposal',
      'DefinitionVersion',
      'Display',
      'Entry',
      'Grant',
      'Organisation',
      'OrganisationImportJob',
      'Reminder',
      'OrganisationImportJobRow',
      'ScoreSheet',
      'Submission',
    ].map((of) => [`${of}Page`, page]),
  ),
};

export const types: TypeTable = {
  schema: buildSchema(supergraph, {assumeValidSDL: true}),
  rows: {
    Account: 'id name',
    ActivityReport: 'id title',
    ApiKey: 'id',
    AuditRow: 'id',
    Campaign: 'id key',
    DefinitionVersion: 'version digest',
    Display: 'id name',
    Entry: 'id number',
    Grant: 'id role',
    Judging: 'judges',
    Organisation: 'id name',
    OrganisationImportJob: 'id',
    PartnerApp: 'id name',
    Reminder: 'id text',
    Result: 'id state',
    Round: 'id key',
    Submission: 'id title',
    Track: 'id key',
    Viewer: 'kind name',
  },
  parts,
  arguments: {
    'Campaign.round': 'key: "open-song"',
    'Campaign.track': 'key: "song"',
    'Campaign.submissions': 'first: 100',
    'OrganisationImportJob.rows': 'first: 5',
    'Organisation.at': 'instant: "2024-06-15T00:00:00Z"',
    'Viewer.can': 'permission: "work.read"',
    'Plan.row': `organisationId: "${ABSENT}"`,
    'Plan.below': `organisationId: "${ABSENT}"`,
    'Round.entry': `id: "${ABSENT}"`,
  },
  refusing: ['Round.standing', 'Result.rows'],
  skipped: [],
};

/** `Type.field` to what the graph says of who may ask for it. */
export const marked: ReadonlyMap<string, string[]> = new Map(
  parse(supergraph).definitions.flatMap((node) => {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
    return (node.fields ?? []).flatMap(({name, directives}): [string, string[]][] => {
      const needs = directives?.find((each) => each.name.value === 'needs');
      const oneOf = needs?.arguments?.find((each) => each.name.value === 'oneOf')?.value;
      if (oneOf?.kind !== Kind.LIST) return [];
      return [[`${node.name.value}.${name.value}`, oneOf.values.map((value) => (value as StringValueNode).value)]];
    });
  }),
);
