import {graphClient, type GraphClient} from '../support/graphql.js';
import {liveClient} from '../support/ws.js';
import {expectAlive, operation} from './attack.js';
import {HIDDEN_TITLE, openContest, PHONE, points, type Contest} from './siege-contest.js';
import {openSiege, type Siege} from './siege.js';

/** Of the right shape, and nobody's. */
const absent = '01J0000000000000000000ZZZZ';

let siege: Siege;
let contest: Contest;
let asset: string;
let report: string;
const callers = ['anybody', 'nobody', 'voter', 'bengbu', 'judge'] as const;
const clients = {} as Record<(typeof callers)[number], GraphClient>;

beforeAll(async () => {
  siege = await openSiege('2024-07-25T09:00:00+08:00');
  contest = await openContest(siege);
  const {nobody, bengbu, judges} = contest;
  Object.assign(clients, {anybody: siege.anybody, nobody, bengbu, judge: judges[1], voter: await contest.voter(77)});
  const query = 'query ($id: ID!) {submission(id: $id) {assets {id url}}}';
  type Works = {submission: {assets: {id: string; url: string}[]}};
  asset = (await contest.hefei.ask<Works>(query, {id: contest.draft})).submission.assets[0]?.id ?? '';
  const {draftReport} = await contest.hefei.ask<{draftReport: {id: string}}>(
    'mutation ($c: ID!, $input: ReportInput!) {draftReport(campaignId: $c, input: $input) {id}}',
    {c: contest.campaignId, input: reportInput()},
  );
  report = draftReport.id;
}, 60_000);
afterAll(() => siege.close());

const reportInput = () => ({
  ...{organisationId: siege.idOf('ah.hefei'), title: HIDDEN_TITLE, heldOn: '2024-07-01', form: 'talk', place: '合肥'},
  ...{content: '一', participants: 1, workersReached: 1, publicists: 1, audience: 1, links: []},
});

/** The whole answer without what differs from request to request. */
async function heard(client: GraphClient, query: string, variables: Record<string, unknown>): Promise<string> {
  const {status, data, errors} = await client.send(query, variables);
  return JSON.stringify({status, data, errors}).replace(/"(takenAt|at)":"[^"]*"/g, '');
}

describe('what belongs to another unit', () => {
  /** Each door by which an id can be tried, and whose id it takes. */
  const doors: [what: string, whose: 'work' | 'asset' | 'report' | 'account', document: string][] = [
    ['a work', 'work', 'query ($id: ID!) {submission(id: $id) {id title}}'],
    ['handing a work in', 'work', 'mutation ($id: ID!) {handIn(submissionId: $id) {id}}'],
    ['changing a work', 'work', 'mutation ($id: ID!) {amendSubmission(id: $id, version: 1, title: "x") {id}}'],
    [
      'a file for a work',
      'work',
      `mutation ($id: ID!) {attachAsset(submissionId: $id, rule: "cover", uploadId: "${absent}") {id}}`,
    ],
    [
      'a consent for a work',
      'work',
      'mutation ($id: ID!) {giveConsent(submissionId: $id, version: "1", givenBy: "x") {id}}',
    ],
    ['withdrawing a work', 'work', 'mutation ($id: ID!) {withdrawSubmission(submissionId: $id, reason: "x") {id}}'],
    ['sending a work back', 'work', 'mutation ($id: ID!) {returnSubmission(submissionId: $id, reason: "x") {id}}'],
    ['withdrawing a recommendation', 'work', 'mutation ($id: ID!) {withdrawRecommendation(submissionId: $id) {id}}'],
    [
      'screening a work',
      'work',
      'mutation ($id: ID!) {screen(submissionIds: [$id], shortlist: true) {done refused {code id}}}',
    ],
    [
      'recommending a work',
      'work',
      'mutation ($id: ID!, $at: ID!) {recommend(submissionIds: [$id], organisationId: $at) {done refused {code id}}}',
    ],
    ['taking off a file', 'asset', 'mutation ($id: ID!) {removeAsset(assetId: $id) {id}}'],
    ['a report', 'report', 'query ($id: ID!) {report(id: $id) {id title}}'],
    [
      'changing a report',
      'report',
      'mutation ($id: ID!, $input: ReportInput!) {amendReport(id: $id, version: 1, input: $input) {id}}',
    ],
    ['submitting a report', 'report', 'mutation ($id: ID!) {submitReport(id: $id) {id}}'],
    ['approving a report', 'report', 'mutation ($id: ID!) {approveReport(id: $id) {id}}'],
    ['sending a report back', 'report', 'mutation ($id: ID!) {returnReport(id: $id, reason: "x") {id}}'],
    ['suspending an account', 'account', 'mutation ($id: ID!) {suspendAccount(id: $id) {id}}'],
    ['reinstating an account', 'account', 'mutation ($id: ID!) {reinstateAccount(id: $id) {id}}'],
    ['revoking a grant', 'account', 'mutation ($id: ID!) {revokeGrant(id: $id)}'],
    [
      'granting a role',
      'account',
      'mutation ($id: ID!, $at: ID!) {grantRole(input: {accountId: $id, organisationId: $at, role: UNIT_ADMIN}) {id}}',
    ],
    ['removing an app', 'account', 'mutation ($id: ID!) {removePartnerApp(id: $id)}'],
    ['revoking a display', 'account', 'mutation ($id: ID!) {revokeDisplayToken(id: $id)}'],
    ['beginning a notice', 'account', 'mutation ($id: ID!) {beginPublicNotice(resultId: $id) {id}}'],
    ['publishing a result', 'account', 'mutation ($id: ID!) {publishResult(resultId: $id) {id}}'],
  ];

  it.each(callers.flatMap((by) => doors.map(([what, whose, document]) => ({by, what, whose, document}))))(
    'answers $by like what does not exist: $what',
    async ({by, whose, document}) => {
      const id = {work: contest.draft, asset, report, account: contest.hefei.id}[whose];
      const more = {at: siege.idOf('ah.hefei'), input: reportInput()};
      const hidden = await heard(clients[by], document, {...more, id});
      expect(hidden.replaceAll(id, absent)).toBe(await heard(clients[by], document, {...more, id: absent}));
      expect(hidden).not.toContain(HIDDEN_TITLE);
    },
  );

  it.each(callers)('is in no list, count, order or search of %s, and no telephone number is', async (by) => {
    const lists = `query ($id: ID!, $hefei: ID!, $hidden: String!) {
      all: submissions(campaignId: $id, first: 200) {totalCount nodes {title state fields {value} history {kind} consent {givenBy} recommendedBy {id} assets {url}}}
      drafts: submissions(campaignId: $id, filter: {states: [DRAFT]}) {totalCount}
      found: submissions(campaignId: $id, filter: {search: $hidden}) {totalCount}
      theirs: submissions(campaignId: $id, filter: {recommendedById: $hefei}) {totalCount}
      campaign(id: $id) {tracks {submissionCount} submissions(filter: {search: $hidden, sort: HANDED_IN_LATEST}) {totalCount}}
    }`;
    const variables = {id: contest.campaignId, hefei: siege.idOf('ah.hefei'), hidden: HIDDEN_TITLE};
    const answer = await heard(clients[by], lists, variables);
    const {data} = JSON.parse(answer) as {data: Record<string, {totalCount: number}>};
    expect([data.drafts?.totalCount, data.found?.totalCount, data.theirs?.totalCount]).toEqual([0, 0, 0]);
    expect(answer).not.toContain(HIDDEN_TITLE);
    // Bengbu's own works carry the same number, which it entered itself.
    if (by !== 'bengbu') expect(answer).not.toContain(PHONE);
    const reports =
      'query ($id: ID!, $s: String) {reports(campaignId: $id, filter: {search: $s}) {totalCount nodes {title}}}';
    expect(await heard(clients[by], reports, {id: contest.campaignId, s: HIDDEN_TITLE})).not.toContain('"title":');
  });

  it.each(callers)('has no accounts, tokens or secrets for %s', async (by) => {
    const mine = by === 'bengbu' ? 'bengbu' : undefined;
    const {data} = await clients[by].send<{accounts: {nodes: {name: string}[]}}>(
      '{accounts(first: 200) {nodes {name grants {role}}}}',
    );
    expect(data?.accounts.nodes.map(({name}) => name) ?? []).toEqual(mine === undefined ? [] : [mine]);
    await clients[by].refused('mutation ($at: ID!) {registerPartnerApp(name: "x", organisationId: $at) {secret}}', {
      at: siege.idOf('ah'),
    });
    await clients[by].refused('mutation ($at: ID!) {issueDisplayToken(name: "x", organisationId: $at) {token}}', {
      at: siege.idOf('ah'),
    });
    await clients[by].refused('query ($id: ID!) {judgeCandidates(campaignId: $id) {name}}', {id: contest.campaignId});
  });
});

describe('a vote whose counts are hidden', () => {
  const everything = `query ($round: ID!, $entry: ID!, $campaign: ID!) {
    round(id: $round) {
      state entryCount
      tally {hidden total revision frozenAt entries {id votes}}
      entries(first: 200) {nodes {id number votes explanation {rank total steps {raw formula score weighted}}}}
      result {digest bundle rows {rank total}}
      cut {to}
      judging {judges recorded {points} progress {done}}
    }
    entry(id: $entry) {votes explanation {rank total}}
    campaign(id: $campaign) {awards {key recipients {entry {id votes}}} rounds {key tally {total} entries(first: 3) {nodes {votes}}}}
  }`;
  const standing = 'query ($round: ID!) {round(id: $round) {standing {rows {rank total entry {votes}}}}}';

  it('answers everybody before and after a landslide with the very same bytes, through every door', async () => {
    const variables = {round: contest.roundId, entry: contest.entries[0], campaign: contest.campaignId};
    const all = () => Promise.all(callers.map((by) => heard(clients[by], everything, variables)));
    const orders = () => Promise.all(callers.map((by) => heard(clients[by], standing, variables)));
    const before = [await all(), await orders()];
    const wall = liveClient(`${siege.url.replace('http', 'ws')}/graphql`);
    type Tally = {
      roundTally: {kind: string; hidden: boolean; total: number; votesPerMinute: number; entries: unknown[]};
    };
    const stream = wall.subscribe<Tally>(
      'subscription ($id: ID!) {roundTally(roundId: $id) {kind epoch revision hidden total votesPerMinute entries {id votes}}}',
      {id: contest.roundId},
    );
    expect((await stream.next()).data?.roundTally).toMatchObject({
      kind: 'SNAPSHOT',
      hidden: true,
      total: 0,
      entries: [],
    });
    for (let n = 100; n < 110; n++) {
      const {castBallot} = await (
        await contest.voter(n)
      ).ask<{castBallot: {accepted: {entry: {votes: unknown}}[]}}>(
        'mutation ($input: BallotInput!) {castBallot(input: $input) {accepted {entry {votes round {tally {total}}}}}}',
        {input: {roundId: contest.roundId, requestId: `landslide-${n}`, entryIds: [contest.entries[7]]}},
      );
      expect(castBallot.accepted).toEqual([{entry: {votes: null, round: {tally: {total: 0}}}}]);
    }
    expect([await all(), await orders()]).toEqual(before);
    const after = await stream.until('a heartbeat', ({roundTally}) => roundTally.kind === 'HEARTBEAT');
    expect(after.roundTally).toMatchObject({total: 0, votesPerMinute: 0, entries: []});
    expect(new Set(stream.received.map(({data}) => data?.roundTally.kind))).toEqual(new Set(['SNAPSHOT', 'HEARTBEAT']));
    await wall.stop();
    // And it was there to be seen: who runs the round sees it.
    const {round} = await contest.owner.ask<{round: {tally: {total: number}}}>(
      'query ($id: ID!) {round(id: $id) {tally {total}}}',
      {id: contest.roundId},
    );
    expect(round.tally.total).toBe(4 + 3 + 2 + 10);
  });
});

describe('the sheets of a judge', () => {
  const [own, other] = [points[1], points[0]];
  const sheets = 'judging {mine {judge} progress {judge} sheets {nodes {total scores {points}}} recorded {points}}';

  it('are shown to nobody else, by no question', async () => {
    const query = `query ($id: ID!, $e: ID!) {round(id: $id) {${sheets}} entry(id: $e) {round {${sheets}}}}`;
    for (const by of callers) {
      const answer = await heard(clients[by], query, {id: contest.roundId, e: contest.entries[0]});
      expect(answer).not.toContain(other);
      expect(answer).not.toContain('judge-a');
      expect(answer.includes(own)).toBe(by === 'judge');
    }
  });

  it('are shown to no other judge of the same panel through a stream that both listen to', async () => {
    const [first, second] = contest.judges.map(({token}) =>
      liveClient(`${siege.url.replace('http', 'ws')}/graphql`, {token}),
    );
    const few = 'judging {mine {judge} progress {judge} sheets(first: 5) {nodes {total}}}';
    const query = `subscription ($id: ID!) {roundTally(roundId: $id) {kind epoch revision entries {id entry {round {${few}}}}}}`;
    const heardBy = async (client: ReturnType<typeof liveClient> | undefined) =>
      JSON.stringify(await client?.subscribe(query, {id: contest.openRoundId}).next());
    const [one, two] = [await heardBy(first), await heardBy(second)];
    for (const [text, others] of [
      [one, [own, 'judge-b']],
      [two, [other, 'judge-a']],
    ] as const) {
      expect(text).toContain('"SNAPSHOT"');
      others.forEach((secret) => expect(text).not.toContain(secret));
    }
    await Promise.all([first?.stop(), second?.stop()]);
  });

  it('are changed by nobody else: whose sheet it is follows from who asks', async () => {
    const save = 'mutation ($input: ScoreInput!) {saveScore(input: $input) {version}}';
    const input = {roundId: contest.roundId, entryId: contest.entries[0], scores: [{criterion: 'voice', points: '0'}]};
    expect(await contest.owner.refused(save, {input})).toBe('NOT_PERMITTED');
    expect(await clients.nobody.refused(save, {input})).toBe('NOT_PERMITTED');
    expect(await clients.anybody.refused(save, {input})).toBe('NOT_SIGNED_IN');
    const asked = {...input, judge: contest.judges[0].id};
    expect(await contest.judges[1].refused(save, {input: asked})).toBe('INPUT_INVALID');
    const {round} = await contest.judges[0].ask<{round: {judging: {sheets: {nodes: {total: string | null}[]}}}}>(
      'query ($id: ID!) {round(id: $id) {judging {sheets {nodes {total}}}}}',
      {id: contest.roundId},
    );
    expect(round.judging.sheets.nodes[0]?.total).toBe(`${other}00`);
  });
});

it('a caller who claims to be somebody in every header there is stays who the token says', async () => {
  const forged = ['x-concours-envelope', 'x-concours-caller', 'x-user-id', 'x-forwarded-user', 'x-account', 'x-role'];
  const headers = Object.fromEntries(forged.map((name) => [name, siege.admin.id]));
  const {body} = await operation(siege, {query: '{viewer {kind name grants {role}}}'}, headers);
  expect(body.data).toEqual({viewer: {kind: 'ANONYMOUS', name: null, grants: []}});
  const two = await graphClient(`${siege.url}/graphql`, {token: contest.nobody.token, headers}).ask(
    '{viewer {name grants {role}}}',
  );
  expect(two).toEqual({viewer: {name: 'nobody', grants: []}});
  await expectAlive(siege);
});
