import type http from 'node:http';
import {postOnce, type Question, type Target} from './load.js';

export const entries = 20;

const query = (
  submission: string,
  organisation: string,
): string => `query Join($round: ID!, $first: Int!, $after: String) {
  round(id: $round) { entries(first: $first, after: $after) { nodes {
    id number votes submission { ${submission} } organisation { ${organisation} } } } } }`;
const joined = query('title', 'shortName');
/** What scoring itself can say of the same rows: the references in place of what they lead to. */
const alone = query('__typename id', '__typename id');

/** A page of a round, to be asked of everybody who takes part. */
export type Page = {round: string; first: number; after: string | null};

/** All full pages of the demo's round whose vote is open, some 300 entries. */
export async function pagesOf(agent: http.Agent, target: Target): Promise<Page[]> {
  const ask = async <T>(body: object): Promise<T> =>
    (JSON.parse(await postOnce(agent, target, JSON.stringify(body))) as {data: T}).data;
  const {campaigns} = await ask<{campaigns: {rounds: {id: string; state: string; entryCount: number}[]}[]}>({
    query: '{ campaigns { rounds { id state entryCount } } }',
  });
  const rounds = campaigns.flatMap((campaign) => campaign.rounds);
  const open = rounds.find(({state, entryCount}) => state === 'OPEN' && entryCount >= 300);
  if (!open) throw new Error(`the demo has no open round of 300 entries: ${JSON.stringify(rounds)}`);
  const pages: Page[] = [];
  for (let after: string | null = null; pages.length < Math.floor(open.entryCount / entries);) {
    const page: Page = {round: open.id, first: entries, after};
    pages.push(page);
    const {round} = await ask<{round: {entries: {pageInfo: {endCursor: string}}}}>({
      query: `query ($round: ID!, $first: Int!, $after: String) {
        round(id: $round) { entries(first: $first, after: $after) { pageInfo { endCursor } } } }`,
      variables: page,
    });
    after = round.entries.pageInfo.endCursor;
  }
  return pages;
}

/** With the answers, which are looked at here once and compared from then on. */
export function questionsFor(
  agent: http.Agent,
  target: Target,
  pages: readonly Page[],
  kind: 'joined' | 'alone',
): Promise<Question[]> {
  return Promise.all(
    pages.map(async (variables) => {
      const body = JSON.stringify({query: kind === 'joined' ? joined : alone, variables});
      const expected = await postOnce(agent, target, body);
      check(expected, kind === 'joined' ? /\p{Script=Han}/u : /^[\w-]+$/);
      return {body, expected};
    }),
  );
}

interface Node {
  votes: number | null;
  submission: {title?: string; id?: string};
  organisation: {shortName?: string; id?: string};
}

/** Every row is there, with its votes and with something readable, or an id, on both sides of the join. */
function check(text: string, kind: RegExp): void {
  const {data, errors} = JSON.parse(text) as {data: {round: {entries: {nodes: Node[]}}}; errors?: unknown};
  const nodes = errors ? [] : data.round.entries.nodes;
  const whole = nodes.filter(
    ({votes, submission, organisation}) =>
      (votes ?? 0) > 0 &&
      kind.test(submission.title ?? submission.id ?? '') &&
      kind.test(organisation.shortName ?? organisation.id ?? ''),
  );
  if (whole.length !== entries) throw new Error(`not the answer that is measured: ${text.slice(0, 500)}`);
}
