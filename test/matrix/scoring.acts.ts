import type {Permission} from '@concours/schema/access';
import {holds, holdsSomewhere, type Spot} from './places.js';
import {ABSENT, type ActCase, type OpenCase} from './acts.js';
import type {RoundRow, World} from './world-rows.js';
import {campaignSpots} from './works.acts.js';

const round = ({rounds}: World, spot: Spot, state: RoundRow['state']): RoundRow =>
  rounds.find((row) => row.state === state && row.campaign === spot.campaign && row.track === spot.track)!;

const onRound = (
  needs: ActCase['needs'],
  document: string,
  make: (row: RoundRow) => Record<string, unknown>,
  state: RoundRow['state'] = 'open',
): ActCase => ({needs, document, spots: campaignSpots, make: (world, spot) => make(round(world, spot, state))});

/** What was published takes no more acts; what is frozen is there to be hidden. */
const onResult = (name: string, needs: readonly Permission[]): ActCase => ({
  needs,
  document: `mutation ($id: ID!) {${name}(resultId: $id) {id digest}}`,
  spots: campaignSpots,
  make: (world, spot, {held}) => {
    const mayDo = needs.some((need) => holds(held, need, spot));
    return {id: round(world, spot, mayDo ? 'past' : 'frozen').result};
  },
  absent: () => ({id: ABSENT}),
  hidden: 'NOT_FOUND',
  seen: (held, spot) => holds(held, 'round.read', spot),
});

export const scoringActs: Record<string, ActCase> = {
  // of a frozen round: nobody corrects its counts any more, and nothing is left behind
  holdBallots: onRound(
    ['integrity.decide'],
    'mutation ($input: SignalsInput!) {holdBallots(input: $input) {ballots}}',
    ({id}) => ({input: {roundId: id, signalIds: [ABSENT], reason: 'looked at'}}),
    'frozen',
  ),
  releaseBallots: onRound(
    ['integrity.decide'],
    'mutation ($input: SignalsInput!) {releaseBallots(input: $input) {ballots}}',
    ({id}) => ({input: {roundId: id, signalIds: [ABSENT], reason: 'looked at'}}),
    'frozen',
  ),
  openIntegrityCase: onRound(
    ['integrity.decide'],
    'mutation ($input: CaseInput!) {openIntegrityCase(input: $input) {id}}',
    ({id}) => ({input: {roundId: id, title: 'a case', signalIds: [], complaintIds: []}}),
    'frozen',
  ),
  assignJudges: onRound(
    ['round.steer'],
    'mutation ($input: PanelInput!) {assignJudges(input: $input) {judges}}',
    ({id}) => ({input: {roundId: id, judges: [{accountId: ABSENT, name: 'x'}]}}),
  ),
  freezeCounts: onRound(
    ['round.steer'],
    'mutation ($id: ID!) {freezeCounts(roundId: $id, reason: "looked at") {id}}',
    ({id}) => ({id}),
  ),
  thawCounts: onRound(
    ['round.steer'],
    'mutation ($id: ID!) {thawCounts(roundId: $id, reason: "looked at") {id}}',
    ({id}) => ({id}),
  ),
  saveScore: onRound(
    ['round.score'],
    'mutation ($input: ScoreInput!) {saveScore(input: $input) {version}}',
    ({id, entries}) => ({input: {roundId: id, entryId: entries[0]?.id, scores: [{criterion: 'voice', points: '1'}]}}),
  ),
  handInScores: onRound(['round.score'], 'mutation ($id: ID!) {handInScores(roundId: $id) {done}}', ({id}) => ({id})),
  recordPoints: onRound(
    ['round.record'],
    'mutation ($input: PointsInput!) {recordPoints(input: $input) {id}}',
    ({id, entries}) => ({input: {roundId: id, entryId: entries[0]?.id, component: 'none', points: '1'}}),
  ),
  importExternalVotes: onRound(
    ['round.importVotes'],
    'mutation ($input: ExternalVotesInput!) {importExternalVotes(input: $input) {total}}',
    ({id}) => ({
      input: {roundId: id, component: 'none', counts: [], source: 'x', takenAt: '2024-06-01T00:00:00Z', dryRun: true},
    }),
  ),
  freezeResult: onRound(
    ['result.freeze'],
    'mutation ($id: ID!) {freezeResult(roundId: $id) {id}}',
    ({id}) => ({id}),
    'frozen',
  ),
  beginPublicNotice: onResult('beginPublicNotice', ['result.freeze']),
  publishResult: onResult('publishResult', ['result.publish']),
  decideAward: {
    needs: ['result.freeze'],
    document: 'mutation ($id: ID!) {decideAward(campaignId: $id, award: "first", entryIds: []) {key}}',
    spots: campaignSpots.map(({campaign}) => ({campaign})),
    make: ({campaign}, spot) => ({id: campaign[spot.campaign ?? 'A']}),
  },
};

/** Imports are hidden by what round they are of, which a test of the service asks: here nobody finds what is not there. */
const ofNoImport = (document: string, ...needs: Permission[]): OpenCase => ({
  ...{needs, document},
  make: () => ({id: ABSENT}),
  expected: ({kind, held}) => {
    if (kind === 'anonymous') return 'NOT_SIGNED_IN';
    return needs.some((need) => holdsSomewhere(held, need)) ? 'NOT_FOUND' : 'NOT_PERMITTED';
  },
});

/** About a case that does not exist: to who may do it somewhere it is not found, as another's is. */
const onCase = (need: Permission, document: string, input?: object): OpenCase => ({
  needs: [need],
  document,
  make: () => (input ? {input} : {id: ABSENT}),
  expected: (asker) =>
    holdsSomewhere(asker.held, need) ? 'NOT_FOUND' : asker.kind === 'anonymous' ? 'NOT_SIGNED_IN' : 'NOT_PERMITTED',
});
const caseInput = (field: string, type: string, more: object, need: Permission = 'integrity.decide'): OpenCase =>
  onCase(need, `mutation ($input: ${type}!) {${field}(input: $input) {id}}`, {caseId: ABSENT, ...more});

export const scoringOpen: Record<string, OpenCase> = {
  confirmExternalVotes: ofNoImport(
    'mutation ($id: ID!) {confirmExternalVotes(importId: $id) {id}}',
    'round.confirmVotes',
  ),
  rejectExternalVotes: ofNoImport(
    'mutation ($id: ID!) {rejectExternalVotes(importId: $id, reason: "x") {id}}',
    ...(['round.confirmVotes', 'round.importVotes'] as const),
  ),
  addToIntegrityCase: caseInput('addToIntegrityCase', 'EvidenceInput', {signalIds: [], complaintIds: []}),
  askForStatement: caseInput('askForStatement', 'HearingInput', {days: 3}),
  giveStatement: caseInput('giveStatement', 'StatementInput', {statement: 'we know nothing'}, 'work.handIn'),
  decideIntegrityCase: caseInput('decideIntegrityCase', 'DecisionInput', {measure: 'DISMISS', reason: 'nothing'}),
  confirmDecision: onCase('integrity.decide', 'mutation ($id: ID!) {confirmDecision(decisionId: $id) {id}}'),
  declineDecision: onCase(
    'integrity.decide',
    'mutation ($id: ID!) {declineDecision(decisionId: $id, reason: "no") {id}}',
  ),
  appealDecision: onCase('work.handIn', 'mutation ($input: AppealInput!) {appealDecision(input: $input) {id}}', {
    ...{decisionId: ABSENT, appeal: 'we know nothing'},
  }),
  decideAppeal: onCase(
    'integrity.decide',
    'mutation ($input: AppealDecisionInput!) {decideAppeal(input: $input) {id}}',
    {
      ...{decisionId: ABSENT, upheld: true, reason: 'looked at'},
    },
  ),
  answerComplaint: onCase(
    'integrity.decide',
    'mutation ($input: ComplaintAnswerInput!) {answerComplaint(input: $input) {id}}',
    {complaintId: ABSENT, answer: 'thank you'},
  ),
  reportComplaint: {
    needs: ['signedIn'],
    document: 'mutation ($input: ComplaintInput!) {reportComplaint(input: $input) {id}}',
    make: () => ({input: {roundId: `${ABSENT}:none`, kind: 'OTHER', text: 'somebody buys votes'}}),
    expected: ({kind}) => (kind === 'anonymous' ? 'NOT_SIGNED_IN' : ['NOT_FOUND', 'NOT_SIGNED_IN']),
  },
  integrityCase: {
    needs: ['integrity.read', 'work.handIn'],
    document: 'query ($id: ID!) {integrityCase(id: $id) {id}}',
    make: () => ({id: ABSENT}),
    expected: () => 'OK',
  },
  casesOfMyWorks: {
    needs: ['work.handIn'],
    document: 'query {casesOfMyWorks {id}}',
    make: () => ({}),
    expected: () => 'OK',
  },
  myComplaints: {needs: ['own'], document: 'query {myComplaints {id}}', make: () => ({}), expected: () => 'OK'},
  castBallot: {
    needs: ['signedIn'],
    document: 'mutation ($input: BallotInput!) {castBallot(input: $input) {replayed}}',
    make: () => ({input: {roundId: `${ABSENT}:none`, requestId: 'a-request-of-it', entryIds: [ABSENT]}}),
    expected: ({kind}) => (['account', 'voter'].includes(kind) ? 'NOT_FOUND' : 'BALLOT_VOTER_REQUIRED'),
  },
};
