import type {Permission} from '@concours/schema/access';
import {personId} from '@concours/schema/personal';
import {accessActs, accessOpen} from './access.acts.js';
import {ABSENT, type ActCase, type OpenCase} from './acts.js';
import type {Asker} from './asking.js';
import {campaignsActs} from './campaigns.acts.js';
import {noticesActs} from './notices.acts.js';
import {campaignsRows} from './campaigns.rows.js';
import {definitionOf} from './definition.js';
import {organisationsRows} from './organisations.rows.js';
import {holdsSomewhere} from './places.js';
import type {RowTable} from './rows.js';
import {scoringActs, scoringOpen} from './scoring.acts.js';
import {scoringRows} from './scoring.rows.js';
import {treeActs} from './tree.acts.js';
import {worksActs} from './works.acts.js';
import {worksRows} from './works.rows.js';

const refused = ({kind}: Asker): string => (kind === 'anonymous' ? 'NOT_SIGNED_IN' : 'NOT_PERMITTED');
/** A list of what is administered: for who holds the permission somewhere, for every campaign. */
const listed = (name: string, permission: Permission): OpenCase => ({
  needs: [permission],
  document: `query {${name} {totalCount}}`,
  make: () => ({}),
  expected: (asker) =>
    holdsSomewhere(
      asker.held.filter(({within}) => within === ''),
      permission,
    )
      ? 'OK'
      : refused(asker),
});
const somewhere = (permission: Permission, document: string, make: OpenCase['make']): OpenCase => ({
  ...{needs: [permission], document, make},
  expected: (asker) => (holdsSomewhere(asker.held, permission) ? 'OK' : refused(asker)),
});
const signedIn = (document: string, make: OpenCase['make'] = () => ({})): OpenCase => ({
  ...{needs: ['signedIn'], document, make},
  expected: (asker) => (asker.kind === 'account' || asker.kind === 'key' ? 'OK' : refused(asker)),
});
const everybody = (document: string): OpenCase => ({
  ...{needs: ['anybody'], document, make: () => ({})},
  expected: () => 'OK',
});

const fileOfAnother: OpenCase['make'] = ({accounts}) => ({id: personId({contacts: [], accounts: [accounts[0]!.id]})});

/** Questions that refuse by who asks, whatever they ask about. */
const openQuestions: Record<string, OpenCase> = {
  accounts: listed('accounts', 'account.read'),
  apiKeys: listed('apiKeys', 'key.read'),
  displays: listed('displays', 'display.read'),
  // rows of the trail know their campaign, so that a grant within one reaches them
  auditTrail: {
    ...listed('auditTrail', 'audit.read'),
    expected: (asker) =>
      asker.held.some(({role, within}) => ['AUDITOR', 'PLATFORM_ADMIN'].includes(role) && within !== 'A/song')
        ? 'OK'
        : refused(asker),
  },
  partnerApps: {...listed('partnerApps', 'app.read'), document: 'query {partnerApps {id}}'},
  organisationImportJobs: {...listed('organisationImportJobs', 'import.read'), expected: () => 'OK'},
  checkDefinition: somewhere(
    'campaign.apply',
    'query ($source: String!) {checkDefinition(source: $source) {id}}',
    () => ({source: definitionOf('A')}),
  ),
  editDefinition: somewhere(
    'campaign.apply',
    'query ($source: String!) {editDefinition(source: $source, edits: []) {source}}',
    () => ({source: definitionOf('A')}),
  ),
  cloneDefinition: somewhere(
    'campaign.apply',
    'query ($id: ID!) {cloneDefinition(campaignId: $id, key: "x", days: 1)}',
    (world) => ({id: world.campaign.A}),
  ),
  compareDefinitions: {
    ...everybody('query ($id: ID!) {compareDefinitions(before: {campaignId: $id}, after: {campaignId: $id}) {path}}'),
    make: (world) => ({id: world.campaign.A}),
  },
  approveReports: somewhere('report.review', 'mutation ($id: ID!) {approveReports(ids: [$id]) {id code}}', () => ({
    id: ABSENT,
  })),
  returnReports: somewhere(
    'report.review',
    'mutation ($id: ID!) {returnReports(ids: [$id], reason: "x") {id code}}',
    () => ({id: ABSENT}),
  ),
  importReports: {
    ...somewhere(
      'report.draft',
      `mutation ($id: ID!) {importReports(campaignId: $id, uploadId: "${ABSENT}", dryRun: true, handIn: false, confirmed: []) {taken}}`,
      ({campaign}) => ({id: campaign.A}),
    ),
    expected: (asker) => (holdsSomewhere(asker.held, 'report.draft') ? 'UPLOAD_NOT_FOUND' : refused(asker)),
  },
  // narrowed to the units whose reports the caller reviews; empty for others
  overdueUnits: {
    ...{needs: ['report.review'], document: 'query ($id: ID!) {overdueUnits(campaignId: $id) {totalCount}}'},
    ...{make: ({campaign}) => ({id: campaign.A}), expected: () => 'OK'},
  },
  judgeCandidates: somewhere('round.steer', 'query ($id: ID!) {judgeCandidates(campaignId: $id) {id}}', (world) => ({
    id: world.campaign.A,
  })),
  organisations: signedIn('query {organisations(first: 5) {totalCount}}'),
  organisationByReference: signedIn('query {organisationByReference(system: "hr", value: "none") {id}}'),
  voteAlarms: everybody('query {voteAlarms {code}}'),
  viewer: everybody('query {viewer {kind}}'),
  demoAccounts: everybody('query {demoAccounts {name}}'),
  ledgerProof: {...everybody('query {ledgerProof(receipt: "x") {state}}'), expected: () => 'LEDGER_RECEIPT_INVALID'},
  signInProvider: everybody('query {signInProvider {name}}'),
  // at a root of the tree, where nobody of the matrix stands
  person: {...somewhere('person.administer', 'query {person(search: "x") {id}}', () => ({})), expected: refused},
  personErasures: {
    ...somewhere('person.administer', 'query {personErasures {id}}', () => ({})),
    expected: refused,
  },
  ownPersonFile: {
    ...{needs: ['own'], document: 'query {ownPersonFile {id accounts {name}}}', make: () => ({})},
    expected: (asker) => (asker.kind === 'account' ? 'OK' : [refused(asker), 'PERSON_NEEDED']),
  },
  exportPerson: {
    ...{needs: ['own', 'person.administer'], make: fileOfAnother},
    document: 'mutation ($id: ID!) {exportPerson(id: $id, reason: "x") {id}}',
    expected: refused,
  },
  erasePerson: {
    ...{needs: ['own', 'person.administer'], make: fileOfAnother},
    document: 'mutation ($id: ID!) {erasePerson(id: $id, reason: "x", confirmation: "ERASE") {id}}',
    expected: refused,
  },
  mySessions: {
    ...{needs: ['own'], document: 'query {mySessions {id}}', make: () => ({})},
    expected: ({kind}) =>
      kind === 'account' ? 'OK' : kind === 'anonymous' ? 'NOT_SIGNED_IN' : ['NOT_PERMITTED', 'PERSON_NEEDED'],
  },
  myKeys: {
    needs: ['own'],
    document: 'query {myKeys {id}}',
    make: () => ({}),
    expected: ({kind}) =>
      kind === 'account' ? 'OK' : kind === 'anonymous' ? 'NOT_SIGNED_IN' : ['NOT_PERMITTED', 'PERSON_NEEDED'],
  },
};

export const rows: Record<string, RowTable> = {...worksRows, ...campaignsRows, ...scoringRows, ...organisationsRows};
export const acts: Record<string, ActCase> = {
  ...worksActs,
  ...campaignsActs,
  ...noticesActs,
  ...scoringActs,
  ...treeActs,
  ...accessActs,
};
export const open: Record<string, OpenCase> = {...scoringOpen, ...accessOpen, ...openQuestions};
/** By which the rows are read: what they answer is compared field by field. */
export const questions: Record<string, string> = {
  account: 'Account',
  campaign: 'Campaign',
  campaigns: 'Track',
  entry: 'Entry',
  forwardings: 'Forwarding',
  organisation: 'Organisation',
  organisationImportJob: 'OrganisationImportJob',
  alerts: 'Reminder',
  reminders: 'Reminder',
  questions: 'Question',
  monthlyReport: 'MonthlyReport',
  monthlyReports: 'MonthlyReport',
  publicists: 'Publicist',
  report: 'ActivityReport',
  reports: 'ActivityReport',
  round: 'Round',
  submission: 'Submission',
  submissions: 'Submission',
};
