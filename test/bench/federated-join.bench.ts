import http from 'node:http';
import {cpus} from 'node:os';
import {anonymous, ENVELOPE_HEADER, signEnvelope} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {startHouse, type House} from './house.js';
import {entries, pagesOf, questionsFor} from './join-questions.js';
import {load, type Question, type Target} from './load.js';

/** Fewer than there are pages: no two requests under way are the same, which would spare one gateway the work and not the other. */
const concurrent = 12;
/** Until then the engine compiles: at a few hundred requests a second that takes its time. */
const warmMs = 10_000;
const turnMs = 2_000;
const turns = 7;

type Who = 'direct' | 'gateway' | 'hive';

interface Turn {
  perSecond: number;
  /** Processor time a request, by process. */
  cpuMicros: Record<string, number>;
  /** The share of the machine that was busy with something else meanwhile: whether to believe the figure above. */
  elsewhere: number;
}

/**
 * A page of a round's entries with votes (scoring), the works' titles (submissions) and the units' names (organisations),
 * through the gateway; against the same page without titles and names, asked of scoring itself with a signed envelope.
 * The real services on SQLite files with the demo in them, everything in a process of its own; the pages take turns, and
 * all answers are compared.
 *
 * The ratio is that of the requests a second, of neighbouring turns; its median counts. It is what a caller notices, and it
 * holds everything that a join costs: the services' own work on titles and names, which no gateway can spare, is the
 * larger part. The direct query keeps two processes busy, the caller's and scoring's; the join five. So more cores make the
 * ratio better, and whatever else runs makes it worse (`elsewhere`). What does not depend on that stands beside it: the
 * processor time that each process spends on a request, and as `ratioByCpu` what scoring spends on the direct query,
 * over what the gateway alone spends on the join.
 */
export const bench = {
  name: 'federated-join',
  floor: 0.25,
  async run() {
    const agent = new http.Agent({keepAlive: true, maxSockets: concurrent});
    const house = await startHouse();
    try {
      const asked = await prepare(agent, house);
      const seen = new Map<Who, Turn[]>(asked.map(({who}) => [who, []]));
      for (const {target, questions} of asked) await load(agent, target, {questions, concurrent, forMs: warmMs});
      for (let n = 0; n < turns; n++) {
        for (const {who, target, questions} of asked) seen.get(who)?.push(await turn(agent, house, target, questions));
      }
      return summary(seen);
    } finally {
      await house.stop();
      agent.destroy();
    }
  },
};

async function prepare(agent: http.Agent, {services, gateway, hive, key}: House) {
  const sign = (body: string) => ({[ENVELOPE_HEADER]: signEnvelope({caller: anonymous(newId()), key, body})});
  const plain = () => ({});
  const targets: {who: Who; target: Target}[] = [
    {who: 'direct', target: {url: services.scoring.url, headers: sign}},
    {who: 'gateway', target: {url: gateway.url, headers: plain}},
    ...(hive ? [{who: 'hive' as const, target: {url: hive.url, headers: plain}}] : []),
  ];
  const pages = await pagesOf(agent, {url: gateway.url, headers: plain});
  return Promise.all(
    targets.map(async ({who, target}) => {
      const questions = await questionsFor(agent, target, pages, who === 'direct' ? 'alone' : 'joined');
      return {who, target, questions};
    }),
  );
}

async function turn(agent: http.Agent, house: House, target: Target, questions: Question[]): Promise<Turn> {
  const before = await reading(house);
  const {answered, perSecond} = await load(agent, target, {questions, concurrent, forMs: turnMs});
  const after = await reading(house);
  const spent = Object.keys(after.parts).map((name) => [name, after.parts[name]! - before.parts[name]!] as const);
  const ours = spent.reduce((sum, [, micros]) => sum + micros, after.own - before.own);
  // Who has no part in it still keeps time; that is not worth a line.
  const shown = spent.map(([name, micros]) => [name, Math.round(micros / answered)] as const);
  return {
    perSecond,
    cpuMicros: Object.fromEntries(shown.filter(([, micros]) => micros > 50)),
    elsewhere: short(Math.max(0, 1 - (after.idle - before.idle + ours) / (after.all - before.all))),
  };
}

/** In microseconds since each of them began: the parts of the house, this process, and all cores. */
async function reading({services, gateway, hive}: House) {
  const named = Object.entries({gateway, ...(hive && {hive}), ...services});
  const parts = await Promise.all(named.map(async ([name, part]) => [name, (await part.usage()).micros] as const));
  const {user, system} = process.cpuUsage();
  const times = cpus().map((core) => core.times);
  const sum = (of: (core: (typeof times)[number]) => number) =>
    times.reduce((micros, core) => micros + of(core) * 1_000, 0);
  return {
    parts: Object.fromEntries(parts) as Record<string, number>,
    own: user + system,
    idle: sum((core) => core.idle),
    all: sum((core) => core.user + core.nice + core.sys + core.idle + core.irq),
  };
}

function summary(seen: Map<Who, Turn[]>) {
  const of = (who: Who): Turn[] => seen.get(who) ?? [];
  const ratios = of('gateway').map(({perSecond}, n) => perSecond / (of('direct')[n]?.perSecond ?? NaN));
  const [direct, gateway, hive] = [middle(of('direct')), middle(of('gateway')), middle(of('hive'))];
  const cost = (turn: Turn | undefined, name: string): number => turn?.cpuMicros[name] ?? NaN;
  const raw = {
    ...{entries, concurrent, turns, cores: cpus().length, direct, gateway, hive: hive ?? 'not installed'},
    ratioOfTurns: {least: short(Math.min(...ratios)), most: short(Math.max(...ratios))},
    ratioByCpu: short(cost(direct, 'scoring') / cost(gateway, 'gateway')),
    ...(hive && {
      requestsOverHive: short((gateway?.perSecond ?? NaN) / hive.perSecond),
      cpuOfHiveOverOurs: short(cost(hive, 'hive') / cost(gateway, 'gateway')),
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
    elsewhere: median(all.map(({elsewhere}) => elsewhere)),
  };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function short(value: number): number {
  return Number(value.toFixed(3));
}
