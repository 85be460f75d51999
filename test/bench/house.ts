import {randomBytes} from 'node:crypto';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {SubgraphName} from '@concours/gateway/compose';
import type {SigningKey} from '@concours/kernel/identity';
import {startPlatform} from '../support/platform.js';
import type {Role} from './house.child.js';
import {installHive} from './hive.js';
import {Part} from './part.js';

/** The four services with the demo in their files, a process each; our gateway and, where it installs, Hive's before them. */
export interface House {
  services: Record<SubgraphName, Part>;
  gateway: Part;
  hive?: Part;
  key: SigningKey;
  stop(): Promise<void>;
}

const names: SubgraphName[] = ['organisations', 'campaigns', 'submissions', 'scoring'];

/** `hive` false leaves Hive's out. */
export async function startHouse({hive: wanted = true} = {}): Promise<House> {
  const parts: Part[] = [];
  const dataDir = await mkdtemp(path.join(tmpdir(), 'concours-bench-'));
  const stop = async (): Promise<void> => {
    for (const part of parts) part.stop();
    await rm(dataDir, {recursive: true, force: true});
  };
  const start = async (role: Role): Promise<Part> => {
    const part = await Part.start('house.child.ts', role);
    parts.push(part);
    return part;
  };
  try {
    await fill(dataDir);
    const key = {id: 'bench', secret: randomBytes(32).toString('base64url')};
    const pairs = await Promise.all(
      names.map(async (name) => [name, await start({role: 'service', name, dataDir, key})] as const),
    );
    const services = Object.fromEntries(pairs) as Record<SubgraphName, Part>;
    const subgraphs = Object.fromEntries(pairs.map(([name, {url}]) => [name, url])) as Record<SubgraphName, string>;
    const supergraph = path.resolve(__dirname, '../../schema/supergraph.graphql');
    const supergraphSdl = await readFile(supergraph, 'utf8');
    const gateway = await start({role: 'gateway', subgraphs, supergraphSdl, key});
    const folder = wanted ? await installHive() : undefined;
    const hive = folder && (await start({role: 'hive', supergraphSdl: routed(supergraphSdl, subgraphs), folder, key}));
    return {services, gateway, key, stop, ...(hive && {hive})};
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The demo as `npm start` fills it: 2,000 organisations, 300 entries, 100,000 votes. */
async function fill(dataDir: string): Promise<void> {
  const platform = await startPlatform({demo: 'on', dataDir, timeoutMs: 300_000});
  await platform.stop();
}

/** Our gateway is told the addresses; Hive's takes them from the supergraph. */
function routed(supergraphSdl: string, subgraphs: Record<SubgraphName, string>): string {
  return names.reduce(
    (sdl, name) => sdl.replace(`"http://${name}/graphql"`, `"${subgraphs[name]}/graphql"`),
    supergraphSdl,
  );
}
