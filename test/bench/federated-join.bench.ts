import http from 'node:http';
import {anonymous, ENVELOPE_HEADER, signEnvelope} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {startHouse, type House} from './house.js';
import {load, postOnce, type Load} from './load.js';
import type {Part} from './part.js';

const entries = 20;
const concurrent = 16;
const turnMs = 2_000;
const turns = 7;

const query = (submission: string, organisation: string): string => `query Join($round: ID!, $first: Int!) {
  round(id: $round) { entries(first: $first) { nodes {
    id number votes submission { ${submission} } organisation { ${organisation} } } } } }`;
const joined = query('title', 'shortName');
/** What scoring itself can say of the same rows: the references in place of what they lead to. */
const alone = query('__typename id', '__typename id');

type Who = 'direct' | 'gateway' | 'hive';

interface Turn {
  perSecond: number;
  /** Processor time a request, by process. */
  cpuMicros: Record<string, number>;
}

/**
 * A page of a round's entries with votes (scoring), the works' titles (submissions) and the units' names (organisations),
 * through the gateway; against the same page without titles and names, asked of scoring itself with a signed envelope.
 * The real services on SQLite files with the demo in them, everything in a process of its own; all answers are compared.
 *
 * The ratio is that of the requests a second, of neighbouring turns; its median counts. It is what a caller notices. The
 * direct query keeps two processes busy, the caller's and scoring's; the join five, and on two cores they share these. What does
 * not depend on the number of cores stands beside it: the processor time each process spends on a request, and as
 * `ratioByCpu` what scoring spends on the direct query, over what the gateway alone spends on the join.
 */
export const bench = {
  name: 'federated-join',
  floor: 0.25,
  async run() {
    const agent = new http.Agent({keepAlive: true, maxSockets: concurrent});
    const house = await startHouse();
    try {
      const variables = {round: await openRound(agent, house), first: entries};
      const asked = await questions(agent, house, variables);
      const seen = new Map<Who, Turn[]>(asked.map(({who}) => [who, []]));
      // The first turn only warms up.
      for (let n = 0; n <= turns; n++) {
        for (const {who, question, expected} of asked) {
          const result = await turn(agent, house, question, expected);
          if (n > 0) seen.get(who)?.push(result);
        }
      }
      return summary(seen);
    } finally {
      await house.stop();
      agent.destroy();
    }
  },
};

async function turn(agent: http.Agent, house: House, question: Load, expected: string): Promise<Turn> {
  const {services, gateway, hive} = house;
  const parts: Record<string, Part> = {gateway, ...(hive && {hive}), ...services};
  const usage = () =>
    Promise.all(Object.entries(parts).map(async ([name, part]) => [name, (await part.usage()).micros] as const));
  const before = new Map(await usage());
  const {answered, perSecond} = await load(agent, question, expected);
  const spent = (await usage()).map(([name, micros]) => [name, (micros - (before.get(name) ?? 0)) / answered] as const);
  // Who has no part in it still keeps time; that is not worth a line.
  const cpuMicros = spent
    .filter(([, micros]) => micros > 20)
    .map(([name, micros]) => [name, Math.round(micros)] as const);
  return {perSecond, cpuMicros: Object.fromEntries(cpuMicros)};
}

/** What is asked of whom, with the answer that was checked once and has to come back every time. */
async function questions(agent: http.Agent, {services, gateway, hive, key}: House, variables: object) {
  const common = {concurrent, forMs: turnMs};
  const direct = JSON.stringify({query: alone, variables});
  const signed = () => ({[ENVELOPE_HEADER]: signEnvelope({caller: anonymous(newId()), key, body: direct})});
  const through = {body: JSON.stringify({query: joined, variables}), headers: () => ({}), ...common};
  const all: {who: Who; question: Load}[] = [
    {who: 'direct', question: {url: services.scoring.url, body: direct, headers: signed, ...common}},
    {who: 'gateway', question: {url: gateway.url, ...through}},
    ...(hive ? [{who: 'hive' as const, question: {url: hive.url, ...through}}] : []),
  ];
  return Promise.all(
    all.map(async ({who, question}) => {
      const expected = await postOnce(agent, question);
      check(expected, who === 'direct' ? /^[\w-]+$/ : /\p{Script=Han}/u);
      return {who, question, expected};
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

/** The semi-final of the demo's singers, whose vote is open. */
async function openRound(agent: http.Agent, {gateway}: House): Promise<string> {
  const body = JSON.stringify({query: '{ campaigns { rounds { id state entryCount } } }'});
  const text = await postOnce(agent, {url: gateway.url, body, headers: () => ({})});
  const {data} = JSON.parse(text) as {
    data: {campaigns: {rounds: {id: string; state: string; entryCount: number}[]}[]};
  };
  const rounds = data.campaigns.flatMap((campaign) => campaign.rounds);
  const open = rounds.find(({state, entryCount}) => state === 'OPEN' && entryCount >= 300);
  if (!open) throw new Error(`the demo has no open round of 300 entries: ${text.slice(0, 500)}`);
  return open.id;
}

function summary(seen: Map<Who, Turn[]>) {
  const of = (who: Who): Turn[] => seen.get(who) ?? [];
  const ratios = of('gateway').map(({perSecond}, n) => perSecond / (of('direct')[n]?.perSecond ?? NaN));
  const [direct, gateway, hive] = [middle(of('direct')), middle(of('gateway')), middle(of('hive'))];
  const cost = (turn: Turn | undefined, name: string): number => turn?.cpuMicros[name] ?? NaN;
  const raw = {
    ...{entries, concurrent, turns, direct, gateway, hive: hive ?? 'not installed'},
    ratioOfTurns: [Math.min(...ratios), median(ratios), Math.max(...ratios)].map(short),
    ratioByCpu: short(cost(direct, 'scoring') / cost(gateway, 'gateway')),
    ...(hive && {
      requestsToHive: short((gateway?.perSecond ?? NaN) / hive.perSecond),
      cpuToHive: short(cost(hive, 'hive') / cost(gateway, 'gateway')),
    }),
  };
  return {ratio: median(ratios), raw};
}

/** Each figure's own median. */
function middle(all: Turn[]): Turn | undefined {
  const [first] = all;
  if (!first) return undefined;
  const names = Object.keys(first.cpuMicros);
  return {
    perSecond: median(all.map(({perSecond}) => perSecond)),
    cpuMicros: Object.fromEntries(names.map((name) => [name, median(all.map(({cpuMicros}) => cpuMicros[name] ?? 0))])),
  };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

const short = (value: number): number => Number(value.toFixed(3));
