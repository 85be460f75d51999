import {ABSENT, type ActCase} from './acts.js';
import {seesForwarding, seesQuestion} from './campaigns.rows.js';
import {campaigns, type CampaignKey, type Spot} from './places.js';
import type {World} from './world-rows.js';
import {campaignSpots, unitSpots} from './works.acts.js';

/** A notice belongs to a campaign, not to a track. */
const spots: readonly Spot[] = unitSpots
  .filter(({track}) => track === 'song')
  .map(({unit, campaign}) => ({unit, campaign}));
const questionSpots = unitSpots.filter(({track}) => track === 'song');
const bodies: readonly Spot[] = (Object.keys(campaigns) as CampaignKey[]).map((campaign) => ({
  ...{campaign, unit: campaigns[campaign]},
}));
/** Done in a body's own name: a role above it is as good as none. */
const byTheUnitItself = {
  heldAt: (spot: Spot): Spot => (spot.unit === 'own' ? spot : {...spot, unit: 'parent'}),
};
const place = ({campaign, unit}: World, spot: Spot) => ({
  id: campaign[spot.campaign ?? 'A'],
  at: unit(spot.unit ?? 'own'),
});
const rowAt = (rows: readonly (Spot & {id: string})[], {unit, campaign, track}: Spot): string =>
  rows.find((row) => row.unit === unit && row.campaign === campaign && row.track === track)!.id;

const onReceipt = (name: string): ActCase => ({
  needs: ['notice.receive'],
  document: `mutation ($id: ID!, $at: ID!) {${name}(campaignId: $id, organisationId: $at) {openedAt}}`,
  ...{spots, make: place, ...byTheUnitItself},
});
const onTrack = (name: string, answer: string, page = ''): ActCase => ({
  needs: ['notice.track', 'campaign.prepare'],
  document: `query ($id: ID!, $at: ID!) {${name}(campaignId: $id, organisationId: $at${page}) ${answer}}`,
  ...{spots, make: place},
});
const onQuestion = (name: string, call: string): ActCase => ({
  needs: ['campaign.answer'],
  document: `mutation ($id: ID!) {${name}(id: $id, ${call}) {id}}`,
  spots: questionSpots,
  make: ({questions}, spot) => ({id: rowAt(questions, spot)}),
  absent: () => ({id: ABSENT}),
  hidden: 'NOT_FOUND',
  seen: seesQuestion,
});

export const noticesActs: Record<string, ActCase> = {
  signNotice: {
    needs: ['notice.sign'],
    document: 'mutation ($id: ID!, $at: ID!) {signNotice(campaignId: $id, organisationId: $at, version: 1) {id}}',
    ...{spots: bodies, make: place, ...byTheUnitItself},
  },
  addAnnex: {
    needs: ['campaign.steer'],
    document: 'mutation ($id: ID!) {addAnnex(campaignId: $id, key: "form", text: " ") {id}}',
    spots: bodies,
    make: ({campaign}, spot) => ({id: campaign[spot.campaign ?? 'A']}),
  },
  openNotice: onReceipt('openNotice'),
  confirmNotice: onReceipt('confirmNotice'),
  noticeReceipt: onTrack('noticeReceipt', '{openedAt}'),
  noticeReceipts: onTrack('noticeReceipts', '{counts {units}}', ', first: 5'),
  bindingDates: onTrack('bindingDates', '{place}'),
  forwardNotice: {
    needs: ['notice.forward'],
    document: 'mutation ($input: ForwardingInput!) {forwardNotice(input: $input) {id}}',
    spots,
    make: (world, spot) => {
      const {id, at} = place(world, spot);
      const notices = [{campaignId: id, dates: []}];
      return {input: {organisationId: at, title: 'x', instructions: 'x', notices}};
    },
  },
  amendForwarding: {
    needs: ['notice.forward'],
    document:
      'mutation ($id: ID!) {amendForwarding(id: $id, version: 0, input: {title: "x", instructions: "x"}, dates: []) {id}}',
    spots,
    make: ({forwardings}, spot) => ({id: rowAt(forwardings, spot)}),
    absent: () => ({id: ABSENT}),
    hidden: 'NOT_FOUND',
    seen: seesForwarding,
  },
  publishAnnouncement: {
    needs: ['campaign.announce'],
    document:
      'mutation ($id: ID!, $track: String) {publishAnnouncement(campaignId: $id, input: {trackKey: $track, titleZh: " ", bodyZh: "x"}) {id}}',
    spots: campaignSpots,
    make: ({campaign}, spot) => ({id: campaign[spot.campaign ?? 'A'], track: spot.track}),
  },
  retractAnnouncement: {
    needs: ['campaign.announce'],
    document: 'mutation ($id: ID!) {retractAnnouncement(id: $id, reason: " ")}',
    spots: campaignSpots,
    make: ({announcements}, spot) => ({id: rowAt(announcements, spot)}),
    absent: () => ({id: ABSENT}),
    hidden: 'NOT_FOUND',
    seen: () => true,
  },
  askQuestion: {
    needs: ['question.ask'],
    document:
      'mutation ($id: ID!, $at: ID!) {askQuestion(campaignId: $id, trackKey: "song", organisationId: $at, text: " ") {id}}',
    ...{spots: questionSpots, make: place},
  },
  answerQuestion: onQuestion('answerQuestion', 'version: 0, answer: "x", publish: false'),
  retractClarification: onQuestion('retractClarification', 'reason: " "'),
};
