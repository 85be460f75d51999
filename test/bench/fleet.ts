import type {SubgraphName} from '../../gateway/src/compose.js';
import type {Role} from './fleet.child.js';
import {Part} from './part.js';

export const startPart = (role: Role): Promise<Part> => Part.start('fleet.child.ts', role);

export interface Fleet {
  services: Record<SubgraphName, Part>;
  gateway: Part;
  stop(): void;
}

export async function startFleet(): Promise<Fleet> {
  const names: SubgraphName[] = ['organisations', 'campaigns', 'submissions', 'scoring'];
  const parts = await Promise.all(names.map((name) => startPart({role: 'service', name})));
  const by = <T>(value: (part: Part) => T) =>
    Object.fromEntries(names.map((name, i) => [name, value(parts[i] as Part)])) as Record<SubgraphName, T>;
  const gateway = await startPart({role: 'gateway', subgraphs: by(({url}) => url)});
  return {
    services: by((part) => part),
    gateway,
    stop: () => [...parts, gateway].forEach((part) => part.stop()),
  };
}

export interface Fanout {
  delivered: number;
  expected: number;
  cpuMicrosPerMessage: number;
  p50: number;
  p99: number;
  rssMb: number;
}

const wall = `subscription { roundTally(roundId: "r") {
  kind epoch revision total takenAt entries { id votes submission { title } organisation { shortName } }
} }`;

/** `events` to `count` readers, each event when its time has come, and the processor time of the one who sends them. */
export async function measureFanout(
  sender: Part,
  source: Part,
  {count, events, everyMs, graph}: {count: number; events: number; everyMs: number; graph: boolean},
): Promise<Fanout> {
  const readers = await startPart({role: 'readers', url: sender.url, count, subscribe: graph ? wall : null});
  try {
    // What the first events load and compile is no part of a wall's day.
    for (let revision = 2; revision < 12; revision++) await pushAfter(source, revision, everyMs);
    await arrived(readers, count * 10);
    const before = await sender.usage();
    for (let revision = 12; revision < 12 + events; revision++) await pushAfter(source, revision, everyMs);
    const expected = count * (events + 10);
    const {messages, latencies} = await arrived(readers, expected);
    const after = await sender.usage();
    const sorted = latencies.slice(count * 10).sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? NaN;
    return {
      delivered: messages - count * 10,
      expected: expected - count * 10,
      cpuMicrosPerMessage: (after.micros - before.micros) / (count * events),
      p50: at(0.5),
      p99: at(0.99),
      rssMb: Math.round(after.rss / 1e6),
    };
  } finally {
    readers.stop();
  }
}

async function pushAfter(source: Part, revision: number, ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  await source.ask({ask: 'push', revision});
}

/** All of them, or what there is after ten seconds of waiting. */
async function arrived(readers: Part, expected: number): Promise<{messages: number; latencies: number[]}> {
  const until = Date.now() + 10_000;
  for (;;) {
    const heard = await readers.ask<{messages: number; latencies: number[]}>({ask: 'heard'});
    if (heard.messages >= expected || Date.now() > until) return heard;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
