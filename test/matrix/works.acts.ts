import {everyTrack, holds, type Held, type Spot} from './places.js';
import {ABSENT, type ActCase} from './acts.js';
import type {World} from './world-rows.js';

/** Of each unit in A, and what lies beyond a scope: another campaign, another track. */
export const unitSpots: readonly Spot[] = [
  ...(['own', 'child', 'sibling', 'parent'] as const).map((unit) => ({unit, campaign: 'A' as const, track: 'song'})),
  {unit: 'own', campaign: 'F', track: 'song'},
  {unit: 'own', campaign: 'A', track: 'dance'},
  // screened from above, of a unit beside
  {unit: 'sibling', campaign: 'C', track: 'song'},
];
export const campaignSpots: readonly Spot[] = everyTrack;

export const seesWork = (held: Held[], spot: Spot): boolean =>
  holds(held, 'work.read', spot) || holds(held, 'screening.read', spot);

/** Withdrawn works: nothing more can be done to them, whoever may. */
const work = ({works}: World, spot: Spot): string =>
  works.find(
    (row) =>
      row.state === 'WITHDRAWN' && row.unit === spot.unit && row.campaign === spot.campaign && row.track === spot.track,
  )!.id;

const onWork = (name: string, needs: ActCase['needs'], call: string, bulk = false): ActCase => ({
  needs,
  document: `mutation ($id: ID!, $at: ID) {${name}(${call}) ${bulk ? '{refused {code}}' : '{id title}'}}`.replace(
    call.includes('$at') ? ', $at: ID)' : /, \$at: ID\)/,
    call.includes('$at') ? ', $at: ID!)' : ')',
  ),
  spots: unitSpots,
  make: (world, spot) => ({id: work(world, spot), at: world.unit(spot.unit ?? 'own')}),
  absent: (world) => ({id: ABSENT, at: world.unit('own')}),
  hidden: 'NOT_FOUND',
  seen: seesWork,
});

const revealing = ['work.reveal', 'screening.reveal', 'work.revealForReason', 'screening.revealForReason'] as const;

export const worksActs: Record<string, ActCase> = {
  amendSubmission: onWork('amendSubmission', ['work.handIn'], 'id: $id, version: 1, title: "x"'),
  handIn: onWork('handIn', ['work.handIn'], 'submissionId: $id'),
  giveConsent: onWork('giveConsent', ['work.handIn'], 'submissionId: $id, version: "v0", givenBy: "x"'),
  attachAsset: onWork('attachAsset', ['work.handIn'], `submissionId: $id, rule: "cover", uploadId: "${ABSENT}"`),
  returnSubmission: onWork(
    'returnSubmission',
    ['work.recommend', 'screening.decide'],
    'submissionId: $id, reason: "x"',
  ),
  withdrawSubmission: onWork(
    'withdrawSubmission',
    ['work.handIn', 'screening.decide'],
    'submissionId: $id, reason: "x"',
  ),
  withdrawRecommendation: onWork('withdrawRecommendation', ['work.recommend'], 'submissionId: $id'),
  recommend: onWork('recommend', ['work.recommend'], 'submissionIds: [$id], organisationId: $at', true),
  screen: onWork('screen', ['screening.decide'], 'submissionIds: [$id], shortlist: true', true),
  removeAsset: {
    ...onWork('removeAsset', ['work.handIn'], 'assetId: $id'),
    make: async (world, spot) => ({id: await assetOf(world, work(world, spot))}),
    absent: () => ({id: ABSENT}),
  },
  createSubmission: {
    needs: ['work.handIn'],
    document: 'mutation ($input: SubmissionInput!) {createSubmission(input: $input) {id}}',
    spots: unitSpots,
    make: ({campaign, unit}, spot) => ({
      input: {
        ...{campaignId: campaign[spot.campaign ?? 'A'], trackKey: spot.track, organisationId: unit(spot.unit ?? 'own')},
        ...{title: '', author: '', performers: 1, fields: []},
      },
    }),
  },
  revealPersonal: {
    ...onWork('revealPersonal', revealing, 'submissionId: $id, fields: ["contact"], reason: "x"'),
    document: 'mutation ($id: ID!) {revealPersonal(submissionId: $id, fields: ["contact"], reason: "x") {value}}',
  },
  recommendationAllowance: {
    needs: ['work.read', 'screening.read'],
    document:
      'query ($id: ID!, $track: String!, $at: ID!) {recommendationAllowance(campaignId: $id, trackKey: $track, organisationId: $at) {used}}',
    spots: unitSpots,
    make: ({campaign, unit}, {campaign: of = 'A', track, unit: place = 'own'}) => ({
      ...{id: campaign[of], track, at: unit(place)},
    }),
  },
  recommendationAllowances: {
    needs: ['screening.read'],
    document: 'query ($id: ID!, $track: String!) {recommendationAllowances(campaignId: $id, trackKey: $track) {used}}',
    spots: campaignSpots,
    make: ({campaign}, spot) => ({id: campaign[spot.campaign ?? 'A'], track: spot.track}),
  },
  closeShortlist: {
    needs: ['screening.close'],
    document: 'mutation ($id: ID!, $track: String!) {closeShortlist(campaignId: $id, trackKey: $track) {chosen}}',
    spots: campaignSpots,
    make: ({campaign}, spot) => ({id: campaign[spot.campaign ?? 'A'], track: spot.track}),
  },
};

async function assetOf({siege}: World, submissionId: string): Promise<string> {
  const rows: {id: string}[] = await siege.services.submissions.database.read.query(
    'SELECT id FROM asset WHERE submissionId = ?',
    [submissionId],
  );
  return rows[0]!.id;
}
