import {places} from './places.js';
import {ANY, may, type Ref, type RowTable} from './rows.js';
import type {World} from './world-rows.js';

const signedIn: RowTable['seen'] = ({kind}) => kind === 'account' || kind === 'key';
const idsOfUnits = ({unit}: World): string[] => places.map(unit);
const units = ({unit}: World): Ref[] => places.map((place) => ({unit: place, id: unit(place)}));

const organisation: RowTable = {
  needs: [],
  rows: units,
  seen: signedIn,
  list: 'organisation(id: $id)',
  ids: idsOfUnits,
  asRow:
    'aliases ancestors at campaigns closed closedAt code depth history id kind level mergedInto name namesakes parent path regionCode shortName unitClasses',
  fields: {
    // the acts of the matrix plant and close some
    childCount: () => ANY,
    children: () => ANY,
    descendantCount: () => ANY,
    externalReferences: (_asker, _ref, truth) => truth,
  },
};

const account: RowTable = {
  needs: ['account.read'],
  rows: ({accounts}) => accounts,
  seen: may('account.read'),
  list: 'accounts(first: 200) {nodes',
  door: 'account(id: $id)',
  // contacts are masks for everybody but oneself
  asRow:
    'displayName email grants id language lastSignInAt name organisation permissions phone recoveryCodesLeft secondFactor state suspended',
  fields: {
    // held by a key too, though what it permits is done by persons
    administrable: (asker, ref) => may('account.administer')(asker, ref),
  },
};

const grant: RowTable = {
  needs: ['account.read'],
  rows: ({grants}) => grants,
  seen: may('account.read'),
  list: 'grants(organisationId: $id, first: 200) {nodes',
  ids: idsOfUnits,
  asRow: 'account campaign campaignId createdAt grantor holder id organisation role track trackKey until',
  fields: {revocable: (asker, ref) => may('grant.handOut')(asker, ref)},
};

const key: RowTable = {
  needs: ['key.read'],
  rows: ({keys}) => keys,
  seen: may('key.read'),
  list: 'apiKeys(first: 200) {nodes',
  asRow: 'createdAt ending expiresAt grants id lastUsedAt name owner readOnly',
};

const display: RowTable = {
  needs: ['display.read'],
  rows: ({displays}) => displays,
  seen: may('display.read'),
  list: 'displays(first: 200) {nodes',
  asRow: 'createdAt id lastSeenAt name organisation state wall',
};

const app: RowTable = {
  needs: ['app.read'],
  rows: ({apps}) => apps,
  seen: may('app.read'),
  list: 'partnerApps',
  asRow: 'createdAt id keys name organisation suspended voterTokens',
};

const importJob: RowTable = {
  needs: ['import.read'],
  rows: ({imports}) => imports,
  seen: may('import.read'),
  list: 'organisationImportJobs(first: 20) {nodes',
  door: 'organisationImportJob(id: $id)',
  asRow:
    'appliedAt appliedCount changedCount checkedAt columns encoding fileName finishedAt format id ignored mode newCount problem refusedCount rowCount rowTotal rows size startedAt startedBy state toApplyCount unchangedCount',
};

/** What was done for a unit; of a campaign for who is confined to it, never of a track, which the rows don't know. */
const auditRow: RowTable = {
  needs: ['audit.read'],
  rows: ({trail}) => trail,
  seen: may('audit.read'),
  list: 'auditTrail(first: 100, filter: {organisationId: $id, actions: ["approveReport", "issueDisplayToken"]}) {nodes',
  ids: idsOfUnits,
  asRow:
    'action actor after at before campaignId hash id organisation reason requestId role roleOrganisation seq service subject',
};

export const organisationsRows: Record<string, RowTable> = {
  Organisation: organisation,
  Account: account,
  Grant: grant,
  ApiKey: key,
  Display: display,
  PartnerApp: app,
  OrganisationImportJob: importJob,
  AuditRow: auditRow,
};
