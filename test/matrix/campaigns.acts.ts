import {HostContact} from '@concours/campaigns/hosts/host-contact';
import {newId} from '@concours/kernel/ids';
import {definitionOf} from './definition.js';
import {campaigns, holds, type Place, type Spot} from './places.js';
import {ABSENT, type ActCase} from './acts.js';
import type {World} from './world-rows.js';
import {campaignSpots, unitSpots} from './works.acts.js';

const approved = ({reports}: World, spot: Spot): string =>
  reports.find((row) => row.state === 'APPROVED' && row.unit === spot.unit && row.campaign === spot.campaign)!.id;

/** A report belongs to a campaign, not to a track: what is confined to a track does not reach it. */
const reportSpots = unitSpots.filter(({track}) => track === 'song').map(({unit, campaign}) => ({unit, campaign}));
const above: Record<Place, Place | undefined> = {own: 'parent', child: 'own', sibling: 'parent', parent: undefined};
const input = (organisationId: string) => ({
  ...{organisationId, title: 'x', heldOn: '2999-01-01', form: 'talk', place: 'x', content: 'x', links: []},
  ...{participants: 1, workersReached: 1, publicists: 1, audience: 1},
});

const onReport = (name: string, needs: ActCase['needs'], call = 'id: $id'): ActCase => ({
  needs,
  document: `mutation ($id: ID!${call.includes('$input') ? ', $input: ReportInput!' : ''}) {${name}(${call}) {id title}}`,
  spots: reportSpots,
  make: (world, spot) => ({id: approved(world, spot), input: input(world.unit(spot.unit ?? 'own'))}),
  absent: (world) => ({id: ABSENT, input: input(world.unit('own'))}),
  hidden: 'NOT_FOUND',
  seen: (held, spot) => holds(held, 'report.read', spot),
});
const byBodyAbove = {heldAt: ({unit, ...spot}: Spot): Spot => ({...spot, unit: unit && above[unit]})};

const numbers = [{metric: 'events', target: 3}];
/** At the unit that gives the numbers: whether those below it may have them is asked afterwards. */
const onQuotas = (name: string, args: string): ActCase => ({
  needs: ['plan.allocate'],
  document: `mutation ($id: ID!, $unit: ID!) {${name}(planId: $id, organisationId: $unit, ${args}) {id}}`,
  spots: reportSpots,
  make: ({campaign, unit}, spot) => ({id: campaign[spot.campaign ?? 'A'], unit: unit(spot.unit ?? 'own')}),
});
let places = 100;
/** One for whoever removes it: of two who remove the same one the second finds none. */
async function anotherContact({campaign, siege}: World, spot: Spot): Promise<string> {
  const row = {
    ...{id: newId(), campaignId: campaign[spot.campaign ?? 'A'], trackKey: spot.track ?? '', place: places++},
    ...{organisationId: siege.idOf('p'), department: null, sealed: '', createdAt: new Date()},
  };
  await siege.services.campaigns.database.write((manager) => manager.insert(HostContact, row));
  return row.id;
}
const counted = {heldOn: '2999-01-01', participants: 1, workersReached: 1, publicists: 1, audience: 1};
const onPublicist = (call: string): ActCase => ({
  needs: ['publicist.keep'],
  document: `mutation ($id: ID!) {${call}}`,
  spots: reportSpots,
  make: ({publicists}, spot) => ({
    id: publicists.find(({unit, campaign}) => unit === spot.unit && campaign === spot.campaign)!.id,
  }),
  absent: () => ({id: ABSENT}),
  hidden: 'NOT_FOUND',
  seen: (held, spot) => holds(held, 'publicist.read', spot),
});

const onStage = (name: string, stage: string): ActCase =>
  onCampaign(name, `campaignId: $id, stageKey: "${stage}", reason: "x") {id}`);
const onCampaign = (name: string, call: string): ActCase => ({
  needs: ['campaign.steer'],
  document: `mutation ($id: ID!) {${name}(${call}}`,
  spots: campaignSpots.map(({campaign}) => ({campaign})),
  make: ({campaign}, spot) => ({id: campaign[spot.campaign ?? 'A']}),
});

const everyCampaign = (Object.keys(campaigns) as (keyof typeof campaigns)[]).map((campaign) => ({campaign}));

/** One that was taken back: nothing more can be done with it, whoever may. */
const onProposal = (name: string, call = ''): ActCase => ({
  needs: ['campaign.apply'],
  document: `mutation ($id: ID!) {${name}(proposalId: $id${call}) {id}}`,
  spots: everyCampaign,
  make: ({proposals}, spot) => ({id: proposals[spot.campaign ?? 'A']}),
  absent: () => ({id: ABSENT}),
  hidden: 'NOT_FOUND',
});

const onTrack = (
  name: string,
  needs: ActCase['needs'],
  [variables, call]: [string, string],
  more: object = {},
): ActCase => ({
  needs,
  document: `mutation ($id: ID!${variables}) {${name}(trackId: $id${call}) {id}}`,
  spots: campaignSpots,
  make: ({campaign, siege}, spot) => ({
    ...{id: `${campaign[spot.campaign ?? 'A']}:${spot.track}`, organisationId: siege.idOf('p.sib'), ...more},
  }),
});
const onContact = (name: string, needs: ActCase['needs']): ActCase => ({
  needs,
  document: `mutation ($id: ID!) {${name}(id: $id${name.startsWith('reveal') ? ', reason: "x"' : ''}) {id}}`,
  spots: campaignSpots,
  make: ({contacts}, spot) => ({
    id: contacts.find(({campaign, track}) => campaign === spot.campaign && track === spot.track)?.id ?? ABSENT,
  }),
  absent: () => ({id: ABSENT}),
  hidden: 'NOT_FOUND',
  seen: (held, spot) => holds(held, 'track.oversee', spot),
});

export const campaignsActs: Record<string, ActCase> = {
  draftReport: {
    needs: ['report.draft'],
    document: 'mutation ($id: ID!, $input: ReportInput!) {draftReport(campaignId: $id, input: $input) {id}}',
    spots: reportSpots,
    make: ({campaign, unit}, spot) => ({id: campaign[spot.campaign ?? 'A'], input: input(unit(spot.unit ?? 'own'))}),
  },
  amendReport: onReport('amendReport', ['report.draft'], 'id: $id, version: 1, input: $input'),
  submitReport: onReport('submitReport', ['report.draft']),
  returnReport: {...onReport('returnReport', ['report.review'], 'id: $id, reason: "x"'), ...byBodyAbove},
  approveReport: {...onReport('approveReport', ['report.review']), ...byBodyAbove},
  markDuty: onTrack('markDuty', ['track.tend'], ['', ', duty: "portal", done: true']),
  handInWorkPlan: onTrack('handInWorkPlan', ['track.tend'], ['', ', version: 99, text: "x"']),
  decideWorkPlan: onTrack('decideWorkPlan', ['workPlan.decide'], ['', ', version: 99, approve: true']),
  addHostContact: onTrack(
    'addHostContact',
    ['track.tend'],
    [', $organisationId: ID!', ', input: {organisationId: $organisationId, name: "x", email: "x@example.org"}'],
  ),
  revealHostContact: onContact('revealHostContact', ['contact.reveal', 'contact.revealForReason']),
  removeHostContact: {
    ...onContact('removeHostContact', ['track.tend']),
    make: async (world, spot) => ({id: await anotherContact(world, spot)}),
  },
  correctReport: {
    ...onReport('correctReport', ['report.review']),
    ...byBodyAbove,
    document:
      'mutation ($id: ID!, $input: ReportCorrectionInput!) {correctReport(id: $id, version: 1, input: $input, reason: "") {id}}',
    make: (world, spot) => ({id: approved(world, spot), input: counted}),
    absent: () => ({id: ABSENT, input: counted}),
  },
  strikeReport: {...onReport('strikeReport', ['report.review'], 'id: $id, version: 1, reason: ""'), ...byBodyAbove},
  attachReportPhoto: onReport('attachReportPhoto', ['report.draft'], `reportId: $id, uploadId: "${ABSENT}"`),
  removeReportPhoto: onReport('removeReportPhoto', ['report.draft'], `reportId: $id, photoId: "${ABSENT}"`),
  registerPublicists: {
    needs: ['publicist.keep'],
    document:
      'mutation ($id: ID!, $unit: ID!) {registerPublicists(campaignId: $id, organisationId: $unit, people: [{name: ""}]) {row}}',
    spots: reportSpots,
    make: ({campaign, unit}, spot) => ({id: campaign[spot.campaign ?? 'A'], unit: unit(spot.unit ?? 'own')}),
  },
  removePublicist: onPublicist('removePublicist(id: $id, reason: "") {id}'),
  revealPublicist: onPublicist('revealPublicist(id: $id)'),
  fixMonth: {
    needs: ['campaign.steer'],
    document: 'mutation ($id: ID!) {fixMonth(campaignId: $id, month: "x") {id}}',
    spots: campaignSpots.map(({campaign}) => ({campaign})),
    make: ({campaign}, spot) => ({id: campaign[spot.campaign ?? 'A']}),
  },
  sendReminder: {
    needs: ['reminder.send'],
    document:
      'mutation ($id: ID!, $input: ReminderInput!) {sendReminder(campaignId: $id, input: $input) {sent {id} refused {code}}}',
    spots: reportSpots,
    make: ({campaign, unit}, spot) => ({
      ...{id: campaign[spot.campaign ?? 'A']},
      input: {organisationIds: [unit(spot.unit ?? 'own')], about: 'OTHER', text: 'x'},
    }),
    ...byBodyAbove,
  },
  acknowledgeReminder: {
    needs: ['reminder.acknowledge'],
    document: 'mutation ($id: ID!) {acknowledgeReminder(id: $id) {id}}',
    spots: reportSpots,
    make: ({reminders}, spot) => ({
      id: reminders.find(({unit, campaign}) => unit === spot.unit && campaign === spot.campaign)!.id,
    }),
    absent: () => ({id: ABSENT}),
    hidden: 'NOT_FOUND',
    seen: (held, spot) => holds(held, 'reminder.read', spot),
  },
  allocateQuotas: onQuotas(
    'allocateQuotas',
    `rows: [{organisationId: "${ABSENT}", targets: [{metric: "events", target: 3}]}]`,
  ),
  allocationTable: {
    ...onQuotas('allocationTable', ''),
    document:
      'query ($id: ID!, $unit: ID!) {allocationTable(planId: $id, organisationId: $unit, file: "dW5pdAlFdmVudHMK") {problems {code}}}',
  },
  setOwnTargets: onQuotas('setOwnTargets', 'targets: [{metric: "events", target: 3}]'),
  splitBucket: {
    needs: ['plan.allocate'],
    document: 'mutation ($id: ID!, $rows: [QuotaInput!]!) {splitBucket(planId: $id, bucket: "none", rows: $rows) {id}}',
    spots: campaignSpots.map(({campaign}) => ({campaign})),
    make: ({campaign, unit}, spot) => ({
      id: campaign[spot.campaign ?? 'A'],
      rows: [{organisationId: unit('own'), targets: numbers}],
    }),
  },
  openStage: onStage('openStage', 'intake'),
  closeStage: onStage('closeStage', 'early'),
  confirmDate: onCampaign(
    'confirmDate',
    'campaignId: $id, place: "stages[evening].from", moment: "2024-12-30") {place}',
  ),
  ruleOnPoint: onCampaign(
    'ruleOnPoint',
    'campaignId: $id, pointId: "DATES_DISAGREE:dates[works].at|stages[intake].until", ruling: "x") {id}',
  ),
  applyDefinition: {
    needs: ['campaign.apply'],
    document: 'mutation ($source: String!) {applyDefinition(source: $source) {id}}',
    spots: everyCampaign,
    make: (_world, spot) => ({source: definitionOf(spot.campaign ?? 'A')}),
  },
  proposeDefinition: {
    needs: ['campaign.apply'],
    document: 'mutation ($source: String!) {proposeDefinition(source: $source, reason: "x") {id}}',
    spots: everyCampaign,
    make: (_world, spot) => ({source: definitionOf(spot.campaign ?? 'A')}),
  },
  approveDefinition: onProposal('approveDefinition'),
  refuseDefinition: onProposal('refuseDefinition', ', reason: "x"'),
  waiveSecondPerson: {
    needs: ['campaign.apply'],
    document:
      'mutation ($id: ID!, $at: ID!) {waiveSecondPerson(proposalId: "x", campaignId: $id, organisationId: $at, reason: "x")}',
    spots: everyCampaign,
    make: ({campaign, unit}, {campaign: of = 'A'}) => ({id: campaign[of], at: unit(campaigns[of])}),
  },
};
