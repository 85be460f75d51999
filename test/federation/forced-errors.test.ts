import {mobile} from '../../services/kernel/testing/mobile.js';
import {graphClient} from '../support/graphql.js';
import {openContest, type Contest} from './siege-contest.js';
import {openSiege, type Siege} from './siege.js';

const PHONE = mobile('12345678');
const ADDRESS = 'https://intranet.example.cn:8443/secret';
/** What neither an answer nor a line of the log may carry: statements, stacks, places, and what people entered. */
const telling =
  /\b(SELECT|INSERT|UPDATE|DELETE|ALTER)\b[^"]{0,200}\b(FROM|INTO|SET|WHERE|TABLE)\b|\bat \S+ \(\S+:\d+:\d+\)|node_modules|SQLITE_ERROR: |no such table|127\.0\.0\.1|localhost|\/(tmp|home|root|usr)\/|intranet\.example/i;
const tells = (text: string): boolean => telling.test(text) || text.includes(PHONE);

let siege: Siege;
let contest: Contest;
beforeAll(async () => {
  siege = await openSiege('2024-07-25T09:00:00+08:00');
  contest = await openContest(siege);
}, 120_000);
afterAll(() => siege.close());

/** Takes the tables away from under the services that run: whatever they are asked then is a defect. */
async function breakTables(): Promise<void> {
  const tables = {
    organisations: ['organisation', 'account', 'role_grant'],
    campaigns: ['campaign', 'activity_report'],
    submissions: ['submission', 'asset'],
    scoring: ['round', 'entry'],
  } as const;
  for (const [service, names] of Object.entries(tables))
    for (const name of names)
      await siege.services[service as keyof typeof tables].database.source.query(
        `ALTER TABLE "${name}" RENAME TO "${name}_away"`,
      );
}

const questions = (): [string, Record<string, unknown>][] => [
  ['query ($text: String) {organisations(search: $text) {totalCount}}', {text: PHONE}],
  ['query ($id: ID!) {submissions(campaignId: $id) {totalCount}}', {id: contest.campaignId}],
  ['query ($id: ID!) {submission(id: $id) {title}}', {id: contest.draft}],
  ['query ($id: ID!) {round(id: $id) {name entries {totalCount}}}', {id: contest.roundId}],
  ['{campaigns {id title}}', {}],
  ['query ($id: ID!) {reports(campaignId: $id) {totalCount}}', {id: contest.campaignId}],
  [
    'mutation ($id: ID!, $t: String!) {amendSubmission(id: $id, version: 1, title: $t) {id}}',
    {id: contest.draft, t: PHONE},
  ],
  ['mutation ($n: String!) {signIn(name: $n, password: "a long password") {token}}', {n: PHONE}],
  ['query ($id: ID!) {campaign(id: $id) {title}}', {id: `' OR 1=1 -- ${PHONE} ${ADDRESS}`}],
  [
    `mutation ($id: ID!) {castBallot(input: {roundId: $id, requestId: "${PHONE}-x", entryIds: ["a"]}) {replayed}}`,
    {id: contest.roundId},
  ],
];

it('500 errors that were forced tell nobody anything, and the log no more than their kind and place', async () => {
  const clients = [contest.hefei, contest.owner, contest.nobody, siege.anybody, siege.admin];
  const voters = [graphClient(`${siege.url}/graphql`, {headers: {'x-concours-voter': `${PHONE}.x.y`}})];
  let errors = 0;
  const told = new Set<string>();
  const round = async (): Promise<void> => {
    for (const client of [...clients, ...voters])
      for (const [document, variables] of questions()) {
        const {errors: found} = await client.send(document, variables);
        const text = JSON.stringify(found ?? []);
        if (tells(text)) told.add(text.slice(0, 300));
        errors += found?.length ?? 0;
      }
  };
  await round();
  await breakTables();
  while (errors < 500) await round();
  expect([...told]).toEqual([]);
  const lines = siege.logged().split('\n');
  expect(lines.filter((line) => line.includes('an unexpected error')).length).toBeGreaterThan(100);
  expect(
    lines
      .filter((line) => tells(line))
      .map((line) => line.slice(0, 400))
      .slice(0, 5),
  ).toEqual([]);
}, 120_000);
